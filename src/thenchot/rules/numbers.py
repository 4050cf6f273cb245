"""Exact numbers: what is accepted as one, how it is rounded and how it is written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from thenchot.rules.errors import out_of_range, wrong_shape

PLACES = 12

# Larger or finer numbers are no fact of an assessment and would only cost memory and time.
_MAGNITUDE = 1000
_LARGEST = 10**_MAGNITUDE


@dataclass(frozen=True)
class Range:
    """Inclusive bounds of a fact; None leaves a side open."""

    low: Fraction | None = None
    high: Fraction | None = None


COUNT = Range(Fraction(0))
PERCENT = Range(Fraction(0), Fraction(100))
SHARE = Range(Fraction(0), Fraction(1))
SCORE = PERCENT


def exact(value: object, field: str) -> Fraction:
    """The fact as an exact fraction; booleans, texts and binary floats are no numbers."""
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise wrong_shape(field, "missing" if value is None else "not_a_number")
    if isinstance(value, Decimal):
        _check_size(value, field)
    elif not -_LARGEST < value < _LARGEST:
        raise out_of_range(field, "too_large")
    return Fraction(value)


def _check_size(value: Decimal, field: str) -> None:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise wrong_shape(field, "not_a_number")
    if value and (value.adjusted() >= _MAGNITUDE or exponent < -_MAGNITUDE):
        raise out_of_range(field, "too_large" if value.adjusted() >= 0 else "too_fine")


def within(value: object, field: str, bounds: Range) -> Fraction:
    """The fact as an exact fraction inside its bounds; raises InputError otherwise."""
    number = exact(value, field)
    if bounds.low is not None and number < bounds.low:
        if bounds.low == 0:
            raise out_of_range(field, "negative", value=number)
        raise out_of_range(field, "below_minimum", value=number, min=bounds.low)
    if bounds.high is not None and number > bounds.high:
        raise out_of_range(field, "above_maximum", value=number, max=bounds.high)
    return number


def whole(value: object, field: str, bounds: Range = COUNT) -> int:
    """A count: a whole number inside its bounds."""
    number = within(value, field, bounds)
    if number.denominator != 1:
        raise wrong_shape(field, "not_whole", value=number)
    return number.numerator


def round_half_up(value: Fraction, places: int = 0) -> Fraction:
    """Half goes away from zero, as in administrative practice (làm tròn số học)."""
    scale = 10**places
    doubled = abs(value) * scale * 2 + 1
    rounded = Fraction(doubled.numerator // doubled.denominator // 2, scale)
    return rounded if value >= 0 else -rounded


def round_half_even(value: Fraction, places: int) -> Fraction:
    return round(value, places) if places else Fraction(round(value))


def whole_below(value: Fraction, rounding: str) -> int:
    """A bound as a number of people: `floor` cuts, `half_up` counts a half as one."""
    if rounding == "half_up":
        return round_half_up(value).numerator
    return value.numerator // value.denominator


def decimal_text(value: Fraction, places: int = PLACES) -> str:
    """Decimal form with a point: exact when it ends within `places`, else rounded half-even."""
    top, bottom = value.numerator, value.denominator
    if bottom == 1:
        return str(top)
    scale = 10**places
    quotient, rest = divmod(abs(top) * scale, bottom)
    if rest * 2 > bottom or (rest * 2 == bottom and quotient % 2):
        quotient += 1
    digits = str(quotient).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".")
    return f"-{text}" if top < 0 and text != "0" else text
