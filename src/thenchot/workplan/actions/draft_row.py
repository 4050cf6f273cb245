"""Put a row into the draft of a work-plan table, or take it out again; it is nobody's work before approval."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.assign import PlanRow, add_row, alike, check_rows
from thenchot.workplan.actions.change import change
from thenchot.workplan.models import PlanTable, Task
from thenchot.workplan.refusals import GIVEN_ALREADY, NOT_A_DRAFT


def draft_row(*, by: Identity, table: PlanTable, row: PlanRow) -> int:
    """Add a row to the draft; returns its number. Refuses what stands there already, alike in everything typed."""
    given = replace(row, unit_id=table.unit_id, period=table.period, status="drafted", origin="planned")
    check_rows([given])
    with transaction.atomic():
        wait_for(QUEUE, table.id)
        refuse_if(not PlanTable.objects.filter(id=table.id, state="draft").exists(), NOT_A_DRAFT)
        if alike(given).exists():
            raise GIVEN_ALREADY(field="content")
        return add_row(by.actor, given)


def drop_row(*, by: Identity, task: Task) -> None:
    """Take a drafted row out; it stays in the log."""
    refuse_if(task.status != "drafted", NOT_A_DRAFT)
    change(by, task, "drop", {"status": "dropped"})


QUEUE = "plan table"
"""Who adds to a draft and who approves it go one after the other."""
