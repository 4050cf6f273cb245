"""Reading rows that wait to be brought into a table, beside the table as it is now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import UnitAt, names_of_units
from thenchot.people.identity import Identity
from thenchot.workplan.access import may_approve, may_draft, table_to_read
from thenchot.workplan.comparing import OPEN, SAVED, Beside, Compared, compare, picture_of
from thenchot.workplan.incoming import Incoming, said, waiting
from thenchot.workplan.models import LockedPeriod, PlanImport, PlanTable, Task
from thenchot.workplan.names import Names, names_in
from thenchot.workplan.refusals import IMPORT_DONE, IMPORT_NOT_FOUND, NOT_DRAFTER


@dataclass(frozen=True)
class Comparison:
    """The rows of one import beside the table, and the names that may be picked for them."""

    unit: UnitAt
    table: PlanTable
    rows: tuple[Compared, ...]
    names: Names
    picture: str

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(one.kind for one in self.rows)

    @property
    def open(self) -> int:
        """How many rows must be mended, chosen or skipped before anything is saved."""
        return sum(self.counts[kind] for kind in OPEN)

    @property
    def to_save(self) -> int:
        return sum(self.counts[kind] for kind in SAVED)

    @property
    def given(self) -> bool:
        """Whether work already given is changed, which needs a reason."""
        return any(one.given for one in self.rows)

    @property
    def untouched(self) -> int:
        """How many rows of the table a file taken from it no longer names: they stay."""
        named = {one.task.id for one in self.rows if one.task}
        if not named:
            return 0
        shown = Task.objects.filter(
            unit_id=self.unit.id, period=self.table.period, status__in=("drafted", "assigned", "done")
        )
        return shown.exclude(id__in=named).count()


def import_to_save(viewer: Identity, import_id: int) -> PlanImport:
    """One's own rows that wait; 404 for anybody else's, 403 once one drafts here no more, 409 once they are saved."""
    found = PlanImport.objects.filter(id=import_id, by_id=viewer.person_id).select_related("table").first()
    if found is None:
        raise IMPORT_NOT_FOUND()
    if not may_draft(viewer, table_to_read(viewer, found.table.unit_id)):
        raise NOT_DRAFTER()
    if found.saved_at is not None:
        raise IMPORT_DONE()
    return found


def waiting_import(viewer: Identity, table: PlanTable) -> PlanImport | None:
    """The rows this person left waiting for the table."""
    return PlanImport.objects.filter(table=table, by_id=viewer.person_id, saved_at=None).first()


def rows_of(found: PlanImport) -> list[Incoming]:
    return waiting(found.rows)


def notes_of(found: PlanImport) -> list[Refusal]:
    """What was read otherwise in the file as a whole."""
    return [said(code, given) for code, given in found.rows.get("notes", ())]


def comparison(viewer: Identity, found: PlanImport) -> Comparison:
    """The waiting rows beside the table as it is now."""
    unit = table_to_read(viewer, found.table.unit_id)
    table = PlanTable.objects.get(id=found.table_id)
    names = names_in(unit, viewer.day)
    tasks, units = stored_in(table, names)
    people = {one.number for one in names.people} | {task.doer_id for task in tasks.values() if task.doer_id}
    closed = LockedPeriod.objects.filter(period=table.period, person_id__in=people)
    closed_people = frozenset(closed.values_list("person_id", flat=True))
    beside = Beside(table, tasks, units, names, may_approve(viewer, unit), closed_people)
    compared = compare(rows_of(found), beside)
    return Comparison(unit, table, tuple(compared), names, picture_of(beside))


def stored_in(table: PlanTable, names: Names) -> tuple[dict[int, Task], dict[int, str]]:
    """The rows that ever stood in the table by number, and the names of the units that do them."""
    tasks = Task.objects.filter(unit_id=table.unit_id, period=table.period).exclude(
        status__in=("claimed", "declined")
    )
    found = {task.id: task for task in tasks.select_related("leader", "doer")}
    units = {task.doer_unit_id for task in found.values() if task.doer_unit_id}
    # A unit that may be named is called as it is offered, so that what goes out is known again.
    offered = {one.number: one.name for one in names.units}
    return found, names_of_units(units - offered.keys(), Period.parse(table.period).first) | offered
