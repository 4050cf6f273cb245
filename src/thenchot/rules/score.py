"""Quantity, quality, progress and the points of results under Nghị định 335/2025 (Điều 14, 15, 16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

RESULTS_MAX = Fraction(70)
ONE = Fraction(1)

# Điều 14 khoản 2: each time takes a quarter of that product's points, so four times leave nothing.
_QUARTERS = 4

Item = tuple[Fraction, int, int]


@dataclass(frozen=True)
class Ratios:
    """a (số lượng), b (chất lượng), c (tiến độ) and their mean, before any cap; `done` in converted units."""

    a: Fraction
    b: Fraction
    c: Fraction
    mean: Fraction
    done: Fraction


def ratios(assigned: Fraction, items: Sequence[Item]) -> Ratios | None:
    """a, b, c of completed items (units, rejections, latenesses); None when nothing was assigned.

    Summed in quarters of a unit over one common denominator, which is exact and several times as fast as
    adding fractions one by one.
    """
    if assigned == 0:
        return None
    common = 1
    for units, _, _ in items:
        if common % units.denominator:
            common = lcm(common, units.denominator)
    quantity = quality = progress = 0
    for units, rejections, latenesses in items:
        share = units.numerator * (common // units.denominator)
        quantity += share
        if rejections < _QUARTERS:
            quality += share * (_QUARTERS - rejections)
        if latenesses < _QUARTERS:
            progress += share * (_QUARTERS - latenesses)
    bottom = common * assigned.numerator
    top = assigned.denominator
    return Ratios(
        Fraction(quantity * top, bottom),
        Fraction(quality * top, bottom * _QUARTERS),
        Fraction(progress * top, bottom * _QUARTERS),
        mean=Fraction((quantity * _QUARTERS + quality + progress) * top, bottom * _QUARTERS * 3),
        done=Fraction(quantity, common),
    )


def plain_mean(parts: Sequence[Fraction]) -> Fraction:
    """Điều 16: three parts for staff, six for leaders, each of equal weight."""
    total = parts[0]
    for part in parts[1:]:
        total += part
    return total / len(parts)


def capped_mean(parts: Sequence[Fraction], plain: Fraction, ratio_above_one: str) -> Fraction:
    """Điều 12 khoản 3 caps the results at 70 points; how, is a setting of the body.

    `cap_total` caps the mean, `cap_each` each part. Returns `plain` itself where nothing is above the cap.
    """
    if ratio_above_one == "cap_total":
        return ONE if plain > 1 else plain
    if all(part <= 1 for part in parts):
        return plain
    return plain_mean([min(part, ONE) for part in parts])
