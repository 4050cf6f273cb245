"""Which level a score falls in, and what conditions, ceilings and overrides make of it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from thenchot.rules.book import ASK, Condition, Level, Rulebook


def band(book: Rulebook, score: Fraction | None) -> Level | None:
    """The highest level whose lower bound the unrounded score reaches; None without a score or below them all."""
    if score is None:
        return None
    return next((level for level in book.levels if score >= level.min), None)


def lower_of(book: Rulebook, level: str, ceiling: str | None) -> str:
    """The level, not above the ceiling; ASK stays ASK."""
    order = [known.code for known in book.levels]
    if ceiling not in order or level not in order:
        return level
    return order[max(order.index(level), order.index(ceiling))]


def holds(condition: Condition, facts: Mapping[str, Fraction | bool]) -> bool:
    """True when the fact meets the condition, or is not known (it is then taken as met, and named)."""
    fact = facts.get(condition.fact)
    if fact is None:
        return True
    if condition.test == "min":
        return fact >= condition.value
    if condition.test == "max":
        return fact <= condition.value
    return fact == condition.value


def highest_met(
    book: Rulebook, score: Fraction, facts: Mapping[str, Fraction | bool]
) -> tuple[str, tuple[Condition, ...]]:
    """The highest level whose lower bound and conditions all hold, else ASK; and the conditions that failed.

    The text leaves gaps between levels, and nobody but the authority may close them.
    """
    failed: list[Condition] = []
    for level in book.levels:
        if score < level.min or not level.conditions:
            continue
        broken = [condition for condition in level.conditions if not holds(condition, facts)]
        if not broken:
            return level.code, tuple(failed)
        failed.extend(broken)
    return ASK, tuple(failed)
