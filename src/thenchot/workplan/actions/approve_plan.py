"""The head approves a drafted work-plan table, and its rows become work (Điều 18 khoản 1); then locks it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from thenchot.audit.actions.record import keep, record_next
from thenchot.audit.chain import Act, entry
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.draft_row import QUEUE
from thenchot.workplan.models import COUNTED, PlanTable, Task
from thenchot.workplan.queries import locked_among
from thenchot.workplan.refusals import NOT_APPROVED, TABLE_CHANGED, TABLE_EMPTY, TASK_CLOSED


def approve_plan(*, by: Identity, table: PlanTable) -> int:
    """Approve, all rows or none; returns how many became work. Refuses an empty table and people whose month is published."""
    refuse_if(table.state != "draft", TABLE_CHANGED)
    at = clock.now()
    with transaction.atomic():
        wait_for(QUEUE, table.id)
        _move(by, table, "approved", at)
        here = Task.objects.filter(unit_id=table.unit_id, period=table.period)
        rows = list(here.select_for_update().filter(status="drafted").order_by("id"))
        refuse_if(not rows and not here.filter(status__in=COUNTED).exists(), TABLE_EMPTY)
        refuse_if(
            locked_among({(row.doer_id, row.period) for row in rows if row.doer_id is not None}), TASK_CLOSED
        )
        _give(by, rows, at)
    return len(rows)


def lock_plan(*, by: Identity, table: PlanTable) -> None:
    """Close the plan: what is added to the month from now on is marked unplanned (đột xuất)."""
    refuse_if(table.state != "approved", NOT_APPROVED)
    with transaction.atomic():
        _move(by, table, "locked", clock.now())


def _move(by: Identity, table: PlanTable, state: str, at: datetime) -> None:
    rows = PlanTable.objects.filter(id=table.id, version=table.version, state=table.state)
    refuse_if(not rows.update(state=state, version=F("version") + 1), TABLE_CHANGED)
    record_next(by.actor, Act("plan", table.id, state, {"state": state, "was": {"state": table.state}}), at)


def _give(by: Identity, rows: list[Task], at: datetime) -> None:
    acts = [
        Act("task", row.id, "approve", {"status": "assigned", "was": {"status": row.status}}, row.last_hash)
        for row in rows
    ]
    entries = [entry(by.actor, act, at) for act in acts]
    for row, written in zip(rows, entries, strict=True):
        row.status, row.version, row.last_hash = "assigned", row.version + 1, written.hash
    Task.objects.bulk_update(rows, ["status", "version", "last_hash"], batch_size=100)
    keep(entries)
