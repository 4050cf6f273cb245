"""Numbers as a Vietnamese official writes them (89,13; 177.379; 99,32 %), or as English does; exact until the last step."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import get_language

Exact = Fraction | Decimal | int | str
NO_BREAK = "\u00a0"
MINUS = "−"
DASH = "—"
SHOWN_PLACES = 6
"""Beyond this many places an exact value is cut and marked with an ellipsis."""


def fraction(value: Exact) -> Fraction:
    """Read an exact value: a number, "713/8", "89.125" or "89,125"; binary floats are refused."""
    if isinstance(value, float):
        raise TypeError("a binary float is no exact score")
    return Fraction(value.strip().replace(",", ".")) if isinstance(value, str) else Fraction(value)


def english() -> bool:
    return (get_language() or "vi").startswith("en")


def _marks(in_english: bool) -> tuple[str, str]:
    """Return the decimal mark and the mark between thousands of a language."""
    return (".", ",") if in_english else (",", ".")


def _half_up(value: Fraction, places: int) -> int:
    """Return |value| × 10^places, rounded half up."""
    scaled = abs(value) * 10**places + Fraction(1, 2)
    return int(scaled.numerator // scaled.denominator)


def _spelled(digits: int, places: int, *, negative: bool, in_english: bool) -> str:
    decimal_mark, group_mark = _marks(in_english)
    text = str(digits).rjust(places + 1, "0")
    whole, rest = (text[:-places], text[-places:]) if places else (text, "")
    grouped = f"{int(whole):,}".replace(",", group_mark)
    sign = MINUS if negative and digits else ""
    return f"{sign}{grouped}{decimal_mark}{rest}" if rest else f"{sign}{grouped}"


def score(value: Exact | None, places: int = 2) -> str:
    """Return a score with two decimals, half up, for display only: levels are decided on the unrounded value."""
    return DASH if value is None or value == "" else _score(value, places, english())


# The same few numbers stand on every page; `typed`, since a binary float equal to one of them is refused all the same.
@lru_cache(maxsize=8192, typed=True)
def _score(value: Exact, places: int, in_english: bool) -> str:
    given = fraction(value)
    return _spelled(_half_up(given, places), places, negative=given < 0, in_english=in_english)


def exact(value: Exact | None, least: int = 0) -> str:
    """Return every decimal of the value, at least `least` of them; an endless one is cut after four and marked "…"."""
    return DASH if value is None or value == "" else _exact(value, least, english())


@lru_cache(maxsize=8192, typed=True)
def _exact(value: Exact, least: int, in_english: bool) -> str:
    given = fraction(value)
    for places in range(least, SHOWN_PLACES + 1):
        if (given * 10**places).denominator == 1:
            return _score(given, places, in_english)
    cut = Fraction(int(abs(given) * 10**4), 10**4)
    return _score(-cut if given < 0 else cut, 4, in_english) + "…"


def mark(value: Exact | None) -> str:
    """Return a criterion's score: 4,5; 2,0."""
    return exact(value, 1)


def percent(ratio: Exact | None, places: int = 2) -> str:
    """Return a ratio (0.9932) as a share (99,32 %), with a no-break space in Vietnamese; a whole one is plain (100 %).

    What is not whole never reads as whole: of 177,379 people one missing is 99,9994 %.
    """
    if ratio is None or ratio == "":
        return DASH
    return _percent(ratio, places, english())


@lru_cache(maxsize=8192, typed=True)
def _percent(ratio: Exact, places: int, in_english: bool) -> str:
    share = fraction(ratio) * 100
    if share.denominator == 1:
        places = 0
    elif _reads_whole(share, places):
        places = 2
        if _reads_whole(share, places):
            share, places = Fraction(int(share * 10**4), 10**4), 4
    return f"{_score(share, places, in_english)}{'' if in_english else NO_BREAK}%"


def _reads_whole(share: Fraction, places: int) -> bool:
    return places > 0 and _half_up(share, places) % 10**places == 0


def thousands(value: int | None) -> str:
    return DASH if value is None else _spelled(abs(value), 0, negative=value < 0, in_english=english())


def diff(value: Exact | None, places: int = 2) -> str:
    """Return a difference with its sign: +1,94 or −2,28."""
    if value is None or value == "":
        return ""
    text = score(value, places)
    return text if fraction(value) <= 0 or not text.strip("0,.") else f"+{text}"
