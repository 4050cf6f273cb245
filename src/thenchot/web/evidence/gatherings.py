"""Tổng hợp thông tin tháng: each office's part with its day, the letters to heads, who is late, what is still open."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.evidence.access import require_reader
from thenchot.evidence.gathering_access import OPENER, gathering_to_read, gatherings_in_charge
from thenchot.evidence.gatherings import letters_of, offices_of, to_ask
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import names_of_units, unit_on
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence.words import figures_words, kind_name, source_name
from thenchot.web.page import page
from thenchot.web.paging import paged


@signed_in()
def gatherings(request: Signed) -> HttpResponse:
    viewer = request.viewer
    found = gatherings_in_charge(viewer).order_by("-period", "scope_id")
    if not found.exists():
        require_reader(viewer)
    listed = paged(request, list(found))
    names = names_of_units([row.scope_id for row in listed["rows"]], viewer.day)
    values = {**listed, "names": names, "opens": viewer.has(OPENER), "section": "evidence.register"}
    return page(request, "evidence/gatherings.html", values)


@signed_in()
def one(request: Signed, gathering_id: int) -> HttpResponse:
    return show(request, gathering_id)


def show(request: Signed, gathering_id: int, refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    gathering = gathering_to_read(viewer, gathering_id)
    scope = unit_on(gathering.scope_id, viewer.day)
    runs = scope is not None and viewer.has(OPENER, scope.path)
    letters = letters_of(gathering, viewer.day)
    values = {
        "gathering": gathering, "scope": scope, "runs": runs, "offices": offices_of(gathering, viewer.day), "letters": letters,
        "open": sum(letter.open for letter in letters), "asked": to_ask(gathering, viewer.day) if runs else [],
        "source_name": source_name, "name_of": kind_name, "figures_words": figures_words, "me": viewer.person_id,
        "today": viewer.day, "section": "evidence.register",
    }  # fmt: skip
    return page(request, "evidence/gathering.html", values, refusal)
