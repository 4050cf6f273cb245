"""What stands before the door for other software: the language asked for, the size and form of a body, no page as answer."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_from_request

from thenchot.api.problem import problem
from thenchot.api.refusals import BODY_TOO_LARGE, JSON_ONLY, METHOD, NO_SUCH
from thenchot.lib.refusals import Refusal

ROOT = "/api/"
MOST_KB = 256
WRITES = ("POST", "PUT", "PATCH")
Answer = Callable[[HttpRequest], HttpResponse]


def for_software(get_response: Answer) -> Answer:
    """Other software is answered in Vietnamese unless it asks for English, and always in JSON."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return get_response(request)
        language = get_language_from_request(request) if "Accept-Language" in request.headers else settings.LANGUAGE_CODE
        with translation.override(language):
            refusal = _unfit(request)
            response = problem(refusal) if refusal else _in_json(get_response(request))
            response.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
        return response

    return answer


def _unfit(request: HttpRequest) -> Refusal | None:
    """A body that is too large, or no JSON, before a byte of it is read."""
    if request.method not in WRITES:
        return None
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_KB * 1024:
        return BODY_TOO_LARGE(limit=MOST_KB)
    return JSON_ONLY() if int(length) and request.content_type != "application/json" else None


def _in_json(response: HttpResponse) -> HttpResponse:
    """A page that says there is no such address, or no such method, said as other software reads it."""
    if response.headers.get("Content-Type", "").startswith("application/"):
        return response
    if response.status_code == METHOD.status:
        allowed = response.headers.get("Allow", "")
        found = problem(METHOD(allowed=allowed))
        found.headers["Allow"] = allowed
        return found
    return problem(NO_SUCH()) if response.status_code == NO_SUCH.status else response
