"""Exact numbers: what is accepted as one, how it is rounded and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from thenchot.rules.errors import out_of_range, wrong_shape

PLACES = 12

# Larger or finer numbers are no fact of an assessment and would only cost memory and time.
_MAGNITUDE = 1000
_LARGEST = 10**_MAGNITUDE


@dataclass(frozen=True)
class Range:
    """Inclusive bounds of a fact; None leaves a side open."""

    low: Fraction | int | None = None
    high: Fraction | int | None = None


COUNT = Range(0)
PERCENT = Range(0, 100)
SHARE = Range(0, 1)
SCORE = PERCENT


@lru_cache(maxsize=8192)
def _fraction(value: int | Decimal) -> Fraction:
    """Facts repeat from line to line, and making a fraction costs more than finding it."""
    return Fraction(value)


def exact(value: object, field: str) -> Fraction:
    """The fact as an exact fraction; booleans, texts and binary floats are no numbers."""
    # Exact types: `isinstance` of a Fraction is slow, and True is an int.
    if type(value) is int:
        if not -_LARGEST < value < _LARGEST:
            raise out_of_range(field, "too_large")
        return _fraction(value)
    if type(value) is Fraction:
        return value
    if type(value) is Decimal:
        _check_size(value, field)
        return _fraction(value)
    raise wrong_shape(field, "missing" if value is None else "not_a_number")


def _check_size(value: Decimal, field: str) -> None:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise wrong_shape(field, "not_a_number")
    if value and (value.adjusted() >= _MAGNITUDE or exponent < -_MAGNITUDE):
        raise out_of_range(field, "too_large" if value.adjusted() >= 0 else "too_fine")


def within(value: object, field: str, bounds: Range) -> Fraction:
    """The fact as an exact fraction inside its bounds; raises InputError otherwise."""
    number = exact(value, field)
    top, bottom = number.as_integer_ratio()
    # Compared crosswise in whole numbers, which is several times as fast as comparing fractions.
    low, high = bounds.low, bounds.high
    if low is not None and top * low.denominator < low.numerator * bottom:
        if bounds.low == 0:
            raise out_of_range(field, "negative", value=number)
        raise out_of_range(field, "below_minimum", value=number, min=bounds.low)
    if high is not None and top * high.denominator > high.numerator * bottom:
        raise out_of_range(field, "above_maximum", value=number, max=bounds.high)
    return number


def count(value: object, field: str) -> int:
    """A whole number that is not negative."""
    if type(value) is int and 0 <= value < _LARGEST:
        return value
    number = within(value, field, COUNT)
    if number.denominator != 1:
        raise wrong_shape(field, "not_whole", value=number)
    return number.numerator


def round_half_up(value: Fraction, places: int = 0) -> Fraction:
    """Half goes away from zero, as in administrative practice (làm tròn số học)."""
    scale = 10**places
    doubled = abs(value) * scale * 2 + 1
    rounded = Fraction(doubled.numerator // doubled.denominator // 2, scale)
    return rounded if value >= 0 else -rounded


def whole_below(value: Fraction, rounding: str) -> int:
    """A bound as a number of people: `floor` cuts, `half_up` counts a half as one."""
    if rounding == "half_up":
        return round_half_up(value).numerator
    return value.numerator // value.denominator


def decimal_text(value: Fraction | int, places: int = PLACES, *, half_up: bool = False) -> str:
    """Decimal form with a point: exact when it ends within `places`, else rounded half-even (or half up)."""
    top, bottom = value.as_integer_ratio()
    return str(top) if bottom == 1 else ratio_text(top, bottom, places, half_up)


@lru_cache(maxsize=16384)
def ratio_text(top: int, bottom: int, places: int, half_up: bool) -> str:
    """`decimal_text` of top / bottom; the same few ratios come back in line after line."""
    scale = 10**places
    quotient, rest = divmod(abs(top) * scale, bottom)
    doubled = rest * 2
    if doubled > bottom or (doubled == bottom and (half_up or quotient % 2)):
        quotient += 1
    whole, part = divmod(quotient, scale)
    text = f"{whole}.{part:0{places}d}".rstrip("0").rstrip(".") if part else str(whole)
    return f"-{text}" if top < 0 and quotient else text
