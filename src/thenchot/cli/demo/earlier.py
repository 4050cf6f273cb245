"""The earlier months of the demo's year: published results, written in a few statements instead of being played day by day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from random import Random

from thenchot.assessment.actions.invent import Way, decide, invent, lay_people, lay_ways
from thenchot.assessment.queries.batches import Cycle, sheets_of
from thenchot.assessment.scoring import kind_for, read_marks
from thenchot.assessment.steps import CONFIRMED, has
from thenchot.audit.actions.seal_days import seal_days
from thenchot.cli.demo import heads, marks
from thenchot.cli.demo.month import Month, close, excuse, open_month
from thenchot.cli.demo.stage import Stage, set_day
from thenchot.cli.demo.work import drawn_tasks
from thenchot.lib import clock
from thenchot.rules.book import LEADER_KINDS
from thenchot.rules.facts import FULL, LeaderFacts, SheetFacts
from thenchot.rulesets.queries import frozen

SKILLS = tuple(-2.2 + 0.11 * step for step in range(41))
"""People of about one skill go one way in these months; from the lowest to the highest."""
RANKS = ("staff", "deputy", "head")


def know(stage: Stage) -> None:
    """Share the people out over the ways, once for all of these months."""
    lay_people((person, min(bisect_right(SKILLS, stage.skill(person)), len(SKILLS) - 1)) for person in stage.ids.values())


def play_earlier(month: Month) -> None:
    """A month from its opening to its publication."""
    open_month(month)
    set_day(month.day(21))
    seal_days(before=month.day(21))
    excuse(month)
    for cycle in month.cycles():
        lay_ways(cycle, list(_ways(month, cycle)))
        invent(cycle, _at(month, 21), _at(month, 23))
        if has(cycle.steps, "decide"):
            sheets = sheets_of(cycle, {CONFIRMED})
            bands, pushed = {sheet.id: sheet.band for sheet in sheets}, heads.over_cap(cycle, sheets)
            lowered = {sheet: (bands[sheet], level) for sheet, level in pushed.items()}
            decide(cycle, _at(month, 24), lowered, marks.OVER_CAP)
    set_day(month.day(25))
    seal_days(before=month.day(25))
    close(month)


def _at(month: Month, number: int) -> datetime:
    return clock.at(month.day(number), 9)


def _ways(month: Month, cycle: Cycle) -> Iterator[Way]:
    book = frozen(cycle.digest)
    for rank in RANKS:
        kind = kind_for(book, rank)
        leaves = book.leaves(kind)
        for pattern, skill in enumerate(SKILLS):
            rng = Random(f"{month.period} {cycle.category} {rank} {pattern}")  # noqa: S311
            typed = marks.own_marks(rng, leaves, skill)
            leader = LeaderFacts(("HTT",), FULL, FULL) if kind in LEADER_KINDS else None
            facts = SheetFacts(read_marks(book, kind, typed), drawn_tasks(rng, (rank, cycle.category, skill)), leader)
            words = (rng.choice(marks.STRENGTHS), rng.choice(marks.WEAKNESSES), rng.choice(marks.OPINIONS))
            yield Way(pattern, rank, facts, words)
