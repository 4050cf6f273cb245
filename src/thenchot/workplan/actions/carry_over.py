"""Carry unfinished rows over into the next month's plan (chuyển sang tháng sau), each once; the new row names the old one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from thenchot.audit.actor import Actor
from thenchot.lib.database import wait_for
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.workplan.actions.assign import PlanRow, add_row, by_the_lock, check_rows
from thenchot.workplan.actions.draft_row import QUEUE
from thenchot.workplan.models import PlanTable, Task
from thenchot.workplan.refusals import CARRIED_ALREADY, CARRIED_DAY, NOT_UNFINISHED


@dataclass(frozen=True)
class Carried:
    """An unfinished row with its new deadline."""

    task: Task
    deadline: date


def carry_over(*, by: Actor, rows: Sequence[Carried], here: Collection[int]) -> list[int]:
    """Give each row a row of the following period, all or none; returns their numbers.

    Into a draft it comes drafted, into any other month as given work; after the lock as unplanned (đột xuất). A doer who is
    not among `here`, the people who still work in the place, is left out, and the row is then short of a clarity.
    """
    with transaction.atomic():
        for task_id in sorted(row.task.id for row in rows):
            wait_for("carried row", task_id)
        _refuse(rows)
        given = by_the_lock([_row(row, here) for row in rows])
        check_rows(given)
        return [add_row(by, row) for row in given]


def _refuse(rows: Sequence[Carried]) -> None:
    ids = [row.task.id for row in rows]
    unfinished = set(Task.objects.filter(id__in=ids, status="assigned").values_list("id", flat=True))
    going_on = Task.objects.filter(carried_from_id__in=ids).exclude(status="dropped")
    carried = set(going_on.values_list("carried_from_id", flat=True))
    for row in rows:
        refuse_if(row.task.id in carried, CARRIED_ALREADY, content=row.task.content)
        refuse_if(row.task.id not in unfinished, NOT_UNFINISHED, content=row.task.content)
        if row.deadline <= Period.parse(row.task.period).last:
            raise CARRIED_DAY(field=f"han-{row.task.id}", day=f"{row.deadline:%d/%m/%Y}", content=row.task.content)


def _row(row: Carried, here: Collection[int]) -> PlanRow:
    task = row.task
    month = Period.parse(task.period)
    period = str(month.following())
    return PlanRow(
        unit_id=task.unit_id, period=period, content=task.content, units=task.units,
        doer_id=task.doer_id if task.doer_id in here else None, leader_id=task.leader_id, deadline=row.deadline,
        product_id=task.product_id, status="drafted" if _in_draft(task.unit_id, period) else "assigned",
        source=f"Chuyển từ kế hoạch tháng {month.first:%m/%Y} theo kết luận giao ban", doer_unit_id=task.doer_unit_id,
        recurring=task.recurring, clarity=task.clarity, carried_from_id=task.id,
    )  # fmt: skip


def _in_draft(unit_id: int, period: str) -> bool:
    """Whether the month's table of the unit is still a draft; who approves it waits until the row is in."""
    table = PlanTable.objects.filter(unit_id=unit_id, period=period, state="draft").first()
    if table is None:
        return False
    wait_for(QUEUE, table.id)
    return PlanTable.objects.filter(id=table.id, state="draft").exists()
