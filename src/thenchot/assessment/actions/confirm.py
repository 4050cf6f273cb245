"""The scorer confirms (nhận xét, xác nhận, Điều 17 khoản 2): one sheet or a whole grid, staff before their leaders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from itertools import groupby

from django.db import transaction

from thenchot.assessment.chosen import chosen_of, refuse_lacking
from thenchot.assessment.deductions import Proposal, proposals_of
from thenchot.assessment.judging import Bench, rank_of
from thenchot.assessment.models import Cycle, LevelChange, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.ready import refuse_unready
from thenchot.assessment.refusals import REASON_NEEDED, SUBORDINATES_WAITING, WRONG_STATE
from thenchot.assessment.scoring import Scored, decimal, fractions_of, kept, read_marks
from thenchot.assessment.steps import CONFIRMED, STATE_NAMES, SUBMITTED, refuse_step
from thenchot.audit.actor import Actor
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.queries import read_tasks


@dataclass(frozen=True)
class Confirmation:
    """What the scorer decides on a sheet.

    `corrections` are the marks that differ from the person's own, as typed; `leader` the scorer's đ and e. Without either
    the sheet is confirmed as it was handed in. A change of a mark or of the band needs `reason`.
    """

    sheet: Sheet
    corrections: Mapping[str, str] = field(default_factory=dict)
    leader: Mapping[str, str] = field(default_factory=dict)
    opinion: str = ""
    reason: str = ""


def confirm(*, by: Identity, given: Confirmation) -> None:
    """Confirm one sheet. Refuses a leader whose people are not all confirmed, and a change without a reason."""
    confirm_many(by=by.actor, cycle=given.sheet.cycle, given=[given])


def confirm_together(*, by: Identity, sheets: Sequence[Sheet]) -> None:
    """Confirm sheets as they were handed in, from a list, of several cycles where two rulebooks bind; all or none of them."""
    cycles = {sheet.cycle_id: sheet.cycle for sheet in sheets}
    apart = [(cycle, [sheet for sheet in sheets if sheet.cycle_id == cycle.id]) for cycle in cycles.values()]
    with transaction.atomic() if len(apart) > 1 else nullcontext():
        for cycle, mine in apart:
            confirm_many(by=by.actor, cycle=cycle, given=[Confirmation(sheet) for sheet in mine])


def confirm_many(*, by: Actor, cycle: Cycle, given: Sequence[Confirmation], at: datetime | None = None, by_id: int = 0) -> None:
    """Confirm many sheets of one cycle, all or none: staff first, then deputies, then heads from the deepest unit up, each
    wave read after the one before was written, because index d of a leader is made of the sheets below.

    Refuses a sheet with a task that owes an explanation, and one with something adverse or disputed that its scorer has not
    opened it to read since.
    """
    moment = at or clock.now()
    refuse_step(cycle.steps, cycle.state, "confirm", moment.date())
    waves = list(_waves(given))
    # A single wave has the transaction of its writing, and is judged outside of it.
    with transaction.atomic() if len(waves) > 1 else nullcontext():
        for wave in waves:
            sheets = [one.sheet for one in wave]
            for sheet in sheets:
                refuse_if(sheet.state != SUBMITTED, WRONG_STATE, state=STATE_NAMES[sheet.state])
            read = read_tasks(cycle.period, [sheet.person_id for sheet in sheets])
            refuse_unready(cycle, sheets, read)
            bench, proposals = Bench(cycle, sheets, read.facts), proposals_of(cycle, sheets)
            moves = [_move(bench, one, moment, by_id or by.id) for one in wave]
            write(by, [_weighing(move, one, proposals) for move, one in zip(moves, wave, strict=True)], moment)


def _waves(given: Sequence[Confirmation]) -> Iterator[list[Confirmation]]:
    order = {"staff": 0, "deputy": 1, "head": 2}

    def key(one: Confirmation) -> tuple[int, int]:
        rank = order[one.sheet.rank]
        return (rank, 0) if rank == 0 else (1, -2 * len(one.sheet.unit_path) + rank)

    for _, wave in groupby(sorted(given, key=key), key=key):
        yield list(wave)


def _move(bench: Bench, given: Confirmation, at: datetime, by_id: int) -> Move:
    sheet = given.sheet
    marks, leader = confirmed_marks(bench, given), _leader(bench, given)
    scored = bench.judge(sheet, marks, leader, provisional=False)
    refuse_lacking(scored)
    changed = marks != fractions_of(sheet.marks.get("self")) or leader != sheet.marks.get("self_leader", {})
    moved = scored.band != sheet.self_level
    refuse_if((changed or moved) and not given.reason.strip(), REASON_NEEDED, before="tự đánh giá")
    columns: dict[str, object] = {
        "marks": {**sheet.marks, "confirmed": kept(marks), "leader": leader}, "opinion": given.opinion.strip(),
        "inputs": scored.inputs, "verdict": scored.verdict, "score": decimal(scored.score), "band": scored.band,
        "state": CONFIRMED, "confirmed_at": at,
    }  # fmt: skip
    rows = (level_change(bench, given, scored, at, by_id),) if moved else ()
    payload: dict[str, object] = {
        "marks": kept(marks), "leader": leader, "score": scored.score, "level": scored.band,
        "before": sheet.self_level, "reason": given.reason.strip(),
    }  # fmt: skip
    return Move(sheet, "confirm", columns, payload, rows)


def _weighing(move: Move, given: Confirmation, proposals: Mapping[int, Proposal]) -> Move:
    """The move with the facts that the marks weigh; refuses one that passes over a proposed deduction in silence."""
    proposal = proposals.get(move.sheet.id)
    if proposal is None:
        return move
    confirmed = move.columns["marks"]
    assert isinstance(confirmed, dict)
    marks = fractions_of(confirmed["confirmed"])
    proposal.refuse_unanswered(marks, given.reason)
    at = move.columns["confirmed_at"]
    assert isinstance(at, datetime)
    uses = proposal.uses(marks, given.reason, at)
    weighed = [[use.fact_id, use.criterion, use.points] for use in uses]
    return replace(move, weighs=uses, payload={**move.payload, "weighed": weighed})


def confirmed_marks(bench: Bench, given: Confirmation) -> dict[str, Fraction]:
    """The person's own marks with the scorer's corrections on top."""
    own = fractions_of(given.sheet.marks.get("self"))
    return own | read_marks(bench.book, bench.kind(given.sheet), given.corrections)


def _leader(bench: Bench, given: Confirmation) -> dict[str, str]:
    """What is chosen beside the marks; refuses while somebody below a leader is not confirmed (Điều 15 khoản 3 điểm a)."""
    waiting = bench.below(given.sheet).waiting
    refuse_if(waiting, SUBORDINATES_WAITING, count=waiting)
    return chosen_of(bench, given.sheet, given.leader, given.sheet.marks.get("self_leader", {}))


def level_change(bench: Bench, given: Confirmation, scored: Scored, at: datetime, by_id: int) -> LevelChange:
    before = given.sheet.self_level
    raised = rank_of(bench.book, scored.band) > rank_of(bench.book, before)
    return LevelChange(
        sheet=given.sheet, step="confirm", by_id=by_id, before=before, after=scored.band, raised=raised,
        reason=given.reason.strip(), at=at,
    )  # fmt: skip
