"""Áp dụng bộ quy tắc: a body chooses a rulebook, for whom, from when, and what the text leaves open, and signs for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import UnitAt, unit_on, units_on
from thenchot.people.access import require
from thenchot.people.identity import Identity
from thenchot.rules.book import Rulebook
from thenchot.rulesets import shelf
from thenchot.rulesets.actions.adopt import Choice, adopt
from thenchot.rulesets.overlays import apply_overlay
from thenchot.rulesets.queries import adoptions_from
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_day, read_whole
from thenchot.web.rulesets.changes import Change, changes
from thenchot.web.rulesets.overlay import OwnRules, entries, labels_of, read_own_rules, step_days
from thenchot.web.rulesets.words import words

CATEGORIES = ("cong_chuc", "vien_chuc", "can_bo", "hop_dong")


class Adopted(Protocol):
    """An adoption as it is kept, as far as the page looks at it."""

    rulebook: str
    overlay: Any


@dataclass(frozen=True)
class Asked:
    """What the form says; `problems` are sentences by field."""

    book: Rulebook | None
    category: str
    unit: UnitAt | None
    first: date
    last: date | None
    problems: dict[str, str]
    own: dict[str, object]
    """The body's own stricter rules, as an overlay reads them."""


@signed_in("GET", "POST")
def adoption(request: Signed) -> HttpResponse:
    require(request.viewer, "organisation_body")
    asked = _read(request.POST if request.method == "POST" else request.GET, request.viewer)
    if request.method == "POST" and asked.book and asked.unit and not asked.problems:
        require(request.viewer, "organisation_body", asked.unit.path)
        choice = Choice(
            unit_id=asked.unit.id, rulebook=asked.book.id, category=asked.category, valid_from=asked.first,
            settings=settings_of(asked.book, request.POST), overlay=asked.own, note=request.POST.get("note", ""),
        )  # fmt: skip
        try:
            adopt(by=request.viewer, choice=choice, valid_to=asked.last)
        except Refusal as refusal:
            return _form(request, asked, _at_its_field(asked, refusal))
        return done(request, _("Đã đưa vào áp dụng: %(name)s.") % {"name": asked.book.name}, "rulesets.adopt")
    return _form(request, asked)


def _read(given: QueryDict, viewer: Identity) -> Asked:
    name = given.get("book", "")
    book = shelf.load(name) if name in shelf.known() else None
    first, until, problems = _days(given, viewer)
    own = read_own_rules(book, given, first) if book else OwnRules({}, {})
    category, unit = _category(book, given), _unit(given, viewer)
    return Asked(book, category, unit, first, until, {**problems, **own.problems}, own.values)


def _days(given: QueryDict, viewer: Identity) -> tuple[date, date | None, dict[str, str]]:
    """First day, last day where one was typed, and what is wrong with either."""
    typed = given.get("last", "").strip()
    first, wrong_first = read_day(given.get("first", ""), viewer.day.replace(day=1))
    last, wrong_last = read_day(typed, first)
    crossed = _("Ngày cuối phải từ ngày đầu trở đi.") if typed and last < first else ""
    wrong = {"first": wrong_first, "last": wrong_last or crossed}
    return first, last if typed else None, {name: said for name, said in wrong.items() if said}


def _category(book: Rulebook | None, given: QueryDict) -> str:
    fits = [code for code in CATEGORIES if book and code in book.applies_to]
    asked = given.get("category", "")
    return asked if asked in fits else next(iter(fits), "")


def _unit(given: QueryDict, viewer: Identity) -> UnitAt | None:
    """The unit that was asked for, else the highest one the viewer answers for."""
    found, own = unit_on(read_whole(given.get("unit", "")), viewer.day), viewer.scopes("organisation_body")
    if found is None and own:
        found = next(iter(units_on(viewer.day, own[0]).values()), None)
    return found


def _at_its_field(asked: Asked, refusal: Refusal) -> Refusal:
    """The refusal at the input it is about, its place said by the input's label."""
    if refusal.code == "rulesets.not_confirmed":
        refusal.field = "note"
    moved = re.fullmatch(r"steps\[([0-9]+)\]", refusal.field)
    steps = asked.own.get("steps")
    if moved and isinstance(steps, list):
        step = steps[int(moved[1])]
        refusal.field = f"steps.{step['period']}.{step['code']}"
    labels = labels_of(asked.book) if asked.book else {}
    if refusal.field in labels:
        refusal.params = {**refusal.params, "key": labels[refusal.field]}
    return refusal


def settings_of(book: Rulebook, given: QueryDict) -> dict[str, object]:
    """The choices of the form; what was left at its default is written down too."""
    typed = {
        setting.code: given.get(f"chon-{setting.code}", "")
        for setting in book.settings
        if len(setting.choices) > 1
    }
    return {code: choice for code, choice in typed.items() if choice}


def _own_of(row: Adopted) -> list[Change]:
    book = shelf.load(row.rulebook)
    return changes(book, apply_overlay(book, row.overlay))


def _form(request: Signed, asked: Asked, refusal: Refusal | None = None) -> HttpResponse:
    viewer, book = request.viewer, asked.book
    scopes = viewer.scopes("organisation_body")
    places = {unit.id: unit for path in scopes for unit in units_on(viewer.day, path).values()}
    adopted = [row for row in adoptions_from(viewer.day) if row.unit_id in places]
    values: dict[str, Any] = {
        "asked": asked, "book": book, "words": words, "problems": asked.problems, "today": viewer.day,
        "books": [one for one in shelf.all_books() if set(one.applies_to) & set(CATEGORIES)],
        "categories": [code for code in CATEGORIES if book and code in book.applies_to],
        "units": [unit for unit in places.values() if unit.position != "direct" or unit.path in scopes],
        "adopted": [(row, places[row.unit_id], shelf.load(row.rulebook), _own_of(row)) for row in adopted],
        "kept": lambda name: request.POST.get(name, ""), "entries": entries(book) if book else [],
        "step_days": step_days(book) if book else [],
        "open_choices": [setting for setting in book.settings if len(setting.choices) > 1] if book else [],
        "status": 422 if asked.problems and request.method == "POST" else None,
    }  # fmt: skip
    return page(request, "rulesets/adopt.html", values, refusal)
