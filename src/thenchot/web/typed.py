"""What people post is text: made fit to be kept before any page reads it, and given back where it is saved nowhere."""

from __future__ import annotations

import html
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\x00"
SECRET = frozenset({"password", "current", "chosen", "again", "code", "credential", "secret"})
"""Names of fields whose content no page ever gives back."""


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


def typed_texts(request: HttpRequest) -> list[str]:
    """What was written in words, which nobody wants to write twice; never a password, which is words too."""
    given = [(name, request.POST[name].strip()) for name in request.POST if name not in SECRET]
    return [text for _, text in given if " " in text or not text.isascii()]


def not_shown(request: HttpRequest, page: HttpResponse) -> list[str]:
    """Of the texts that were typed those a page does not show again, because the form they stood in is gone from it."""
    shown = html.unescape(page.content.decode())
    return [text for text in typed_texts(request) if text not in shown]
