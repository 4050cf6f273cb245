"""The person takes a sent sheet back, until the scorer has begun to look at it."""

from __future__ import annotations

from thenchot.assessment.models import Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import ALREADY_SEEN, WRONG_STATE
from thenchot.assessment.steps import OPENED, STATE_NAMES, SUBMITTED, refuse_published
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def withdraw(*, by: Identity, sheet: Sheet) -> None:
    """The sent version stays in the trail; what was in it becomes the draft."""
    refuse_published(sheet.cycle.state)
    refuse_if(sheet.state != SUBMITTED, WRONG_STATE, state=STATE_NAMES[sheet.state])
    refuse_if(sheet.seen_at, ALREADY_SEEN)
    write(by.actor, [Move(sheet, "withdraw", {"state": OPENED, "submitted_at": None})], clock.now())
