"""From months and quarters to a year: the ways a rulebook or a body may choose (Điều 17 khoản 3 and others)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from thenchot.rules.book import ASK, NONE

Aggregation = Literal["mean_months", "mean_quarters", "level_combination", "own_review"]
AGGREGATIONS: tuple[Aggregation, ...] = ("mean_months", "mean_quarters", "level_combination", "own_review")


@dataclass(frozen=True)
class Mean:
    """The mean of the periods that have a score, and the positions (from 0) of those left out."""

    value: Fraction | None
    left_out: tuple[int, ...]


def mean_of(scores: Sequence[Fraction | None]) -> Mean:
    """Mean over the periods worked (Điều 11 khoản 2, Điều 17 khoản 3); None where no period has a score."""
    worked = [score for score in scores if score is not None]
    left_out = tuple(at for at, score in enumerate(scores) if score is None)
    if not worked:
        return Mean(None, left_out)
    return Mean(sum(worked, Fraction(0)) / len(worked), left_out)


def mean_of_quarters(quarters: Sequence[Fraction | None]) -> Mean:
    """A quarter's score stands for its three months, so the mean of quarters is the mean of twelve months."""
    return mean_of(quarters)


def level_combination(levels: Sequence[str]) -> str:
    """The year from quarter levels, customs rule: the first line that fits; NONE is left out, nothing gives ASK."""
    ranked = [level for level in levels if level != NONE]
    if not ranked:
        return ASK
    if ranked.count("KHT") >= 2:
        return "KHT"
    if ranked.count("HTXS") >= 2 and "KHT" not in ranked:
        return "HTXS"
    if ranked.count("HT") <= 2 or ranked.count("KHT") == 1:
        return "HTT"
    return "HT"


def own_review() -> str:
    """A year with its own review is decided by the authority, never computed."""
    return ASK
