"""The scorer returns a sheet to be completed (trả lại phiếu)."""

from __future__ import annotations

from thenchot.assessment.models import Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import RETURN_NOTE, WRONG_STATE
from thenchot.assessment.steps import CONFIRMED, OPENED, STATE_NAMES, SUBMITTED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message
from thenchot.people.identity import Identity


def send_back(*, by: Identity, sheet: Sheet, note: str) -> None:
    """Reopen the sheet for the person, with what is missing; the marks they sent become their draft."""
    refuse_if(not note.strip(), RETURN_NOTE)
    refuse_if(sheet.state not in (SUBMITTED, CONFIRMED), WRONG_STATE, state=STATE_NAMES[sheet.state])
    columns: dict[str, object] = {
        "state": OPENED, "return_note": note.strip(), "submitted_at": None, "confirmed_at": None,
        "score": None, "band": "", "inputs": {}, "verdict": {},
    }  # fmt: skip
    told = Message(
        sheet.person_id,
        "sheet_returned",
        {"period": sheet.cycle.period, "by": by.name, "note": note.strip()},
        f"/phieu/{sheet.id}",
    )
    write(by.actor, [Move(sheet, "send_back", columns, {"note": note.strip()}, messages=(told,))], clock.now())
