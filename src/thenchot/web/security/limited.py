"""How many petitions and files one person may send within a while; the pages themselves need not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from thenchot.people.actions.count_attempt import count_attempt
from thenchot.people.security.limits import Limit, spent
from thenchot.people.security.refusals import TOO_MANY
from thenchot.web.doors import viewer_of
from thenchot.web.refusals import refused

PETITIONS = Limit("petition", 20, 60)
UPLOADS = Limit("upload", 60, 10)
PASSWORDS = Limit("password", 10, 10)
BY_PAGE = {
    "assessment.file_petition": PETITIONS,
    "people.change_password": PASSWORDS,
    "people.import_staff": UPLOADS,
    "rulesets.import_wording": UPLOADS,
    "standards.import_catalogue": UPLOADS,
}


class limited:
    """Middleware: count what is sent to these pages, and refuse what is beyond the limit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        match = request.resolver_match
        limit = BY_PAGE.get(match.view_name) if match and request.method == "POST" else None
        viewer = viewer_of(request) if limit else None
        if limit is None or viewer is None:
            return None
        if spent(limit, viewer.staff_code):
            return refused(request, TOO_MANY(minutes=limit.minutes))
        count_attempt(limit=limit, who=viewer.staff_code)
        return None
