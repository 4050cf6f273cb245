"""Bring last month's recurring rows into a draft (chép việc thường xuyên), with their deadlines a month on."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction

from thenchot.lib.database import wait_for
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import unit_on
from thenchot.people.identity import Identity
from thenchot.people.queries import staff_among
from thenchot.workplan.actions.assign import PlanRow, add_row, check_rows
from thenchot.workplan.actions.draft_row import QUEUE
from thenchot.workplan.models import PlanTable, Task
from thenchot.workplan.refusals import NOT_A_DRAFT, NOTHING_RECURS
from thenchot.workplan.tables import recurring_before


def copy_recurring(*, by: Identity, table: PlanTable) -> int:
    """Draft the recurring rows of the period before that are not in the table yet; returns how many.

    A doer who works here no more is left out of the row, which is then short of a clarity and listed.
    """
    with transaction.atomic():
        wait_for(QUEUE, table.id)
        refuse_if(not PlanTable.objects.filter(id=table.id, state="draft").exists(), NOT_A_DRAFT)
        rows = [_row(task, table) for task in recurring_before(table)]
        refuse_if(not rows, NOTHING_RECURS)
        here = _still_here(by, table.unit_id, rows)
        given = [row if row.doer_id in here else replace(row, doer_id=None) for row in rows]
        check_rows(given)
        for row in given:
            add_row(by.actor, row)
    return len(given)


def _row(task: Task, table: PlanTable) -> PlanRow:
    return PlanRow(
        unit_id=table.unit_id, period=table.period, content=task.content, units=task.units, doer_id=task.doer_id,
        leader_id=task.leader_id, deadline=_a_period_on(task.deadline, table.period), product_id=task.product_id,
        status="drafted", source=f"Chép từ kế hoạch {task.period}", doer_unit_id=task.doer_unit_id, recurring=True,
        clarity=task.clarity,
    )  # fmt: skip


def _still_here(by: Identity, unit_id: int, rows: Sequence[PlanRow]) -> set[int]:
    unit = unit_on(unit_id, by.day)
    people = {row.doer_id for row in rows if row.doer_id is not None}
    return {one.id for one in staff_among(unit.path, by.day, people)} if unit else set()


def _a_period_on(day: date | None, period: str) -> date | None:
    """The same day a month on, or a quarter in a table by quarter; the last of the month where it has no such day."""
    if day is None:
        return None
    here = Period.parse(period)
    months = day.year * 12 + day.month - 1 + (3 if here.kind == "quarter" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
