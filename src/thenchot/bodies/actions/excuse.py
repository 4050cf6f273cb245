"""Leave an organisation out of the round with a reason: newly made, dissolved, outside the decree."""

from __future__ import annotations

from thenchot.bodies.models import BodySheet
from thenchot.bodies.moves import Move, write
from thenchot.bodies.refusals import EXCUSE_TEXT, WRONG_STATE
from thenchot.bodies.states import DECIDED, EXCUSED, PUBLISHED, STATE_NAMES
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def excuse(*, by: Identity, sheet: BodySheet, reason: str) -> None:
    refuse_if(sheet.state in (DECIDED, PUBLISHED, EXCUSED), WRONG_STATE, state=STATE_NAMES[sheet.state])
    if not reason.strip():
        raise EXCUSE_TEXT(field="excuse")
    columns = {"state": EXCUSED, "excuse": reason.strip()}
    write(by, sheet, Move("excuse", columns, {"reason": reason.strip()}), clock.now())
