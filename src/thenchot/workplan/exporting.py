"""A work-plan table as files take it away: the five cells of each row, and the mark by which the row is known again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from thenchot.audit.models import Entry
from thenchot.organisation.queries import UnitAt
from thenchot.people.identity import Identity
from thenchot.workplan.comparing import SHOWN, cells_of
from thenchot.workplan.imports import stored_in
from thenchot.workplan.incoming import identity
from thenchot.workplan.models import PlanTable
from thenchot.workplan.names import Names, names_in
from thenchot.workplan.refusals import TABLE_MISSING
from thenchot.workplan.tables import plan_table


@dataclass(frozen=True)
class ExportedRow:
    """A row of the table; `cells` are texts, of which the deadline is 2026-11-25."""

    mark: str
    cells: Mapping[str, str]
    deadline: date | None
    unplanned: bool


@dataclass(frozen=True)
class Exported:
    """The table as it stands; `seal` begins the hash of its last act in the trail."""

    unit: UnitAt
    table: PlanTable
    rows: tuple[ExportedRow, ...]
    names: Names
    seal: str


def exported(viewer: Identity, unit: UnitAt, period: str) -> Exported:
    """The rows by their deadline, one for each content; refuses where no table was begun."""
    table = plan_table(unit.id, period)
    if table is None:
        raise TABLE_MISSING()
    names = names_in(unit, viewer.day)
    tasks, units = stored_in(table, names)
    shown = [task for task in tasks.values() if task.status in SHOWN]
    rows = []
    for task in sorted(shown, key=lambda one: (one.deadline is None, one.deadline or date.min, one.id)):
        cells = cells_of(task, names, units)
        rows.append(ExportedRow(identity(task.id, cells), cells, task.deadline, task.origin == "unplanned"))
    last = Entry.objects.filter(object_kind="plan", object_id=table.id).order_by("-id").first()
    return Exported(unit, table, tuple(rows), names, last.hash[:12] if last else "")
