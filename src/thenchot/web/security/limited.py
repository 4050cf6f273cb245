"""How much may be sent at once, and how many petitions and files within a while; the pages themselves need not know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thenchot.people.actions.count_attempt import count_attempt
from thenchot.people.security.limits import Limit, spent
from thenchot.people.security.refusals import SENT_TOO_LARGE, TOO_MANY
from thenchot.web.doors import viewer_of
from thenchot.web.refusals import refused
from thenchot.web.shell import bare

PETITIONS = Limit("petition", 20, 60)
UPLOADS = Limit("upload", 60, 10)
PASSWORDS = Limit("password", 10, 10)
BY_PAGE = {
    "assessment.file_petition": PETITIONS,
    "assessment.past_results": UPLOADS,
    "behalf.enter": UPLOADS,
    "evidence.enter": UPLOADS,
    "people.change_password": PASSWORDS,
    "people.import_staff": UPLOADS,
    "rulesets.import_wording": UPLOADS,
    "standards.import_catalogue": UPLOADS,
}


MOST_MB = 45
"""More than the largest file that any page takes, with the form around it."""


def small_enough(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse what is too large before a byte of it is read; without a length nothing is read at all."""

    def answer(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) <= MOST_MB * 1024 * 1024:
            return get_response(request)
        values = {"shell": bare(), "shown": SENT_TOO_LARGE(limit=MOST_MB)}
        return render(request, "security/too_large.html", values, status=SENT_TOO_LARGE.status)

    return answer


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
