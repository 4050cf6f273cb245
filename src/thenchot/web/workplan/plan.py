"""Kế hoạch tháng: the month's tasks, mine or those of the units I lead, one row per content."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import UnitAt, units_on
from thenchot.people.identity import Identity
from thenchot.people.queries import PersonRow, staff_list
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import paged
from thenchot.web.reading import read_day, read_whole
from thenchot.workplan.queries import TaskRow, tasks_below, tasks_of
from thenchot.workplan.refusals import BAD_DAY

MANY_PEOPLE = 200
"""With more people than these, a list to choose the doer from is offered only once a unit is chosen."""
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
    people = people_below(viewer) if leads(viewer) else []
    rows = tasks_of_units(viewer, period)
    if unit is not None:
        rows, people = _within(rows, unit, viewer), people_below(viewer, unit.path) if people else []
    values = {
        "period": period,
        **_lists(request, rows),
        "leads": leads(viewer),
        "may_claim": viewer.unit_id is not None,
        "people": people if len(people) <= MANY_PEOPLE else [],
        "units": units if len(units) > 1 else [],
        "unit": unit,
        "viewer_id": viewer.person_id,
        "today": viewer.day,
        "gaps": gaps,
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
        ),
        "chosen": chosen if chosen in FILTERS else "tat-ca",
        "tally": {name: sum(1 for row in rows if _fits(row, name, viewer)) for name in FILTERS},
        "claims": claimed if leads(viewer) else [],
    }


def leads(viewer: Identity) -> bool:
    return viewer.rank == "head" and bool(viewer.unit_path)


def units_led(viewer: Identity) -> list[UnitAt]:
    paths = (viewer.unit_path,) if leads(viewer) else viewer.fields
    return [unit for path in paths for unit in units_on(viewer.day, path).values()]


def people_below(viewer: Identity, path: str = "") -> list[PersonRow]:
    """The people of the viewer's unit, or of a place in it, without the viewer."""
    return [
        person for person in staff_list(path or viewer.unit_path, viewer.day) if person.id != viewer.person_id
    ]


def _within(rows: list[TaskRow], unit: UnitAt, viewer: Identity) -> list[TaskRow]:
    """Rows of a unit: kept in its plan or in one below, or done by its people whoever assigned them."""
    places = set(units_on(viewer.day, unit.path))
    doers = {person.id for person in staff_list(unit.path, viewer.day)}
    return [row for row in rows if row.unit_id in places or row.doer_id in doers]


def day_typed(text: str, otherwise: date, field: str) -> date:
    """A day as typed into a form of the plan; what is no day is refused at its field, never taken for another."""
    day, problem = read_day(text, otherwise)
    if problem:
        raise BAD_DAY(field=field)
    return day


def tasks_of_units(viewer: Identity, period: str) -> list[TaskRow]:
    """A head and a deputy see the units in their charge; everybody else the rows they do themselves."""
    units = units_led(viewer)
    return tasks_below([unit.id for unit in units], period) if units else tasks_of(viewer.person_id, period)


def gaps(row: TaskRow) -> list[str]:
    """Which of the five clarities (5 rõ) a row lacks: person, work, time, responsibility, product."""
    if row.status in ("claimed", "declined"):
        return []
    asked = {
        "doer": row.doer,
        "content": row.content,
        "deadline": row.deadline,
        "leader": row.leader,
        "product": row.units,
    }
    return [name for name, value in asked.items() if not value]


def _fits(row: TaskRow, name: str, viewer: Identity) -> bool:
    match name:
        case "qua-han":
            return row.status == "assigned" and row.deadline is not None and row.deadline < viewer.day
        case "thieu":
            return bool(gaps(row))
        case "dot-xuat":
            return row.origin == "unplanned"
        case "xong":
            return row.status == "done"
        case _:
            return True
