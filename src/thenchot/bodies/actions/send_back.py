"""Return an organisation's sheet to its head with what has to be mended."""

from __future__ import annotations

from thenchot.bodies.models import BodySheet
from thenchot.bodies.moves import Move, write
from thenchot.bodies.refusals import REASON_NEEDED, WRONG_STATE
from thenchot.bodies.states import OPENED, PROPOSED, STATE_NAMES, SUBMITTED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity


def send_back(*, by: Identity, sheet: BodySheet, note: str) -> None:
    refuse_if(sheet.state not in (SUBMITTED, PROPOSED), WRONG_STATE, state=STATE_NAMES[sheet.state])
    if not note.strip():
        raise REASON_NEEDED(field="note")
    columns = {"state": OPENED, "advice": note.strip(), "proposed_level": ""}
    write(by, sheet, Move("send_back", columns, {"note": note.strip()}), clock.now())
    if sheet.head_id:
        said = {"period": str(sheet.round.year), "note": note.strip()}
        notify([Message(sheet.head_id, "body_returned", said, f"/to-chuc/phieu/{sheet.id}")])
