"""What people post is text: characters that no database keeps as text are taken out before any page reads it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\x00"


def plain_text(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """PostgreSQL refuses a NUL inside text with a server error; no keyboard types one, so it carries no meaning."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and any(NUL in value for _, values in request.POST.lists() for value in values):
            request.POST = _without_nul(request.POST)  # type: ignore[assignment]  # Django lets a middleware replace it
        return get_response(request)

    return answer


def _without_nul(posted: QueryDict) -> QueryDict:
    cleaned = posted.copy()
    for name, values in posted.lists():
        cleaned.setlist(name, [value.replace(NUL, "") for value in values])
    return cleaned
