"""Which criteria were marked lowest in a unit and period (tiêu chí thấp nhất): shares of each criterion's maximum, exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.scoring import fractions_of
from thenchot.assessment.steps import CONFIRMED, DECIDED, PROPOSED, PUBLISHED
from thenchot.organisation.queries import UnitAt, below
from thenchot.reporting.queries.overview import cycles_over, latest
from thenchot.rules.book import Criterion
from thenchot.rulesets.queries import frozen

LOWEST = 5
SETTLED = (CONFIRMED, PROPOSED, DECIDED, PUBLISHED)
MOST_SHEETS = 30_000
"""A larger place is looked at one unit below at a time."""


@dataclass(frozen=True)
class CriterionShare:
    """What the people of a place got of a criterion, together: `points` out of `most`, over so many sheets."""

    criterion: Criterion
    rulebook: str
    points: Fraction
    most: Fraction
    people: int
    below_half: int
    """Of them, how many got less than half of its maximum."""

    @property
    def share(self) -> Fraction:
        return self.points / self.most

    @property
    def mean(self) -> Fraction:
        return self.points / self.people


def criterion_shares(place: UnitAt, cycles: Sequence[Cycle]) -> list[CriterionShare] | None:
    """Every criterion marked by hand, the lowest share first; None where the place has too many sheets to be read at once."""
    sheets = Sheet.objects.filter(below(place.path, "unit_path"), cycle__in=cycles, state__in=SETTLED)
    if sheets.count() > MOST_SHEETS:
        return None
    digests = {cycle.id: cycle.digest for cycle in cycles}
    rows = sheets.values_list("cycle_id", "marks").iterator(chunk_size=2000)
    return shares_of((digests[cycle_id], marks) for cycle_id, marks in rows)


def shares_of(rows: Iterable[tuple[str, Mapping[str, Any]]]) -> list[CriterionShare]:
    """Of sheets' marks with the digest of their rulebook: each criterion's share, the lowest first."""
    got: dict[tuple[str, str], list[Fraction]] = {}
    for digest, marks in rows:
        for code, mark in fractions_of(marks.get("confirmed")).items():
            got.setdefault((digest, code), []).append(mark)
    return sorted(_shares(got), key=lambda one: (one.share, one.criterion.id))


def _shares(got: Mapping[tuple[str, str], Sequence[Fraction]]) -> Iterator[CriterionShare]:
    for (digest, code), marks in got.items():
        book = frozen(digest)
        known = next((leaf for leaf in book.leaves() if leaf.id == code), None)
        if known is not None and known.max:
            low = sum(1 for mark in marks if mark * 2 < known.max)
            yield CriterionShare(known, book.name, sum(marks, Fraction(0)), known.max * len(marks), len(marks), low)


@dataclass(frozen=True)
class Lowest:
    """The period shown, those to choose from, and the criteria, lowest first; None of them where there are too many sheets."""

    period: str
    periods: tuple[str, ...]
    shares: tuple[CriterionShare, ...] | None

    @property
    def five(self) -> tuple[CriterionShare, ...]:
        return (self.shares or ())[:LOWEST]

    @property
    def alike(self) -> tuple[CriterionShare, ...]:
        """Those beyond the five that have the share of the last of them: no order tells them apart."""
        beyond = (self.shares or ())[LOWEST:]
        return tuple(one for one in beyond if one.share == self.five[-1].share)


def lowest_in(place: UnitAt, period: str, today: date) -> Lowest:
    """Of the period asked for, else of the last published one, else of the one that runs."""
    everything = cycles_over(place, today)
    period = period or latest(everything)
    cycles = [cycle for cycle in everything if cycle.period == period]
    shares = criterion_shares(place, cycles)
    periods = tuple(dict.fromkeys(cycle.period for cycle in everything))
    return Lowest(period, periods, None if shares is None else tuple(shares))
