"""The races of rows that are brought into a work-plan table or given to many; see `tests.faults.races`."""

from __future__ import annotations

from tests.assessment.cast import AN, BINH, Town
from tests.faults.races import Act, Race, alone, head, row_for_an, tabled
from thenchot.audit.models import Entry
from thenchot.workplan import refusals
from thenchot.workplan.actions.draft_row import drop_row
from thenchot.workplan.actions.give_to_many import give_to_many
from thenchot.workplan.actions.import_plan import Brought, import_plan, put_forward
from thenchot.workplan.imports import comparison
from thenchot.workplan.incoming import Incoming
from thenchot.workplan.models import PlanImport, PlanTable, Task

EMPTY = {"leader": "", "doer": "", "deadline": "25/10", "result": ""}


def waiting() -> Town:
    """Two rows that wait for the table of a division."""
    town = tabled()
    rows = [Incoming(at, "", {**EMPTY, "content": f"Việc {at}"}) for at in (1, 2)]
    put_forward(by=head(town), table=PlanTable.objects.get(), brought=Brought(rows))
    return town


def begun() -> Town:
    """A table without rows."""
    town = tabled()
    drop_row(by=head(town), task=Task.objects.get(status="drafted"))
    return town


def _saving(town: Town, n: int) -> Act:
    found = PlanImport.objects.select_related("table").get()
    seen = comparison(head(town), found).picture
    return lambda: import_plan(by=head(town), waiting=found, seen=seen)


def _to_many(town: Town, n: int) -> object:
    people = [town.id(AN), town.id(BINH)]
    return give_to_many(by=head(town), table=PlanTable.objects.get(), row=row_for_an(town), people=people)


TABLES = (
    Race(
        "workplan/import_plan", waiting, _saving, refusals.IMPORT_CHANGED, {Task: 2, Entry: 3, PlanImport: 0},
    ),
    Race("workplan/give_to_many", begun, alone(_to_many), refusals.GIVEN_ALREADY, {Task: 2, Entry: 2}),
)  # fmt: skip
