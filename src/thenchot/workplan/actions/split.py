"""Split a big task into concrete parts for those concerned (Điều 18 khoản 1 điểm c)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.actions.change import change
from thenchot.workplan.models import Task
from thenchot.workplan.refusals import FEW_PARTS, NOT_DOING, PARTS_EXCEED


@dataclass(frozen=True)
class Part:
    """One concrete output; `units` are converted units, `period` another month for work that takes long."""

    content: str
    doer_id: int
    units: Decimal
    deadline: date | None = None
    period: str = ""
    product_id: int | None = None


def split(*, by: Identity, task: Task, parts: Sequence[Part]) -> list[int]:
    """Put the parts in the place of the task, within its units; returns their numbers.

    The task itself counts for nobody from then on; a part counts for its doer as the task would have.
    """
    refuse_if(task.status != "assigned", NOT_DOING)
    refuse_if(len(parts) < 2, FEW_PARTS)
    total = sum((part.units for part in parts), Decimal(0))
    refuse_if(total > task.units, PARTS_EXCEED, parts=_shown(total), whole=_shown(task.units))
    with transaction.atomic():
        change(by, task, "split", {"status": "split"})
        return [assign(by=by.actor, row=_row(task, part)) for part in parts]


def _row(task: Task, part: Part) -> PlanRow:
    return PlanRow(
        unit_id=task.unit_id, period=part.period or task.period, content=part.content, units=part.units,
        doer_id=part.doer_id, leader_id=task.leader_id, deadline=part.deadline or task.deadline,
        product_id=part.product_id, origin=task.origin, source=task.source, part_of_id=task.id,
    )  # fmt: skip


def _shown(units: Decimal) -> str:
    return f"{units.normalize():f}".replace(".", ",")
