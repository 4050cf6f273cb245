"""A new row of the delegation table: typed, seen on whom it moves, then saved; and the rows there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import unit_by_code, units_on
from thenchot.people.access import require
from thenchot.people.actions.delegate import Rule, delegate
from thenchot.people.delegations import Shift, rows_under, shifts_of_new, tier_codes
from thenchot.people.identity import Identity
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import paged
from thenchot.web.reading import read_day

ROLE = "organisation_body"
CONDITIONS = ("bloc", "rank", "category", "tier")
FIELDS = ("task", "unit", *CONDITIONS, "holder", "holder_unit", "citation", "first", "last")
SHOWN_SHIFTS = 50


@dataclass(frozen=True)
class Asked:
    """The row as it is typed, and what could not be read of it by field."""

    rule: Rule
    first: date
    last: date | None
    problems: dict[str, str]


@signed_in("GET", "POST")
def rows(request: Signed) -> HttpResponse:
    require(request.viewer, ROLE)
    given = request.POST if request.method == "POST" else request.GET
    if not given.get("unit"):
        return _shown(request, given)
    asked = _read(given, request.viewer)
    if asked.problems:
        return _shown(request, given, asked)
    try:
        _own_place(request.viewer, asked)
        asked.rule.check(asked.first, asked.last)
        if request.method == "POST":
            delegate(by=request.viewer.actor, rule=asked.rule, valid_from=asked.first, valid_to=asked.last)
            return done(request, _("Đã lưu dòng phân cấp."), "people.delegate")
        return _shown(request, given, asked, preview=True)
    except Refusal as refusal:
        if not refusal.field:
            raise
        return _shown(request, given, asked, refusal)


def _own_place(viewer: Identity, asked: Asked) -> None:
    unit = unit_by_code(asked.rule.unit_code, asked.first)
    if unit is not None:
        require(viewer, ROLE, unit.path)


def _read(given: QueryDict, viewer: Identity) -> Asked:
    first, wrong_first = read_day(given.get("first", ""), viewer.day)
    last, wrong_last = read_day(given.get("last", ""), first)
    problems = {name: words for name, words in (("first", wrong_first), ("last", wrong_last)) if words}
    typed = {name: given.get(name, "").strip() for name in FIELDS}
    if typed["task"] not in ("score", "rank", "decide"):
        problems["task"] = _("Chọn việc được giao.")
    rule = Rule(
        typed["task"], typed["unit"], typed["citation"], typed["bloc"], typed["rank"], typed["category"], typed["tier"],
        typed["holder"], typed["holder_unit"],
    )  # fmt: skip
    return Asked(rule, first, last if typed["last"] else None, problems)


def _shown(
    request: Signed, given: QueryDict, asked: Asked | None = None, refusal: Refusal | None = None, *, preview: bool = False
) -> HttpResponse:
    viewer = request.viewer
    scopes = viewer.scopes(ROLE)
    shifts = shifts_of_new(asked.rule, asked.first) if preview and asked else []
    problems = asked.problems if asked else {}
    values = {
        "given": {name: given.get(name, "") for name in FIELDS}, "problems": problems, "preview": preview, "today": viewer.day,
        "first": asked.first if asked else viewer.day, **summed(shifts),
        "places": [unit for path in scopes for unit in units_on(viewer.day, path).values()],
        "units": list(units_on(viewer.day).values()), "tiers": tier_codes(), "status": 422 if problems else None,
        **paged(request, rows_under(scopes, viewer.day)),
    }  # fmt: skip
    return page(request, "delegation/delegate.html", values, refusal)


def summed(shifts: list[Shift]) -> dict[str, object]:
    """The preview's first rows, and how many kinds and people it is about in all."""
    return {
        "shifts": shifts[:SHOWN_SHIFTS], "kinds": len(shifts), "moved": sum(one.people for one in shifts),
        "lost": sum(one.people for one in shifts if one.lost),
    }  # fmt: skip
