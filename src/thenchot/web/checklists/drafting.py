"""The form in which a body makes a checklist, with what it starts from: nothing, one of the shelf, or one in force."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from thenchot.checklists.access import KEEPER
from thenchot.checklists.drafting import TAKERS, Wanted, lines_of, standing_lines
from thenchot.checklists.placed import Placed
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import units_on
from thenchot.people.identity import Identity
from thenchot.rules.checklist import Edition
from thenchot.web.checklists.words import ABOUT, ANSWERED_BY, CHECKED_BY, KINDS, PERIODS, named
from thenchot.web.doors import Signed
from thenchot.web.numbers import exact
from thenchot.web.page import page

NOTHING: dict[str, str] = {
    "name": "", "code": "", "edition": "", "kind": "points", "about": "unit", "period": "month", "answered_by": "head",
    "checked_by": "organisation_body", "items": "", "standings": "", "registration": "", "achieved_from": "", "citation": "",
    "note": "",
}  # fmt: skip
OFFERED = {
    "kind": KINDS,
    "about": ABOUT,
    "period": PERIODS,
    "answered_by": ANSWERED_BY,
    "checked_by": CHECKED_BY,
}


def wanted(request: Signed) -> Wanted:
    given = request.POST
    about = given.get("about", "")
    takers = TAKERS.get(about, ())
    # Of a person only the person answers; a form without script can't hide the other choices.
    answered_by = takers[0] if len(takers) == 1 else given.get("answered_by", "")
    return Wanted(
        name=given.get("name", ""), code=given.get("code", ""), edition=given.get("edition", ""), kind=given.get("kind", ""),
        about=about, period=given.get("period", ""), answered_by=answered_by, checked_by=given.get("checked_by", ""),
        items=given.get("items", ""), standings=given.get("standings", ""), registration=bool(given.get("registration")),
        achieved_from=given.get("achieved_from", ""), citation=given.get("citation", ""), note=given.get("note", ""),
    )  # fmt: skip


def as_typed(edition: Edition) -> dict[str, str]:
    """The edition as the form shows it."""
    return {
        "name": edition.vi, "code": edition.code, "edition": edition.edition, "kind": edition.kind, "about": edition.about,
        "period": edition.period, "answered_by": edition.answered_by, "checked_by": edition.checked_by,
        "items": lines_of(edition), "standings": standing_lines(edition),
        "registration": "1" if edition.registration else "",
        "achieved_from": exact(edition.achieved_from) if edition.achieved_from is not None else "",
        "citation": edition.citation, "note": edition.note,
    }  # fmt: skip


def places(viewer: Identity) -> list[Any]:
    """The bodies for which the viewer may draft: their own at the top, no sections of them."""
    scopes = viewer.scopes(KEEPER)
    found = {unit.id: unit for path in scopes for unit in units_on(viewer.day, path).values()}
    return [unit for unit in found.values() if unit.position != "direct" or unit.path in scopes]


def form(
    request: Signed, start: dict[str, str], found: Placed | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    """`found` is the draft that is being changed; none for a new one."""
    values: dict[str, Any] = {
        "start": start, "found": found, "places": places(request.viewer), "named": named, "section": "checklists.keep",
        "choices": {name: list(words.items()) for name, words in OFFERED.items()},
        "source": request.POST.get("source") or request.GET.get("mau", "") or request.GET.get("tu", ""),
        "shipped": request.POST.get("shipped") or request.GET.get("mau", ""), "today": request.viewer.day,
    }  # fmt: skip
    return page(request, "checklists/draft.html", values, refusal)
