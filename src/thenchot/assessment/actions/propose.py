"""The ranker proposes a level (đề xuất mức), in a period that has this step: the band, or another with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from thenchot.assessment.forcing import ORGANISATION_LEVEL
from thenchot.assessment.judging import Bench, level_codes, rank_of
from thenchot.assessment.models import Cycle, LevelChange, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import (
    ABOVE_ORGANISATION,
    ASK_NEEDED,
    LEVEL_FORCED,
    LEVEL_UNKNOWN,
    REASON_NEEDED,
    WRONG_STATE,
)
from thenchot.assessment.scoring import ruled_level
from thenchot.assessment.steps import PROPOSED, STATE_NAMES, refuse_step, waits_in
from thenchot.audit.actor import Actor
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rules.book import ASK, NONE, Rulebook


@dataclass(frozen=True)
class Choice:
    """A level for one sheet; blank takes the level before it. `reason` where it differs.

    `handling`: what the authority proposes to do on the year's result (Mẫu số 02 mục IV, Điều 23).
    """

    sheet: Sheet
    level: str = ""
    reason: str = ""
    handling: str = ""


def propose(*, by: Identity, choice: Choice) -> None:
    propose_many(by=by.actor, cycle=choice.sheet.cycle, choices=[choice])


def propose_many(*, by: Actor, cycle: Cycle, choices: Sequence[Choice], at: datetime | None = None) -> None:
    """Propose for many, all or none. Refuses a level the book does not have, and a change without a reason."""
    moment = at or clock.now()
    refuse_step(cycle.steps, cycle.state, "propose", moment.date())
    bench = Bench(cycle, [choice.sheet for choice in choices])
    write(by, [_move(bench, by, choice, moment) for choice in choices], moment)


def _move(bench: Bench, by: Actor, choice: Choice, at: datetime) -> Move:
    sheet = choice.sheet
    ready = (waits_in(sheet.cycle.steps, "propose"), PROPOSED)
    refuse_if(sheet.state not in ready, WRONG_STATE, state=STATE_NAMES[sheet.state])
    kept, figures = bench.renewed(sheet), bench.figures(sheet)
    before = ruled_level(kept.verdict, str(figures.get("band", sheet.band)))
    level = chosen_level(bench.book, choice, before)
    refuse_above(bench, sheet, level)
    if bench.yearly:
        # Nobody confirms a year: this is where the person's own level may change (Điều 21 khoản 1 điểm d).
        refuse_if(level != sheet.self_level and not choice.reason.strip(), REASON_NEEDED, before="mức tự xếp loại")
        before = sheet.self_level
    payload: dict[str, object] = {"level": level, "before": before, "reason": choice.reason.strip(), **figures}
    rows = changes(bench.book, choice, ("propose", before, level), by.id, at)
    columns: dict[str, object] = {
        "inputs": kept.inputs, "verdict": kept.verdict, "proposed_level": level, "state": PROPOSED, **figures,
    }  # fmt: skip
    return Move(sheet, "propose", columns, payload, rows)


def chosen_level(book: Rulebook, choice: Choice, before: str) -> str:
    """The level chosen, or the one before it; where the law gives none, a person must choose with a reason."""
    level, codes = choice.level or before, level_codes(book)
    unranked = (ASK, NONE)
    refuse_if(level in unranked or (before in unranked and not choice.reason.strip()), ASK_NEEDED)
    refuse_if(level not in codes, LEVEL_UNKNOWN, level=level, choices=", ".join(codes))
    refuse_if(level != before and not choice.reason.strip(), REASON_NEEDED, before="mức trước đó")
    return level


def refuse_above(bench: Bench, sheet: Sheet, level: str) -> None:
    """Refuse a level above the one a recorded fact forces (Điều 20 khoản 4) or the organisation's own (khoản 6)."""
    forcing, book = bench.forcing(sheet), bench.book
    for rule in book.overrides:
        if rule.code in forcing.overrides and rank_of(book, level) > rank_of(book, rule.level):
            ground = forcing.ground(rule.code)
            raise LEVEL_FORCED(field="level", level=rule.level, name=rule.vi, article=rule.citation, ground=ground)
    limit = forcing.organisation_level
    if limit and rank_of(book, level) > rank_of(book, limit):
        raise ABOVE_ORGANISATION(field="level", level=limit, ground=forcing.ground(ORGANISATION_LEVEL))


def changes(book: Rulebook, choice: Choice, step: tuple[str, str, str], by_id: int, at: datetime) -> tuple[LevelChange, ...]:
    """The row of a raise or a lowering at a step (code, before, after); none where nothing changed."""
    code, before, after = step
    if before == after:
        return ()
    raised = rank_of(book, after) > rank_of(book, before)
    row = LevelChange(
        sheet=choice.sheet, step=code, by_id=by_id, before=before, after=after, raised=raised,
        reason=choice.reason.strip(), at=at,
    )  # fmt: skip
    return (row,)
