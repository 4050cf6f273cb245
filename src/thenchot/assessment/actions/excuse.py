"""A sheet is not scored this period (không chấm kỳ này): the reason is kept, so that the missing can be told apart."""

from __future__ import annotations

from thenchot.assessment.models import Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import ABSENCE_UNKNOWN, WRONG_STATE
from thenchot.assessment.steps import ABSENCES, EXCUSED, OPENED, STATE_NAMES, SUBMITTED, refuse_published
from thenchot.audit.actor import Actor
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def excuse(*, by: Identity, sheet: Sheet, absence: str, note: str = "") -> None:
    """Leave the person out with a reason of Điều 11 or of the body's own rule; "other" asks for words."""
    excuse_many(by=by.actor, sheets=[(sheet, absence, note)])


def excuse_many(*, by: Actor, sheets: list[tuple[Sheet, str, str]]) -> None:
    """The same for many, all or none."""
    moves = []
    for sheet, absence, note in sheets:
        refuse_published(sheet.cycle.state)
        refuse_if(absence not in ABSENCES or (absence == "other" and not note.strip()), ABSENCE_UNKNOWN)
        refuse_if(sheet.state not in (OPENED, SUBMITTED), WRONG_STATE, state=STATE_NAMES[sheet.state])
        columns: dict[str, object] = {"state": EXCUSED, "absence": absence, "absence_note": note.strip()}
        moves.append(Move(sheet, "excuse", columns, {"absence": absence, "note": note.strip()}))
    write(by, moves, clock.now())
