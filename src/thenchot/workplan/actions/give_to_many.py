"""Give one content to many people at once (giao cho nhiều người): a row for each of them, all or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.assign import PlanRow, alike, assign_many
from thenchot.workplan.actions.draft_row import QUEUE
from thenchot.workplan.models import PlanTable
from thenchot.workplan.refusals import GIVEN_ALREADY, NOBODY_CHOSEN, TABLE_CHANGED


def give_to_many(*, by: Identity, table: PlanTable, row: PlanRow, people: Sequence[int]) -> int:
    """Add the row once for each person, drafted in a draft and given otherwise; returns how many.

    Refuses fewer than two people, a table that went a step on since it was read, and who has a row alike already.
    """
    doers = sorted(set(people))
    refuse_if(len(doers) < 2, NOBODY_CHOSEN)
    status = "drafted" if table.state == "draft" else "assigned"
    given = replace(
        row, unit_id=table.unit_id, period=table.period, status=status, origin="planned", doer_unit_id=None
    )
    rows = [replace(given, doer_id=doer) for doer in doers]
    with transaction.atomic():
        wait_for(QUEUE, table.id)
        refuse_if(not PlanTable.objects.filter(id=table.id, state=table.state).exists(), TABLE_CHANGED)
        if any(alike(one).exists() for one in rows):
            raise GIVEN_ALREADY(field="content")
        return assign_many(by=by.actor, rows=rows)
