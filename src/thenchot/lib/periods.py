"""Periods of assessment (kỳ): a month, a quarter, six months or a year, written 2026-11, 2026-Q4, 2026-H2, 2026."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

# ASCII only: a period is kept as it was typed, and the digits of another script would never be found again.
PATTERN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])|-Q(?P<quarter>[1-4])|-H(?P<half>[12]))?", re.ASCII)


@dataclass(frozen=True, order=True)
class Period:
    """First and last day, both inside the period."""

    first: date
    last: date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read "2026-11", "2026-Q4", "2026-H2" or "2026"; anything else raises ValueError."""
        found = PATTERN.fullmatch(text)
        if not found:
            raise ValueError(f"{text!r} is not a period")
        year = int(found["year"])
        if found["month"]:
            return cls._months(year, int(found["month"]), 1)
        if found["quarter"]:
            return cls._months(year, 3 * int(found["quarter"]) - 2, 3)
        if found["half"]:
            return cls._months(year, 6 * int(found["half"]) - 5, 6)
        return cls._months(year, 1, 12)

    @classmethod
    def month_of(cls, day: date) -> Period:
        return cls._months(day.year, day.month, 1)

    @classmethod
    def _months(cls, year: int, month: int, count: int) -> Period:
        last = month + count - 1
        return cls(date(year, month, 1), date(year, last, monthrange(year, last)[1]))

    @property
    def kind(self) -> str:
        days = (self.last - self.first).days
        return "month" if days < 31 else "quarter" if days < 92 else "half_year" if days < 184 else "year"

    def parts(self, months: int) -> list[Period]:
        """The periods of so many months each that make it up, in order."""
        count = (self.last.year * 12 + self.last.month) - (self.first.year * 12 + self.first.month) + 1
        starts = range(self.first.month, self.first.month + count, months)
        return [Period._months(self.first.year, start, months) for start in starts]

    def previous(self) -> Period:
        """The period of the same kind just before."""
        return {
            "month": lambda: Period.month_of(self.first - timedelta(days=1)),
            "quarter": lambda: Period._months(*_back(self.first, 3), 3),
            "half_year": lambda: Period._months(*_back(self.first, 6), 6),
            "year": lambda: Period._months(self.first.year - 1, 1, 12),
        }[self.kind]()

    def following(self) -> Period:
        """The period of the same kind right after."""
        months = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}[self.kind]
        first = self.last + timedelta(days=1)
        return Period._months(first.year, first.month, months)

    def __str__(self) -> str:
        match self.kind:
            case "month":
                return f"{self.first:%Y-%m}"
            case "quarter":
                return f"{self.first.year:04d}-Q{(self.first.month + 2) // 3}"
            case "half_year":
                return f"{self.first.year:04d}-H{(self.first.month + 5) // 6}"
            case _:
                return f"{self.first.year:04d}"


def _back(day: date, months: int) -> tuple[int, int]:
    before = day.year * 12 + day.month - 1 - months
    return before // 12, before % 12 + 1
