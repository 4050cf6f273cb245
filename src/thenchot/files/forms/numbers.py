"""Numbers and days as a Vietnamese paper writes them, whatever language the pages are read in."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

MOST_PLACES = 6


def rounded(value: Fraction, places: int = 2) -> str:
    """Two decimals, half up: 89,13. For reading only; levels are decided on the exact value."""
    scaled = int(abs(value) * 10**places + Fraction(1, 2))
    whole, rest = divmod(scaled, 10**places)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole},{rest:0{places}d}" if places else f"{sign}{whole}"


def points(value: Fraction | None) -> str:
    """A mark with the decimals it has: 10; 2,5. An endless one is rounded to two."""
    if value is None:
        return ""
    for places in range(MOST_PLACES + 1):
        if (value * 10**places).denominator == 1:
            return rounded(value, places)
    return rounded(value)


def counted(number: int) -> str:
    """At least two digits, as official papers count people: 05; 1.948."""
    return f"{number:02d}" if number < 1000 else f"{number:,}".replace(",", ".")


def share(part: int, whole: int) -> str:
    """A share of a hundred: 99,32 %; a whole one is plain: 100 %."""
    if not whole:
        return "—"
    found = Fraction(part * 100, whole)
    return f"{rounded(found, 0 if found.denominator == 1 else 2)}\u00a0%"


def day_in_words(day: date | None) -> str:
    """ngày 05 tháng 02 năm 2026: days under 10 and months under 3 keep their zero; dots where there is no day yet."""
    if day is None:
        return "ngày ..... tháng ..... năm ......."
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def short_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
