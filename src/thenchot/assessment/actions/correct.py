"""Replace a published result by a new version with its reason; the old one stays (Điều 4 khoản 4, Điều 21 khoản 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from thenchot.assessment.actions.decide import refuse_over_cap
from thenchot.assessment.actions.propose import Choice, changes, refuse_above
from thenchot.assessment.actions.publish import known_of
from thenchot.assessment.chosen import chosen_of, refuse_lacking
from thenchot.assessment.counts import count_correction
from thenchot.assessment.frozen import frozen_hash, frozen_text
from thenchot.assessment.judging import Bench, level_codes
from thenchot.assessment.models import Published, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import (
    LEVEL_UNKNOWN,
    NOTHING_CHANGED,
    REASON_NEEDED,
    STEP_ABSENT,
    WRONG_STATE,
)
from thenchot.assessment.scoring import Scored, decimal, fractions_of, kept, read_marks, ruled_level
from thenchot.assessment.stale import leaders_above, stale_leaders
from thenchot.assessment.steps import PUBLISHED, STATE_NAMES, has
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.outbound.actions.owe import Version, owe
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Correction:
    """What the replacement changes: marks as typed, the leader's đ and e, and the decided level where the period has one.

    Facts of work (excused latenesses and the like) are read anew, so a correction may change nothing but them.
    """

    sheet: Sheet
    reason: str
    marks: Mapping[str, str] = field(default_factory=dict)
    leader: Mapping[str, str] = field(default_factory=dict)
    level: str = ""


def correct(*, by: Identity, given: Correction, at: datetime | None = None) -> int:
    """Write the next version of the result, tell the person, and return its number.

    Refuses without a reason, a level in a period that decides none, and one that puts its group over the cap.
    """
    sheet, moment = given.sheet, at or clock.now()
    refuse_if(sheet.state != PUBLISHED, WRONG_STATE, state=STATE_NAMES[sheet.state])
    refuse_if(not given.reason.strip(), REASON_NEEDED, before="kết quả đã công bố")
    bench = Bench(sheet.cycle, [sheet])
    marks = fractions_of(sheet.marks.get("confirmed")) | read_marks(bench.book, bench.kind(sheet), given.marks)
    leader = _leader(bench, given)
    scored = bench.judge(sheet, marks, leader, provisional=False)
    refuse_lacking(scored)
    level = _level(bench, given, scored)
    refuse_above(bench, sheet, level)
    row = _next_version(by, given, scored, level, moment)
    kept_marks = {**sheet.marks, "confirmed": kept(marks), "leader": leader}
    unchanged = (bench.yearly or kept_marks == sheet.marks) and scored.inputs == sheet.inputs and level == sheet.level
    refuse_if(unchanged and scored.band == sheet.band, NOTHING_CHANGED)
    columns: dict[str, object] = {
        "marks": kept_marks, "inputs": scored.inputs,
        "verdict": scored.verdict, "score": decimal(scored.score), "band": scored.band, "level": level, "published_at": moment,
    }  # fmt: skip
    moved = changes(
        bench.book, Choice(sheet, reason=given.reason), ("correct", sheet.level or sheet.band, level or scored.band),
        by.person_id, moment,
    )  # fmt: skip
    payload: dict[str, object] = {"frozen": row.frozen_hash, "number": row.number, "reason": row.reason}
    before = sheet.level or sheet.band
    move = Move(sheet, "correct", columns, payload, (*moved, row), (_message(given),))
    with transaction.atomic():
        if level != sheet.level:
            refuse_over_cap(bench.book, sheet.cycle, [move])
        write(by.actor, [move], moment, running=False)
        version = Version(sheet.id, row.number, sheet.person_id, sheet.unit_id)
        owe(known_of(sheet.cycle, moment), version)
        count_correction(sheet, before, level or scored.band)
        # d of a leader above may come out otherwise now: whoever answers for that result is told and decides.
        notify(_to_holders(sheet))
    return row.number


def _to_holders(sheet: Sheet) -> list[Message]:
    """To who scores or decides on each leader whose d no longer agrees; never a replacement by itself."""
    holder = "decider_id" if has(sheet.cycle.steps, "decide") else "scorer_id"
    found = stale_leaders(sheet.cycle, leaders_above(sheet), [sheet.person_id])
    told = ((getattr(stale.sheet, holder), stale.sheet.person.full_name) for stale in found)
    params = {"period": sheet.cycle.period}
    return [Message(number, "leader_outdated", {**params, "by": name}, "/thay-the") for number, name in told if number]


def _leader(bench: Bench, given: Correction) -> dict[str, str]:
    """The choices in force beside the marks, with what the correction changes of them."""
    return chosen_of(bench, given.sheet, given.leader, given.sheet.marks.get("leader", {}))


def _level(bench: Bench, given: Correction, scored: Scored) -> str:
    """The level chosen; else the one in force, which follows the rulebook's where it was the rulebook's."""
    sheet, codes = given.sheet, level_codes(bench.book)
    refuse_if(given.level and not has(sheet.cycle.steps, "decide"), STEP_ABSENT, step="quyết định mức")
    as_ruled = sheet.level == ruled_level(sheet.verdict, sheet.band)
    level = given.level or (sheet.level and (ruled_level(scored.verdict, scored.band) if as_ruled else sheet.level))
    refuse_if(level and level not in codes, LEVEL_UNKNOWN, level=level, choices=", ".join(codes))
    return level


def _message(given: Correction) -> Message:
    sheet = given.sheet
    params = {"period": sheet.cycle.period, "sheet": sheet.id, "reason": given.reason.strip()}
    return Message(sheet.person_id, "result_replaced", params, f"/phieu/{sheet.id}")


def _next_version(by: Identity, given: Correction, scored: Scored, level: str, at: datetime) -> Published:
    last = Published.objects.filter(sheet=given.sheet).order_by("-number").values_list("number", flat=True)[0]
    after = Sheet(
        id=given.sheet.id, person_id=given.sheet.person_id, band=scored.band, level=level,
        inputs=scored.inputs, verdict=scored.verdict,
    )  # fmt: skip
    text = frozen_text(given.sheet.cycle, after)
    return Published(
        sheet=given.sheet, number=last + 1, frozen=text, frozen_hash=frozen_hash(text), score=decimal(scored.score),
        band=scored.band, level=level, reason=given.reason.strip(), by_id=by.person_id, at=at,
    )  # fmt: skip
