"""Somebody is not ranked this year (không xếp loại, Điều 11 khoản 1): whoever proposes says so, with the reason kept."""

from __future__ import annotations

from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import ABSENCE_UNKNOWN, STEP_ABSENT, WRONG_STATE
from thenchot.assessment.steps import (
    ABSENCES,
    EXCUSED,
    NOT_RANKED,
    OPENED,
    PROPOSED,
    STATE_NAMES,
    SUBMITTED,
    refuse_published,
)
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rules.book import NONE


def leave_unranked(*, by: Identity, sheet: Sheet, absence: str = NOT_RANKED, note: str = "") -> None:
    """Leave the person out of the ranking. Where the months known do not show it, the note must say why."""
    refuse_published(sheet.cycle.state)
    bench = Bench(sheet.cycle, [sheet])
    refuse_if(not bench.yearly, STEP_ABSENT, step="không xếp loại")
    refuse_if(sheet.state not in (OPENED, SUBMITTED, PROPOSED), WRONG_STATE, state=STATE_NAMES[sheet.state])
    shown = bench.renewed(sheet).verdict["values"].get("level") == NONE
    refuse_if(absence not in ABSENCES or not (note.strip() or (shown and absence == NOT_RANKED)), ABSENCE_UNKNOWN)
    columns: dict[str, object] = {"state": EXCUSED, "absence": absence, "absence_note": note.strip()}
    payload: dict[str, object] = {"absence": absence, "note": note.strip()}
    write(by.actor, [Move(sheet, "leave_unranked", columns, payload)], clock.now())
