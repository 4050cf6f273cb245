"""The pages for what does not exist, is not allowed, or failed."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thenchot.web import shell
from thenchot.web.answers import by_htmx
from thenchot.web.typed import typed_texts

LOG = logging.getLogger("thenchot.web")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception  # the page is the same whatever is missing
    return render(request, "errors/not_found.html", {"shell": shell.shell(request)}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    return render(
        request,
        "errors/forbidden.html",
        {"shell": shell.shell(request), "shown": None, "back": "/", "texts": []},
        status=403,
    )


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was made in another session: say so, instead of a bare 403."""
    del reason
    return session_over(request)


def session_over(request: HttpRequest) -> HttpResponse:
    """Nothing was saved: say so, lead back to the form through the sign-in page, and hand the typed texts back."""
    if by_htmx(request):
        return render(request, "errors/_session_over.html", status=403)
    back = came_from(request)
    values = {"shell": shell.shell(request), "back": back or "/", "texts": typed_texts(request) if back else []}
    return render(request, "errors/session_over.html", values, status=403)


def came_from(request: HttpRequest) -> str:
    """The page a form was on, only when it is one of ours; "" otherwise."""
    origin = f"{request.scheme}://{request.get_host()}/"
    referer = request.headers.get("Referer", "")
    return "/" + referer[len(origin) :] if referer.startswith(origin) else ""


def failed(request: HttpRequest) -> HttpResponse:
    """Answer with a code that stands in the log beside the traceback; asks nothing of the database."""
    code = secrets.token_hex(4)
    LOG.error("failure shown to the reader as code %s at %s", code, request.path)
    return render(request, "errors/failed.html", {"shell": shell.bare(), "code": code}, status=500)
