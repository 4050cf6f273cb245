"""What a door says after an act: back to a page with one sentence, a fragment for htmx, and the lock of a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from thenchot.web.reading import read_whole


class Versioned(Protocol):
    """A row that is saved only if nobody saved it since it was read."""

    version: int


Kept = TypeVar("Kept", bound=Versioned)


def done(request: HttpRequest, sentence: str, page: str, /, anchor: str = "", **parts: object) -> HttpResponse:
    """Go to a page with a sentence that says what happened."""
    messages.success(request, sentence)
    return HttpResponseRedirect(reverse(page, kwargs=parts or None) + (f"#{anchor}" if anchor else ""))


def fragment(request: HttpRequest, template: str, values: Mapping[str, Any]) -> HttpResponse:
    """Answer htmx with the small part that changed."""
    return render(request, template, {**values, "errors": {}})


def by_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def as_seen(request: HttpRequest, row: Kept) -> Kept:
    """The row with the version the form was made from: an act on a row saved meanwhile is refused (409)."""
    row.version = read_whole(request.POST.get("version", ""), row.version)
    return row
