"""Mở kỳ: choose period, scope and days; see what would happen; then open."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from thenchot.assessment.actions.open_cycle import Opening
from thenchot.assessment.actions.open_cycle import open_cycle as begin
from thenchot.assessment.queries.before_opening import BookCount, Preview, before_opening
from thenchot.assessment.steps import StepAt
from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import UnitAt, unit_on, units_on
from thenchot.people.access import require
from thenchot.people.identity import Identity
from thenchot.web import dates
from thenchot.web.answers import done
from thenchot.web.cycles.showing import span
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_day, read_whole
from thenchot.web.units_offered import SEARCH, offer

MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*[/-]\s*(\d{4})")
QUARTER = re.compile(r"(?:quý|q)\s*(IV|III|II|I|[1-4])\s*(?:năm|/|-)?\s*(\d{4})", re.IGNORECASE)
YEAR = re.compile(r"(?:năm\s*)?(\d{4})")
ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4"}
OFFERED = 4
"""How many months the list of suggestions goes back."""


@dataclass(frozen=True)
class Asked:
    """What the form says; with `problems` (sentences by field) nothing is previewed or opened."""

    period: str
    day: date
    scope: UnitAt | None
    moved: dict[str, tuple[int, int]]
    end_at_work: bool = False
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def opening(self) -> Opening | None:
        return (
            Opening(self.scope, self.period, self.day, self.moved, self.end_at_work)
            if self.scope and not self.problems
            else None
        )


@signed_in("GET", "POST")
def open_cycle(request: Signed) -> HttpResponse:
    require(request.viewer, "organisation_body")
    asked = read(request.POST if request.method == "POST" else request.GET, request.viewer)
    if request.method == "POST" and asked.opening:
        require(request.viewer, "organisation_body", asked.opening.scope.path)
        try:
            made = begin(by=request.viewer, opening=asked.opening)
        except Refusal as refusal:
            refusal.params = {**refusal.params, "period": dates.period(str(asked.period))}
            return _form(request, asked, refusal)
        sentence = _("Đã mở kỳ %(period)s.") % {"period": dates.period(asked.period)}
        if len(made) == 1:
            return done(request, sentence, "assessment.cycle", cycle_id=made[0])
        return done(request, sentence, "assessment.cycles")
    return _form(request, asked)


def read(given: QueryDict, viewer: Identity) -> Asked:
    """Read the form; an empty one asks for the running month of the viewer's own scope."""
    problems = {}
    period = read_period(given.get("period", "") or str(Period.month_of(viewer.day)))
    if not period:
        problems["period"] = _("Nhập kỳ dạng 11/2026 (tháng), quý IV/2026 hoặc năm 2026.")
    day, wrong = read_day(given.get("day", ""), _usual_day(period, viewer.day))
    if wrong:
        problems["day"] = wrong
    scope = _scope(given, viewer, day)
    if scope is None:
        problems["scope"] = _("Chọn phạm vi: cơ quan, đơn vị có trong danh mục vào ngày %(day)s.") % {
            "day": dates.vndate(day)
        }
    return Asked(period, day, scope, _moved(given), bool(given.get("den-ngay-lam-viec")), problems)


def read_period(text: str) -> str:
    """Return 2026-11, 2026-Q4 or 2026 for what people write; empty when it is no period."""
    plain = " ".join(text.split())
    if found := MONTH.fullmatch(plain.lower()):
        plain = f"{found[2]}-{int(found[1]):02d}"
    elif found := QUARTER.fullmatch(plain):
        plain = f"{found[2]}-Q{ROMAN.get(found[1].upper(), found[1])}"
    elif found := YEAR.fullmatch(plain.lower()):
        plain = found[1]
    try:
        return str(Period.parse(plain))
    except ValueError:
        return ""


def _usual_day(period: str, today: date) -> date:
    """People are read as of today in a running period, as of its last day in a past one."""
    return min(today, Period.parse(period).last) if period else today


