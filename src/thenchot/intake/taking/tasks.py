"""An arrival of the document software becomes a plan row, and its changes of state what becomes of that row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from thenchot.intake.models import Arrival
from thenchot.intake.refusals import (
    CONTENT_NEEDED,
    DAY_UNREADABLE,
    DOER_UNKNOWN,
    DONE_ON_NEEDED,
    PERIOD_UNREADABLE,
    STATE_UNKNOWN,
    TASK_DIFFERS,
    TASK_GONE,
    UNIT_UNKNOWN,
    UNITS_NEEDED,
)
from thenchot.lib.days import day_of, month_of
from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import unit_by_code
from thenchot.people.identity import Identity
from thenchot.people.queries import ids_of, staff_among
from thenchot.workplan.access import task_to_assess, unit_to_plan
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.actions.report import finish, mark_late, reject
from thenchot.workplan.models import Task

STATES = ("assigned", "done", "late", "returned")
NUMBER = re.compile(r"\d{1,8}(?:[.,]\d{1,4})?", re.ASCII)


def take_task(by: Identity, arrival: Arrival) -> tuple[str, int]:
    """Give the work where it is new, then bring it to the state that the source says; the state it has already is no change."""
    cells: Mapping[str, str] = arrival.cells
    state = cells.get("state", "assigned")
    if state not in STATES:
        raise STATE_UNKNOWN("state", value=state)
    row = _row(by, arrival)
    number = arrival.object_id if arrival.object_kind == "task" and arrival.object_id else assign(by=by.actor, row=row)
    if state != "assigned" or arrival.object_id:
        task = _task(by, number)
        _refuse_differing(task, row)
        _bring(by, task, state, cells)
    return "task", number


def _row(by: Identity, arrival: Arrival) -> PlanRow:
    cells: Mapping[str, str] = arrival.cells
    content = cells.get("content", "")
    if not content:
        raise CONTENT_NEEDED("content")
    deadline = _day(cells, "deadline")
    return PlanRow(
        unit_id=_unit(by, cells.get("unit", "")), period=_period(by, cells, deadline), content=content, units=_units(cells),
        doer_id=_person(by, cells, "doer"), leader_id=_person(by, cells, "leader") if cells.get("leader") else None,
        deadline=deadline, source=f"{arrival.connection.name}, số {arrival.ref}"[:200],
    )  # fmt: skip


def _unit(by: Identity, code: str) -> int:
    unit = unit_by_code(code, by.day)
    if unit is None or not by.unit_path or not unit.path.startswith(by.unit_path):
        raise UNIT_UNKNOWN("unit", code=code)
    return unit_to_plan(by, unit.id).id


def _person(by: Identity, cells: Mapping[str, str], name: str) -> int:
    code = cells.get(name, "")
    number = ids_of([code]).get(code)
    if number is None or not staff_among(by.unit_path, by.day, [number]):
        raise DOER_UNKNOWN(name, code=code)
    return number


def _units(cells: Mapping[str, str]) -> Decimal:
    text = cells.get("units", "")
    units = Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else Decimal(0)
    if units <= 0:
        raise UNITS_NEEDED("units")
    return units


def _day(cells: Mapping[str, str], name: str) -> date | None:
    text = cells.get(name, "")
    found = day_of(text)
    if text and found is None:
        raise DAY_UNREADABLE(name, value=text)
    return found


def _period(by: Identity, cells: Mapping[str, str], deadline: date | None) -> str:
    """The month that was said, else that of the deadline, else the present one."""
    text = cells.get("period", "")
    if text:
        found = month_of(text)
        if not found:
            raise PERIOD_UNREADABLE("period", value=text)
        return found
    return str(Period.month_of(deadline or by.day))


def _task(by: Identity, number: int) -> Task:
    try:
        return task_to_assess(by, number)
    except Refusal as refusal:
        raise TASK_GONE() from refusal


def _refuse_differing(task: Task, row: PlanRow) -> None:
    """The row as it stands here is people's: what the source sees otherwise is shown to a person, never written over it."""
    names = {
        "content": _("nội dung"), "doer_id": _("người thực hiện"), "units": _("đơn vị quy đổi"), "unit_id": _("đơn vị giao việc"),
    }  # fmt: skip
    other = [words for name, words in names.items() if getattr(task, name) != getattr(row, name)]
    if row.deadline and task.deadline and row.deadline != task.deadline and task.late_for != row.deadline:
        other.append(_("hạn"))
    if other:
        raise TASK_DIFFERS(what=", ".join(other))


def _bring(by: Identity, task: Task, state: str, cells: Mapping[str, str]) -> None:
    note = cells.get("note", "") or _("Theo phần mềm quản lý văn bản, giao nhiệm vụ.")
    if (state, task.status) == ("done", "assigned"):
        _finish(by, task, cells)
    elif state == "late" and task.late_for is None:
        mark_late(by=by, task=task, note=note, new_deadline=_day(cells, "new_deadline"))
    elif (state, task.status) == ("returned", "done"):
        reject(by=by, task=task, note=note, redo=True)


def _finish(by: Identity, task: Task, cells: Mapping[str, str]) -> None:
    day = _day(cells, "done_on")
    if day is None:
        raise DONE_ON_NEEDED("done_on")
    finish(by=by, task=task, done_on=day, result=cells.get("result", ""))
