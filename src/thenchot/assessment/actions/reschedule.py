"""The organisation body moves a step of a running cycle (gia hạn), with a reason."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from thenchot.assessment.models import Cycle
from thenchot.assessment.refusals import (
    ALREADY_PUBLISHED,
    BAD_DAYS,
    CYCLE_CHANGED,
    RESCHEDULE_REASON,
    STEP_ABSENT,
)
from thenchot.assessment.steps import has
from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def reschedule(*, by: Identity, cycle: Cycle, step: str, first: date, last: date, reason: str) -> None:
    """Set the step's first and last day; the rulebook keeps its own calendar for the next cycle.

    Raises CYCLE_CHANGED when somebody else moved a step since the calendar was read.
    """
    refuse_if(not has(cycle.steps, step), STEP_ABSENT, step=step)
    refuse_if(last < first, BAD_DAYS, step=step)
    refuse_if(not reason.strip(), RESCHEDULE_REASON)
    days = {"from": first.isoformat(), "to": last.isoformat()}
    steps = [row | days if row["code"] == step else row for row in cycle.steps]
    payload: dict[str, object] = {"step": step, "reason": reason.strip(), **days}
    with transaction.atomic():
        head = record_next(by.actor, Act("cycle", cycle.id, "reschedule", payload), clock.now())
        changed = Cycle.objects.filter(id=cycle.id, version=cycle.version, state="open").update(
            steps=steps, version=cycle.version + 1, last_hash=head
        )
        if not changed:
            running = Cycle.objects.filter(id=cycle.id, state="open").exists()
            raise CYCLE_CHANGED() if running else ALREADY_PUBLISHED()
