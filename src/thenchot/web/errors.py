"""The pages for what does not exist, is not allowed, or failed."""

from __future__ import annotations

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thenchot.web import shell

LOG = logging.getLogger("thenchot.web")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception  # the page is the same whatever is missing
    return render(request, "errors/not_found.html", {"shell": shell.shell(request)}, status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    del exception
    return render(request, "errors/forbidden.html", {"shell": shell.shell(request), "shown": None, "back": "/"}, status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was made in another session: say so, instead of a bare 403."""
    del reason
    return render(request, "errors/session_over.html", {"shell": shell.shell(request)}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer with a code that stands in the log beside the traceback; asks nothing of the database."""
    code = secrets.token_hex(4)
    LOG.error("failure shown to the reader as code %s at %s", code, request.path)
    return render(request, "errors/failed.html", {"shell": shell.bare(), "code": code}, status=500)
