"""One way to answer with a page: the template, its values, and the shell around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thenchot.lib.refusals import Refusal
from thenchot.web import shell
from thenchot.web.address import addressed
from thenchot.web.law import name_provision
from thenchot.web.typed import not_shown


class Typed:
    """What was typed into a form that is shown again, refused or while its writer looks something up (the button `find`);
    without one, the values on record.
    """

    def __init__(self, request: HttpRequest, refusal: Refusal | None) -> None:
        self._given: Mapping[str, str] = request.POST if refusal or "find" in request.POST else {}

    def __call__(self, name: str, otherwise: object = "") -> object:
        return self._given.get(name, otherwise)


def page(
    request: HttpRequest, template: str, values: Mapping[str, Any], refusal: Refusal | None = None
) -> HttpResponse:
    """Answer with a page. With a refusal: its status, its sentence on top and at its field, and what was typed kept."""
    if refusal:
        name_provision(request, refusal)
    context = {
        **values,
        "shell": shell.shell(request, str(values.get("section", ""))),
        "refusal": refusal,
        "typed": Typed(request, refusal),
        "unsaved": [],
        "errors": {refusal.field: addressed(refusal.sentence)} if refusal else {},
    }
    status = refusal.status if refusal else values.get("status")
    answer = render(request, template, context, status=status)
    if refusal and (lost := not_shown(request, answer)):
        return render(request, template, {**context, "unsaved": lost}, status=status)
    return answer
