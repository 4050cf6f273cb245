"""The doer enters work that the list lacks; it counts once the assigner accepts it (Điều 18 khoản 1, khoản 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.assign import PlanRow, assign_once, check_size
from thenchot.workplan.actions.change import change
from thenchot.workplan.models import Task
from thenchot.workplan.refusals import NO_PROOF, NO_UNITS, NOT_CLAIMED, NOT_YET, REASON_NEEDED, TASK_NOT_FOUND

ORIGINS = ("taken_over", "unplanned")
"""Planned work is given by the head (Điều 18 khoản 1 điểm a); what a doer adds lies outside the initial total."""


@dataclass(frozen=True)
class Claim:
    """Work done outside the list, and the document that shows it."""

    period: str
    content: str
    units: Decimal
    proof: str
    done_on: date
    origin: str = "unplanned"
    product_id: int | None = None


def claim(*, by: Identity, given: Claim) -> int:
    """Enter one's own work, waiting for the assigner; returns its number. It counts in no score yet.

    Refuses what was entered already, alike in everything.
    """
    if by.unit_id is None:
        raise TASK_NOT_FOUND()
    refuse_if(not given.proof.strip(), NO_PROOF)
    refuse_if(given.units <= 0, NO_UNITS)
    refuse_if(given.done_on > clock.today(), NOT_YET, day=f"{given.done_on:%d/%m/%Y}")
    row = PlanRow(
        unit_id=by.unit_id, period=given.period, content=given.content, units=given.units, doer_id=by.person_id,
        result=given.proof.strip()[:500], product_id=given.product_id, done_on=given.done_on, status="claimed",
        origin=given.origin if given.origin in ORIGINS else "unplanned", source="Người thực hiện kê khai",
    )  # fmt: skip
    return assign_once(by=by.actor, row=row)


def accept_claim(*, by: Identity, task: Task, units: Decimal | None = None, note: str = "") -> None:
    """The assigner takes the work as given and done; other units than claimed need a reason."""
    refuse_if(task.status != "claimed", NOT_CLAIMED)
    other = units is not None and units != task.units
    refuse_if(other and not note.strip(), REASON_NEEDED)
    refuse_if(units is not None and units <= 0, NO_UNITS)
    check_size(units or task.units)
    columns: dict[str, object] = {"status": "done", "leader_id": by.person_id}
    change(by, task, "accept_claim", columns | ({"units": units} if other else {}), note.strip())


def decline_claim(*, by: Identity, task: Task, note: str) -> None:
    """The assigner does not take it; the doer reads why, and it counts nowhere."""
    refuse_if(task.status != "claimed", NOT_CLAIMED)
    refuse_if(not note.strip(), REASON_NEEDED)
    change(by, task, "decline_claim", {"status": "declined", "explanation": note.strip()[:1000]})
