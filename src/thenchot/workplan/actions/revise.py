"""Change what a row of the table says: freely while it is drafted, with a reason once it is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.assign import PlanRow, check_rows
from thenchot.workplan.actions.change import change
from thenchot.workplan.models import Task
from thenchot.workplan.refusals import NOT_DOING, NOTHING_REVISED, REASON_NEEDED

KEPT_ONCE_GIVEN = ("units", "doer_id")
"""Given work changes hands and size only by the acts that the law gives a weight of their own (Điều 14, Điều 18 khoản 1)."""


@dataclass(frozen=True)
class Revision:
    """The row as it should read."""

    content: str
    leader_id: int | None
    doer_id: int | None
    doer_unit_id: int | None
    deadline: date | None
    units: Decimal
    recurring: bool = False
    clarity: Mapping[str, str] | None = None
    result: str | None = None
    """None leaves what stands there."""


def revise(*, by: Identity, task: Task, given: Revision, note: str = "") -> None:
    """Write what differs. A given row keeps its doer, if it has one, and its units; a change of it needs a reason."""
    refuse_if(task.status not in ("drafted", "assigned"), NOT_DOING)
    columns = _differing(task, given)
    refuse_if(not columns, NOTHING_REVISED)
    refuse_if(task.status == "assigned" and not note.strip(), REASON_NEEDED)
    doer, units = columns.get("doer_id", task.doer_id), columns.get("units", task.units)
    assert isinstance(units, Decimal)
    check_rows(
        [
            PlanRow(
                task.unit_id,
                task.period,
                given.content,
                units,
                doer_id=doer if isinstance(doer, int) else None,
            )
        ]
    )
    change(by, task, "revise", columns, note.strip())


def _differing(task: Task, given: Revision) -> dict[str, object]:
    kept = KEPT_ONCE_GIVEN if task.status == "assigned" and task.doer_id else ()
    columns = {
        name: value
        for name, value in vars(given).items()
        if name not in kept and getattr(task, name) != value
    }
    return {name: value for name, value in columns.items() if name != "result" or value is not None}
