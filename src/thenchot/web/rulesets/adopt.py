"""Áp dụng bộ quy tắc: a body chooses a rulebook, for whom, from when, and what the text leaves open, and signs for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import UnitAt, unit_on, units_on
from thenchot.people.access import require
from thenchot.people.identity import Identity
from thenchot.rules.book import Rulebook
from thenchot.rulesets import shelf
from thenchot.rulesets.actions.adopt import Choice, adopt
from thenchot.rulesets.queries import adoptions
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_day, read_whole
from thenchot.web.rulesets.words import words

CATEGORIES = ("cong_chuc", "vien_chuc", "can_bo", "hop_dong")


@dataclass(frozen=True)
class Asked:
    """What the form says; `problems` are sentences by field."""

    book: Rulebook | None
    category: str
    unit: UnitAt | None
    first: date
    last: date | None
    problems: dict[str, str]


@signed_in("GET", "POST")
def adoption(request: Signed) -> HttpResponse:
    require(request.viewer, "organisation_body")
    asked = _read(request.POST if request.method == "POST" else request.GET, request.viewer)
    if request.method == "POST" and asked.book and asked.unit and not asked.problems:
        require(request.viewer, "organisation_body", asked.unit.path)
        choice = Choice(
            unit_id=asked.unit.id, rulebook=asked.book.id, category=asked.category, valid_from=asked.first,
            settings=_settings(asked.book, request.POST), note=request.POST.get("note", ""),
        )  # fmt: skip
        try:
            adopt(by=request.viewer, choice=choice, valid_to=asked.last)
        except Refusal as refusal:
            refusal.field = "note" if refusal.code == "rulesets.not_confirmed" else refusal.field
            return _form(request, asked, refusal)
        return done(request, _("Đã đưa vào áp dụng: %(name)s.") % {"name": asked.book.name}, "rulesets.adopt")
    return _form(request, asked)


def _read(given: QueryDict, viewer: Identity) -> Asked:
    problems: dict[str, str] = {}
    name = given.get("book", "")
    book = shelf.load(name) if name in shelf.known() else None
    first, wrong_first = read_day(given.get("first", ""), viewer.day.replace(day=1))
    last, wrong_last = read_day(given.get("last", ""), first)
    if wrong_first:
        problems["first"] = wrong_first
    if wrong_last or (given.get("last", "").strip() and last < first):
        problems["last"] = wrong_last or _("Ngày cuối phải từ ngày đầu trở đi.")
    fits = [code for code in CATEGORIES if book and code in book.applies_to]
    category = given.get("category", "") if given.get("category", "") in fits else (fits[0] if fits else "")
    own = viewer.scopes("organisation_body")
    unit = unit_on(read_whole(given.get("unit", "")), viewer.day)
    if unit is None and own:
        unit = next(iter(units_on(viewer.day, own[0]).values()), None)
    return Asked(book, category, unit, first, last if given.get("last", "").strip() else None, problems)


def _settings(book: Rulebook, given: QueryDict) -> dict[str, object]:
    """The choices of the form; what was left at its default is written down too."""
    typed = {setting.code: given.get(f"chon-{setting.code}", "") for setting in book.settings if len(setting.choices) > 1}
    return {code: choice for code, choice in typed.items() if choice}


def _form(request: Signed, asked: Asked, refusal: Refusal | None = None) -> HttpResponse:
    viewer, book = request.viewer, asked.book
    scopes = viewer.scopes("organisation_body")
    places = {unit.id: unit for path in scopes for unit in units_on(viewer.day, path).values()}
    adopted = [row for row in adoptions(viewer.day) if row.unit_id in places]
    values: dict[str, Any] = {
        "asked": asked, "book": book, "words": words, "problems": asked.problems, "today": viewer.day,
        "books": [one for one in shelf.all_books() if set(one.applies_to) & set(CATEGORIES)],
        "categories": [code for code in CATEGORIES if book and code in book.applies_to],
        "units": [unit for unit in places.values() if unit.position != "direct" or unit.path in scopes],
        "adopted": [(row, places[row.unit_id], shelf.load(row.rulebook)) for row in adopted],
        "open_choices": [setting for setting in book.settings if len(setting.choices) > 1] if book else [],
        "status": 422 if asked.problems and request.method == "POST" else None,
    }  # fmt: skip
    return page(request, "rulesets/adopt.html", values, refusal)