def _scope(given: QueryDict, viewer: Identity, day: date) -> UnitAt | None:
    """The unit chosen, or the first of those that were searched for by name; without either the viewer's own."""
    typed = read_whole(given.get("scope", ""))
    chosen = unit_on(typed, day) if typed else None
    if given.get(SEARCH, "").strip():
        found = offer(given, _scopes(viewer, day), chosen)
        return found.chosen or next(iter(found.units), chosen)
    if typed:
        return chosen
    own = viewer.scopes("organisation_body")
    return next((unit for unit in units_on(day, own[0]).values()), None) if own else None


def _moved(given: QueryDict) -> dict[str, tuple[int, int]]:
    """The body's own days by step: only those that differ from what the page offered, so that each rulebook keeps its own.

    An unreadable number is 0, which the act refuses.
    """
    codes = [name.removeprefix("tu-") for name in given if name.startswith("tu-")]
    typed = {code: (_day_number(given, f"tu-{code}"), _day_number(given, f"den-{code}")) for code in codes}
    return {
        code: days for code, days in typed.items() if given.get(f"san-{code}", "") != f"{days[0]}-{days[1]}"
    }


def _day_number(given: QueryDict, name: str) -> int:
    return read_whole((given.get(name) or "").strip())


def _form(request: Signed, asked: Asked, refusal: Refusal | None = None) -> HttpResponse:
    preview = _preview(asked)
    values = {
        "asked": asked, "preview": preview, "steps": _steps(preview, request.POST),
        "offer": offer(request.GET, _scopes(request.viewer, asked.day), asked.scope), "suggested": _suggested(request.viewer.day),
        "problems": asked.problems, "period_typed": request.POST.get("period") or request.GET.get("period", ""),
        "status": 422 if asked.problems and request.method == "POST" else None,
    }  # fmt: skip
    return page(request, "cycles/open_cycle.html", values, refusal)


def _preview(asked: Asked) -> Preview | None:
    if asked.opening is None or asked.scope is None:
        return None
    readable = all(1 <= first <= last <= 31 for first, last in asked.moved.values())
    return before_opening(asked.opening if readable else Opening(asked.scope, asked.period, asked.day))


def _steps(preview: Preview | None, typed: QueryDict) -> list[dict[str, Any]]:
    """Each step once, in the order of the days: the days offered, what was typed for them, and where rulebooks differ."""
    found: dict[str, dict[str, Any]] = {}
    for book, step in _pairs(preview):
        one = found.setdefault(step.code, {
            "code": step.code, "name": step.vi, "offered": f"{step.first.day}-{step.last.day}", "order": (step.first, step.last),
            "first": typed.get(f"tu-{step.code}", step.first.day), "last": typed.get(f"den-{step.code}", step.last.day),
            "others": [],
        })  # fmt: skip
        if one["order"] != (step.first, step.last):
            one["others"].append((book.category, span(step.first, step.last)))
        one["offered"] = typed.get(f"san-{step.code}", one["offered"])
    return sorted(found.values(), key=lambda one: (one["order"], one["code"] in ("publish", "notify")))


def _pairs(preview: Preview | None) -> list[tuple[BookCount, StepAt]]:
    return [(book, step) for book in (preview.books if preview else ()) for step in book.steps]


def _scopes(viewer: Identity, day: date) -> list[UnitAt]:
    """Managing and using bodies of the viewer's branches; a directly using body has no cycle of its own."""
    found: dict[int, UnitAt] = {}
    for path in viewer.scopes("organisation_body"):
        units = units_on(day, path)
        found |= {unit.id: unit for unit in units.values() if unit.position != "direct" or unit.path == path}
    return list(found.values())


def _suggested(today: date) -> list[str]:
    months = [Period.month_of(today)]
    for _n in range(OFFERED):
        months.append(months[-1].previous())
    return [f"{month.first:%m/%Y}" for month in months]
