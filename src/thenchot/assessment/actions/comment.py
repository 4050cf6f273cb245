"""A deputy comments on a sheet in the field under their charge (góp ý)."""

from __future__ import annotations

from thenchot.assessment.models import Comment, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import NO_COMMENT, WRONG_STATE
from thenchot.assessment.steps import OPENED, STATE_NAMES, SUBMITTED, refuse_published
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def comment(*, by: Identity, sheet: Sheet, text: str) -> None:
    """Add a comment until the scorer confirms; the person reads it too."""
    refuse_if(not text.strip(), NO_COMMENT)
    refuse_published(sheet.cycle.state)
    refuse_if(sheet.state not in (OPENED, SUBMITTED), WRONG_STATE, state=STATE_NAMES[sheet.state])
    at = clock.now()
    row = Comment(sheet=sheet, by_id=by.person_id, text=text.strip(), at=at)
    write(by.actor, [Move(sheet, "comment", {"state": sheet.state}, {"text": text.strip()}, (row,))], at)
