"""Simulate scorers whose severity is known, and measure how well rules/raters.py finds it: python scripts/simulate_raters.py"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import correlation, fmean

from thenchot.rules.raters import Mark, Severity, of_month, of_year

MONTHS = 12
MOVERS = 0.03
"""So many people change their scorer in the middle of the year."""


@dataclass(frozen=True)
class World:
    """Standard deviations in points: of scorers, of people beyond what their work shows, of one mark; of units, in quality."""

    scorers: int
    people: int = 18
    """Of one scorer, on average; from a third to five thirds of it."""
    severity: float = 1.5
    person: float = 1.2
    noise: float = 1.0
    units: float = 0.0
    """By how much units truly differ, against 1 for the people in them."""
    written: bool = False
    """Marks rounded to half a point and no higher than 30, as they are typed."""


@dataclass(frozen=True)
class Found:
    """Over all worlds: correlation with the truth, share of intervals that hold it, root mean square error, half interval."""

    scorers: int
    correlation: float
    coverage: float
    error: float
    reach: float


def simulated(world: World, dice: random.Random, months: int) -> tuple[dict[int, float], list[Mark]]:
    """The true severities and the marks. Points computed from the work follow a person's quality, with noise."""
    truth = {scorer: dice.gauss(0, world.severity) for scorer in range(world.scorers)}
    marks: list[Mark] = []
    person = 0
    for scorer in truth:
        unit = dice.gauss(0, world.units)
        for _one in range(dice.randint(max(1, world.people // 3), world.people * 5 // 3)):
            person += 1
            marks += _year_of(world, dice, (scorer, person, unit), (truth, months))
    return truth, marks


def _year_of(
    world: World, dice: random.Random, who: tuple[int, int, float], over: tuple[dict[int, float], int]
) -> Iterator[Mark]:
    scorer, person, unit = who
    truth, months = over
    quality, own = unit + dice.gauss(0, 1), dice.gauss(0, world.person)
    leaves = months // 2 if months > 1 and dice.random() < MOVERS else months
    after = dice.randrange(world.scorers)
    for month in range(months):
        by = scorer if month < leaves else after
        computed = min(70.0, 60 + 4 * quality + dice.gauss(0, 1.5))
        judged = 22 + 1.2 * quality + own + truth[by] + dice.gauss(0, world.noise)
        if world.written:
            judged = min(30.0, round(judged * 2) / 2)
        yield Mark(by, person, f"2026-{month + 1:02d}", judged, computed)


def measured(world: World, months: int, rounds: int, seed: int = 20261122) -> Found:
    """Many worlds of one kind, the same ones for the same seed."""
    dice = random.Random(seed)  # noqa: S311
    pairs: list[tuple[float, Severity]] = []
    for _round in range(rounds):
        truth, marks = simulated(world, dice, months)
        found = of_month(marks) if months == 1 else of_year(marks)
        pairs += [(truth[scorer], one) for scorer, one in found.items()]
    return _judged(pairs)


def _judged(pairs: Sequence[tuple[float, Severity]]) -> Found:
    estimates = [one.estimate for _, one in pairs]
    return Found(
        len(pairs),
        correlation([true for true, _ in pairs], estimates),
        fmean(one.low <= true <= one.high for true, one in pairs),
        fmean((true - one.estimate) ** 2 for true, one in pairs) ** 0.5,
        fmean((one.high - one.low) / 2 for _, one in pairs),
    )


TRIED = {
    "8 scorers of 8": (World(8, 8), 60),
    "12 scorers of 18": (World(12), 40),
    "50 scorers of 18": (World(50), 12),
    "300 scorers of 18": (World(300), 2),
    "50 scorers of 18, hardly different": (World(50, severity=0.3), 12),
    "50 scorers of 18, marks as typed": (World(50, written=True), 12),
    "50 scorers of 18, units truly different": (World(50, units=0.7), 12),
}


def main() -> None:
    sys.stdout.write(
        "| scorers | period | estimates | correlation | 90 % interval holds | RMSE | half interval | CPU s |\n"
    )
    sys.stdout.write("|---|---|---|---|---|---|---|---|\n")
    for name, (world, rounds) in TRIED.items():
        for period, months in (("month", 1), ("year", MONTHS)):
            began = time.process_time()
            found = measured(world, months, rounds)
            spent = time.process_time() - began
            sys.stdout.write(
                f"| {name} | {period} | {found.scorers} | {found.correlation:.3f} | {found.coverage:.1%} "
                f"| {found.error:.2f} | ±{found.reach:.2f} | {spent:.1f} |\n"
            )


if __name__ == "__main__":
    main()
