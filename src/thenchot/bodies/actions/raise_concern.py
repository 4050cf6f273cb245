"""Say what has to be verified before an organisation is ranked (Điều 9 khoản 2 điểm a)."""

from __future__ import annotations

from thenchot.bodies.models import BodySheet
from thenchot.bodies.moves import Move, write
from thenchot.bodies.refusals import CONCERN_TEXT, WRONG_STATE
from thenchot.bodies.states import EXCUSED, PUBLISHED, STATE_NAMES
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def raise_concern(*, by: Identity, sheet: BodySheet, text: str) -> None:
    """A new concern needs a verification of its own, even where an older one was verified."""
    refuse_if(sheet.state in (PUBLISHED, EXCUSED), WRONG_STATE, state=STATE_NAMES[sheet.state])
    if not text.strip():
        raise CONCERN_TEXT(field="concern")
    columns = {"concern": text.strip(), "verification": ""}
    write(by, sheet, Move("raise_concern", columns, {"text": text.strip()}), clock.now())
