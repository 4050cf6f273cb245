"""The ranker proposes a level (đề xuất mức), in a period that has this step: the band, or another with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from thenchot.assessment.judging import level_codes, rank_of
from thenchot.assessment.models import Cycle, LevelChange, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import ASK_NEEDED, LEVEL_UNKNOWN, REASON_NEEDED, STEP_ABSENT, WRONG_STATE
from thenchot.assessment.steps import CONFIRMED, PROPOSED, STATE_NAMES, has, refuse_after, refuse_published
from thenchot.audit.actor import Actor
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rules.book import ASK, Rulebook
from thenchot.rulesets.queries import frozen


@dataclass(frozen=True)
class Choice:
    """A level for one sheet; blank takes the level before it. `reason` where it differs."""

    sheet: Sheet
    level: str = ""
    reason: str = ""


def propose(*, by: Identity, choice: Choice) -> None:
    propose_many(by=by.actor, cycle=choice.sheet.cycle, choices=[choice])


def propose_many(*, by: Actor, cycle: Cycle, choices: Sequence[Choice], at: datetime | None = None) -> None:
    """Propose for many, all or none. Refuses a level the book does not have, and a change without a reason."""
    refuse_if(not has(cycle.steps, "propose"), STEP_ABSENT, step="đề xuất mức")
    book, moment = frozen(cycle.digest), at or clock.now()
    refuse_published(cycle.state)
    refuse_after(cycle.steps, moment.date())
    write(by, [_move(book, by, choice, moment) for choice in choices], moment)


def _move(book: Rulebook, by: Actor, choice: Choice, at: datetime) -> Move:
    sheet = choice.sheet
    refuse_if(sheet.state not in (CONFIRMED, PROPOSED), WRONG_STATE, state=STATE_NAMES[sheet.state])
    level = chosen_level(book, choice, sheet.band)
    payload: dict[str, object] = {"level": level, "before": sheet.band, "reason": choice.reason.strip()}
    rows = changes(book, choice, ("propose", sheet.band, level), by.id, at)
    return Move(sheet, "propose", {"proposed_level": level, "state": PROPOSED}, payload, rows)


def chosen_level(book: Rulebook, choice: Choice, before: str) -> str:
    """The level chosen, or the one before it; where the law gives none, a person must choose with a reason."""
    level, codes = choice.level or before, level_codes(book)
    refuse_if(level == ASK or (before == ASK and not choice.reason.strip()), ASK_NEEDED)
    refuse_if(level not in codes, LEVEL_UNKNOWN, level=level, choices=", ".join(codes))
    refuse_if(level != before and not choice.reason.strip(), REASON_NEEDED, before="mức trước đó")
    return level


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
