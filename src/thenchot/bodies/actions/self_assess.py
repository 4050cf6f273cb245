"""The head hands in the organisation's own assessment and the level it asks for (Điều 9 khoản 2 điểm a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thenchot.bodies.judging import read_facts, read_marks
from thenchot.bodies.models import BodySheet
from thenchot.bodies.moves import Move, write
from thenchot.bodies.refusals import LEVEL_NEEDED, WRONG_STATE
from thenchot.bodies.states import OPENED, STATE_NAMES, SUBMITTED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rulesets.queries import frozen


@dataclass(frozen=True)
class OwnAssessment:
    """What the head hands in: marks and percentages as typed ("8,5"), yes as "1", the level asked for."""

    sheet: BodySheet
    marks: Mapping[str, str]
    facts: Mapping[str, str]
    level: str
    strengths: str = ""
    weaknesses: str = ""


def self_assess(*, by: Identity, given: OwnAssessment) -> None:
    """Refuses missing or wrong marks, parts above their points, missing percentages, and a sheet handed in already."""
    sheet, book = given.sheet, frozen(given.sheet.round.digest)
    refuse_if(sheet.state != OPENED, WRONG_STATE, state=STATE_NAMES[sheet.state])
    marks, facts = read_marks(book, given.marks), read_facts(given.facts)
    if book.level(given.level) is None:
        raise LEVEL_NEEDED(field="level")
    at = clock.now()
    columns: dict[str, object] = {
        "marks": {"self": marks}, "facts": facts, "self_level": given.level, "strengths": given.strengths.strip(),
        "weaknesses": given.weaknesses.strip(), "state": SUBMITTED, "submitted_at": at,
    }  # fmt: skip
    write(by, sheet, Move("self_assess", columns, {"marks": marks, "facts": facts, "level": given.level}), at)
