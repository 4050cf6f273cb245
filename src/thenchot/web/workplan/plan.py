"""Kế hoạch tháng: the month's tasks, mine or those of the units I lead, one row per content."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol, TypeVar

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import UnitAt, units_on
from thenchot.people.identity import Identity
from thenchot.people.queries import PersonRow, first_staff, staff_list
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged
from thenchot.web.reading import read_day, read_whole
from thenchot.web.units_offered import offered
from thenchot.workplan.queries import TaskRow, tasks_below, tasks_of
from thenchot.workplan.refusals import BAD_DAY
from thenchot.workplan.tables import clarity_of, lacking

MANY_PEOPLE = 200
"""With more people than these, a list to choose the doer from is offered only once a unit is chosen."""
MANY_UNITS = 500
"""Who leads more units than these sees the plan of the own unit until another is chosen."""
FILTERS = ("tat-ca", "qua-han", "thieu", "dot-xuat", "xong")


@signed_in()
def plan(request: Signed, period: str = "") -> HttpResponse:
    if not period:
        return HttpResponseRedirect(reverse("workplan.plan", args=[str(Period.month_of(request.viewer.day))]))
    return show(request, period)


def show(request: Signed, period: str, refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    units = units_led(viewer)
    unit = next((one for one in units if one.id == read_whole(request.GET.get("don-vi", ""))), None)
    rows = tasks_within(viewer, unit, period) if unit else tasks_of_units(viewer, period)
    search = request.GET.get("tim", "").strip()
    values = {
        "period": period,
        **_lists(request, matching(rows, search)),
        "search": search,
        "leads": leads(viewer),
        "may_claim": viewer.unit_id is not None,
        "people": _people(viewer, unit.path if unit else "") if leads(viewer) else [],
        "units": offered(units, unit) if len(units) > 1 else [],
        "wide": unit is None and len(units) > MANY_UNITS,
        "unit": unit,
        "table_unit": unit.id if unit else viewer.unit_id,
        "clarity": clarity_of(period),
        "viewer_id": viewer.person_id,
        "today": viewer.day,
        "gaps": lacking,
    }
    return page(request, "workplan/plan.html", values, refusal)


def _lists(request: Signed, rows: list[TaskRow]) -> dict[str, Any]:
    """The rows of the chosen filter a page at a time, how many each filter holds, and what waits to be accepted."""
    viewer, chosen = request.viewer, request.GET.get("loc", "tat-ca")
    kept = [row for row in rows if chosen not in FILTERS or _fits(row, chosen, viewer)]
    claimed = [row for row in rows if row.status == "claimed" and row.doer_id != viewer.person_id]
    return {
        **paged(
            request,
            sorted(
                kept, key=lambda row: (not _fits(row, "qua-han", viewer), not _fits(row, "thieu", viewer))
            ),
            CARDS,
        ),
        "chosen": chosen if chosen in FILTERS else "tat-ca",
        "tally": {name: sum(1 for row in rows if _fits(row, name, viewer)) for name in FILTERS},
        "claims": claimed if leads(viewer) else [],
    }


class Named(Protocol):
    """A row of a plan, as far as somebody looks for it."""

    @property
    def content(self) -> str: ...
    @property
    def leader(self) -> str: ...
    @property
    def doer(self) -> str: ...


R = TypeVar("R", bound=Named)


def matching(rows: list[R], search: str) -> list[R]:
    """The rows whose content, leader or doer holds every word typed, in any order, marks or none."""
    words = fold(search).split()
    if not words:
        return rows
    texts = ((row, fold(f"{row.content} {row.leader} {row.doer}")) for row in rows)
    return [row for row, text in texts if all(word in text for word in words)]


def leads(viewer: Identity) -> bool:
    return viewer.rank == "head" and bool(viewer.unit_path)


def units_led(viewer: Identity) -> list[UnitAt]:
    paths = (viewer.unit_path,) if leads(viewer) else viewer.fields
    return [unit for path in paths for unit in units_on(viewer.day, path).values()]


def _people(viewer: Identity, path: str) -> list[PersonRow]:
    """The people of the viewer's unit, or of a place in it, without the viewer; none where they are too many for a list."""
    people = first_staff(path or viewer.unit_path, viewer.day, "", MANY_PEOPLE + 2)
    found = [person for person in people if person.id != viewer.person_id]
    return found if len(found) <= MANY_PEOPLE else []


def tasks_within(viewer: Identity, unit: UnitAt, period: str) -> list[TaskRow]:
    """Rows of a unit: kept in its plan or in one below, or done by its people whoever assigned them."""
    led, places = {one.id for one in units_led(viewer)}, set(units_on(viewer.day, unit.path))
    if len(places) > MANY_UNITS:
        return tasks_below([unit.id], period)
    doers = {person.id for person in staff_list(unit.path, viewer.day)}
    # Of a city only what is kept in this place or in the leader's own plan is read, not everybody's.
    read = led if len(led) <= MANY_UNITS else {*places, viewer.unit_id or 0}
    return [row for row in tasks_below(read, period) if row.unit_id in places or row.doer_id in doers]


def day_typed(text: str, otherwise: date, field: str) -> date:
    """A day as typed into a form of the plan; what is no day is refused at its field, never taken for another."""
    day, problem = read_day(text, otherwise)
    if problem:
        raise BAD_DAY(field=field)
    return day


def tasks_of_units(viewer: Identity, period: str) -> list[TaskRow]:
    """A head and a deputy see the units in their charge, of very many only the own; everybody else what they do themselves."""
    units = units_led(viewer)
    if not units:
        return tasks_of(viewer.person_id, period)
    return tasks_below(
        [viewer.unit_id or 0] if len(units) > MANY_UNITS else [unit.id for unit in units], period
    )


def _fits(row: TaskRow, name: str, viewer: Identity) -> bool:
    match name:
        case "qua-han":
            return row.status == "assigned" and row.deadline is not None and row.deadline < viewer.day
        case "thieu":
            return bool(lacking(row))
        case "dot-xuat":
            return row.origin == "unplanned"
        case "xong":
            return row.status == "done"
        case _:
            return True
