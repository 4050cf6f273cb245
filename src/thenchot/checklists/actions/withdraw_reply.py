"""Withdraw a registration, or a result that an office entered wrongly, with the reason: it stays readable and counts no more."""

from __future__ import annotations

from thenchot.checklists.models import Reply
from thenchot.checklists.moves import write
from thenchot.checklists.refusals import REASON_NEEDED
from thenchot.checklists.replies import refuse_unless
from thenchot.lib import clock
from thenchot.people.identity import Identity


def withdraw_reply(*, by: Identity, reply: Reply, reason: str) -> None:
    """Refuses without a reason, and what is checked already."""
    refuse_unless(reply, "registered", "submitted")
    if not reason.strip():
        raise REASON_NEEDED(field="reason")
    values = {"state": "withdrawn", "withdrawn_reason": reason.strip()}
    write(by.actor, reply, ("withdraw", {"reason": reason.strip()}), values, clock.now())
