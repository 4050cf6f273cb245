"""The period of a checklist that a day lies in, and those before it."""

from __future__ import annotations

from datetime import date

from thenchot.lib.periods import Period

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def period_on(kind: str, day: date) -> Period:
    """The month, quarter, half-year or year with the day in it."""
    months = MONTHS[kind]
    number = (day.month - 1) // months
    spelled = {
        "month": f"{day:%Y-%m}", "quarter": f"{day:%Y}-Q{number + 1}", "half_year": f"{day:%Y}-H{number + 1}",
        "year": f"{day:%Y}",
    }  # fmt: skip
    return Period.parse(spelled[kind])


def latest(kind: str, day: date, count: int) -> list[Period]:
    """So many periods, the one with the day in it first."""
    found = [period_on(kind, day)]
    while len(found) < count:
        found.append(found[-1].previous())
    return found


def parsed(text: str) -> Period | None:
    try:
        return Period.parse(text)
    except ValueError:
        return None
