"""Withdraw a count taken in wrongly, with the reason: it stays in the record and counts no more."""

from __future__ import annotations

from thenchot.checklists.models import PastTurns
from thenchot.checklists.moves import write
from thenchot.checklists.refusals import CHANGED, REASON_NEEDED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def withdraw_turns(*, by: Identity, turns: PastTurns, reason: str) -> None:
    """Refuses without a reason, and a count withdrawn already."""
    refuse_if(turns.withdrawn_at is not None, CHANGED)
    if not reason.strip():
        raise REASON_NEEDED(field=f"reason-{turns.id}")
    at = clock.now()
    values = {"withdrawn_at": at, "withdrawn_by_id": by.person_id, "withdrawn_reason": reason.strip()}
    write(by.actor, turns, ("withdraw_turns", {"reason": reason.strip()}), values, at)
