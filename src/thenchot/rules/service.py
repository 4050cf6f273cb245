"""A unit's result with what citizens say of it and how many dossiers were on time, each by the weight its body has set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

HUNDRED = Fraction(100)


@dataclass(frozen=True)
class Rate:
    """A share that keeps its parts: `good` of `all`."""

    good: int
    all: int

    @property
    def value(self) -> Fraction | None:
        """None where nothing was counted: a rate of nothing is no rate."""
        return Fraction(self.good, self.all) if self.all else None

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.good + other.good, self.all + other.all)


@dataclass(frozen=True)
class Weighted:
    """A rate and its weight in percent."""

    rate: Rate
    weight: Fraction


def combined(mean: Fraction | None, parts: Sequence[Weighted]) -> Fraction | None:
    """The mean score on the scale of 100 with each rate at its weight; what a rate without data would weigh stays with the mean.

    None without a mean. Weights of 0 leave the mean as it is. Raises ValueError for weights below 0 or above 100 together.
    """
    if any(part.weight < 0 for part in parts) or sum(part.weight for part in parts) > HUNDRED:
        raise ValueError("weights must lie between 0 and 100 together")
    if mean is None:
        return None
    result = mean
    for part in parts:
        value = part.rate.value
        if value is not None:
            result += (value * HUNDRED - mean) * part.weight / HUNDRED
    return result
