"""What a refusal looks like: a page that says why, under which article, and what to do; a fragment for htmx."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thenchot.lib.refusals import MISSING, Refusal
from thenchot.web import shell
from thenchot.web.doors import SessionOver
from thenchot.web.errors import came_from, session_over
from thenchot.web.law import name_provision
from thenchot.web.typed import typed_texts

TEMPLATES = {403: "errors/forbidden.html", 404: "errors/not_found.html", 409: "errors/conflict.html"}


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """What one may not see answers exactly as what does not exist."""
    name_provision(request, refusal)
    if request.headers.get("HX-Request") and refusal.status != MISSING:
        return render(request, "errors/_fragment.html", {"refusal": refusal}, status=refusal.status)
    texts = typed_texts(request) if refusal.status != MISSING else []
    template = TEMPLATES.get(refusal.status, "errors/bad_input.html")
    context = {"shown": refusal, "shell": shell.shell(request), "back": came_from(request) or "/", "texts": texts}
    return render(request, template, context, status=refusal.status)


class answer_refusals:
    """Middleware: turn a refusal raised anywhere below into its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, raised: Exception) -> HttpResponse | None:
        if isinstance(raised, SessionOver):
            return session_over(request)
        return refused(request, raised) if isinstance(raised, Refusal) else None
