"""Bring rows from a file or a pasted table into a work-plan table: laid beside it first, then saved once, all or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.assign import PlanRow, assign_many
from thenchot.workplan.actions.draft_row import QUEUE
from thenchot.workplan.actions.revise import Revision, revise
from thenchot.workplan.comparing import Compared
from thenchot.workplan.imports import Comparison, comparison
from thenchot.workplan.incoming import Incoming, kept
from thenchot.workplan.models import PlanImport, PlanTable, Task
from thenchot.workplan.refusals import (
    IMPORT_CHANGED,
    IMPORT_DONE,
    IMPORT_EMPTY,
    IMPORT_LONG,
    IMPORT_UNRESOLVED,
    NOTHING_TO_SAVE,
    REASON_NEEDED,
)

MOST_ROWS = 500
ONE_UNIT = Decimal(1)
"""A row of one doer is one standard product until the head says otherwise, as where it is typed."""
Notes = Sequence[tuple[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Brought:
    """Rows as they were read, the file's name ("" for pasted ones), and what was read otherwise in the file as a whole."""

    rows: Sequence[Incoming]
    name: str = ""
    notes: Notes = ()


def put_forward(*, by: Identity, table: PlanTable, brought: Brought) -> int:
    """Keep the rows to be looked at; returns the number. What the same person left waiting for the table is let go.

    No line of audit: nothing of the plan changes yet.
    """
    refuse_if(not brought.rows, IMPORT_EMPTY)
    refuse_if(len(brought.rows) > MOST_ROWS, IMPORT_LONG, count=len(brought.rows), limit=MOST_ROWS)
    with transaction.atomic():
        wait_for("plan import", by.person_id)
        give_up(by=by, table=table)
        rows = kept(brought.rows, brought.notes)
        return PlanImport.objects.create(
            table=table, by_id=by.person_id, at=clock.now(), name=brought.name[:200], rows=rows
        ).id


def mend(*, by: Identity, waiting: PlanImport, rows: Sequence[Incoming]) -> None:
    """Keep what was mended, chosen and skipped, so that nothing typed is lost while the rows wait."""
    notes = [(code, given) for code, given in waiting.rows.get("notes", ())]
    mine = PlanImport.objects.filter(
        id=waiting.id, by_id=by.person_id, version=waiting.version, saved_at=None
    )
    refuse_if(not mine.update(rows=kept(rows, notes), version=waiting.version + 1), IMPORT_CHANGED)
    waiting.rows, waiting.version = kept(rows, notes), waiting.version + 1


def give_up(*, by: Identity, table: PlanTable) -> None:
    """Let go what this person left waiting for the table."""
    PlanImport.objects.filter(table=table, by_id=by.person_id, saved_at=None).delete()


def import_plan(*, by: Identity, waiting: PlanImport, seen: str, note: str = "") -> Comparison:
    """Write the new and the changed rows, all or none, and once; returns what was written.

    `seen` is the picture the reader decided on: where the table moved since, IMPORT_CHANGED, and nothing is overwritten.
    """
    with transaction.atomic():
        wait_for(QUEUE, waiting.table_id)
        found = comparison(by, waiting)
        _check(found, seen, note)
        mine = PlanImport.objects.filter(id=waiting.id, version=waiting.version, saved_at=None)
        refuse_if(
            not mine.update(saved_at=clock.now(), rows=kept((), ()), version=waiting.version + 1), IMPORT_DONE
        )
        source = f"Nhập từ {waiting.name}" if waiting.name else "Dán từ bảng tính"
        new = [_row(one, found.table, source[:200]) for one in found.rows if one.kind == "new"]
        assign_many(by=by.actor, rows=new)
        changed = [one for one in found.rows if one.kind == "change"]
        for one in changed:
            _revise(by, one, note)
        payload = {"file": waiting.name, "added": len(new), "changed": len(changed)}
        record_next(by.actor, Act("plan", found.table.id, "import", payload), clock.now())
    return found


def _check(found: Comparison, seen: str, note: str) -> None:
    refuse_if(found.picture != seen, IMPORT_CHANGED)
    refuse_if(found.open, IMPORT_UNRESOLVED, count=found.open)
    refuse_if(not found.to_save, NOTHING_TO_SAVE)
    if found.given and not note.strip():
        raise REASON_NEEDED("note")


def _row(one: Compared, table: PlanTable, source: str) -> PlanRow:
    meant = one.meant
    return PlanRow(
        unit_id=table.unit_id, period=table.period, content=meant.content, leader_id=meant.leader,
        units=ONE_UNIT if meant.doer.person_id else Decimal(0), doer_id=meant.doer.person_id,
        doer_unit_id=meant.doer.unit_id, deadline=meant.deadline, result=meant.result, source=source,
        status="drafted" if table.state == "draft" else "assigned",
    )  # fmt: skip


def _revise(by: Identity, one: Compared, note: str) -> None:
    task, meant = one.task, one.meant
    assert isinstance(task, Task)
    units = task.units or (ONE_UNIT if meant.doer.person_id else task.units)
    given = Revision(
        content=meant.content, leader_id=meant.leader, doer_id=meant.doer.person_id, doer_unit_id=meant.doer.unit_id,
        deadline=meant.deadline, units=units, recurring=task.recurring, clarity=task.clarity, result=meant.result,
    )  # fmt: skip
    revise(by=by, task=task, given=given, note=note if one.given else "")
