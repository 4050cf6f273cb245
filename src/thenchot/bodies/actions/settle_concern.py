"""Record what the verification found (kết quả kiểm tra, xác minh, Điều 9 khoản 2 điểm a)."""

from __future__ import annotations

from thenchot.bodies.models import BodySheet
from thenchot.bodies.moves import Move, write
from thenchot.bodies.refusals import NO_CONCERN, VERIFICATION_TEXT
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def settle_concern(*, by: Identity, sheet: BodySheet, text: str) -> None:
    refuse_if(not sheet.concern or sheet.verification, NO_CONCERN)
    if not text.strip():
        raise VERIFICATION_TEXT(field="verification")
    write(
        by, sheet, Move("settle_concern", {"verification": text.strip()}, {"text": text.strip()}), clock.now()
    )
