"""How the month of the measured city goes: what a sheet says depends on the person's pattern alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from bench.maker.shape import PATTERNS, Shape
from thenchot.assessment.actions import invent
from thenchot.assessment.actions.invent import EVERYBODY, Way
from thenchot.assessment.models import Cycle
from thenchot.assessment.scoring import kind_for
from thenchot.rules.book import Rulebook
from thenchot.rules.facts import LeaderFacts, SheetFacts, TaskFact
from thenchot.rulesets.queries import frozen
from thenchot.workplan.queries import facts_of

FULL = Fraction(1)


@dataclass(frozen=True)
class Drawn:
    """What the patterns are made of: the period whose plan they take, how many of its rows, and how far marks are turned."""

    period: str
    rows: int | None = None
    turn: int = 0


def lay_people(shape: Shape) -> None:
    invent.lay_people((person, person % PATTERNS) for person in range(1, shape.people + 1))


def lay_ways(cycle: Cycle, drawn: Drawn) -> None:
    """Keep what the engine says of each pattern at each place, for the rulebook and the plan of this cycle."""
    book = frozen(cycle.digest)
    # Persons 2 to 98 stand for all patterns: everybody's plan repeats with the pattern.
    facts = facts_of(drawn.period, set(range(2, PATTERNS + 2)))
    tasks = {person % PATTERNS: rows[: drawn.rows] for person, rows in facts.items()}
    keys = [(pattern, rank) for pattern in range(PATTERNS) for rank in ("staff", "head")]
    ways = [_way(book, key, drawn.turn, tasks.get(key[0], [])) for key in keys]
    invent.lay_ways(cycle, ways)


def _way(book: Rulebook, key: tuple[int, str], turn: int, tasks: list[TaskFact]) -> Way:
    pattern, rank = key
    leaves = book.leaves(kind_for(book, rank))
    marks = {leaf.id: _mark(leaf.max or FULL, pattern + turn, at) for at, leaf in enumerate(leaves)}
    leader = LeaderFacts(("HTT",), FULL, FULL) if rank == "head" else None
    return Way(pattern, rank, SheetFacts(marks=marks, tasks=tasks, leader=leader))


def hand_in(shape: Shape, cycle: Cycle, at: datetime, who: str = EVERYBODY) -> int:
    """`who` is a condition on the sheet s; returns how many sheets."""
    lay_people(shape)
    lay_ways(cycle, Drawn(cycle.period))
    return invent.hand_in(cycle, at, who)


def confirm(shape: Shape, cycle: Cycle, at: datetime, who: str = EVERYBODY) -> int:
    lay_people(shape)
    lay_ways(cycle, Drawn(cycle.period))
    return invent.confirm(cycle, at, who)


def _mark(most: Fraction, pattern: int, at: int) -> Fraction:
    """In steps of a half, from half the maximum upwards."""
    halves = int(most * 2)
    return Fraction(halves // 2 + (pattern * 5 + at * 3) % (halves - halves // 2 + 1), 2)
