"""The organisation body advises on an organisation's points and level (tham mưu, Điều 9 khoản 2 điểm a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from thenchot.assessment.scoring import decimal, shown
from thenchot.bodies.judging import judge, read_marks, refuse_level
from thenchot.bodies.models import BodySheet
from thenchot.bodies.moves import Move, write
from thenchot.bodies.refusals import REASON_NEEDED, WRONG_STATE
from thenchot.bodies.states import PROPOSED, STATE_NAMES, SUBMITTED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rules.book import Rulebook
from thenchot.rulesets.queries import frozen


@dataclass(frozen=True)
class Advice:
    """The level advised, the marks found by checking where they differ from the head's, and why."""

    sheet: BodySheet
    level: str
    marks: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


def propose(*, by: Identity, given: Advice) -> None:
    """Refuses a level above what the facts allow, and any difference from the head's own without a reason."""
    sheet, book = given.sheet, frozen(given.sheet.round.digest)
    refuse_if(sheet.state not in (SUBMITTED, PROPOSED), WRONG_STATE, state=STATE_NAMES[sheet.state])
    own = sheet.marks["self"]
    advised = _advised(book, own, given.marks)
    sheet.marks = {"self": own, "advised": advised}
    scored = judge(book, sheet, children(sheet))
    refuse_level(book, given.level, scored)
    if (advised != own or given.level != sheet.self_level) and not given.reason.strip():
        raise REASON_NEEDED(field="reason")
    columns: dict[str, object] = {
        "marks": sheet.marks, "proposed_level": given.level, "advice": given.reason.strip(), "state": PROPOSED,
        "score": decimal(scored.score), "band": scored.band,
    }  # fmt: skip
    payload: dict[str, object] = {
        "marks": advised, "level": given.level, "before": sheet.self_level, "reason": given.reason.strip(),
    }  # fmt: skip
    write(by, sheet, Move("propose", columns, payload), clock.now())


def _advised(book: Rulebook, own: Mapping[str, str], corrected: Mapping[str, str]) -> dict[str, str]:
    """The head's own marks with what checking found on top."""
    found = {leaf: text for leaf, text in corrected.items() if text.strip()}
    return read_marks(book, {leaf: shown(Fraction(mark)) for leaf, mark in own.items()} | found)


def children(sheet: BodySheet) -> list[BodySheet]:
    """The organisations directly under it in the same round."""
    return list(
        BodySheet.objects.filter(round_id=sheet.round_id, parent_id=sheet.unit_id).exclude(state="excused")
    )
