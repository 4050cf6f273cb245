"""Quá trình của tôi: my periods, how the mean arises, where a month is missing and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.http import HttpResponse

from thenchot.assessment.queries.results import HistoryPoint, history_of
from thenchot.assessment.steps import ABSENCES, PUBLISHED, STATE_NAMES
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page

SHOWN = 12
MONTH = len("2026-11")


@dataclass(frozen=True)
class Mean:
    """The mean of one rulebook's published months of the year; scores of two rulebooks have no common mean."""

    rulebook_name: str
    law: str
    counted: tuple[HistoryPoint, ...]
    mean: Fraction


@signed_in()
def history(request: Signed) -> HttpResponse:
    points = history_of(request.viewer.person_id)
    months = months_of(points)[-SHOWN:]
    year = str(request.viewer.day.year)
    values = {
        "points": list(reversed(points)),
        "months": [(f"T{int(p.period[-2:])}", _column(p), p.state == PUBLISHED) for p in months],
        "books": [point.rulebook_name for point in months],
        "means": means_in(points, year),
        "year": year,
        "why": _why,
    }
    return page(request, "assessment/history.html", values)


def months_of(points: Sequence[HistoryPoint]) -> list[HistoryPoint]:
    """One point a month, oldest first. Of a month under two rulebooks it is the one that goes on from the month before."""
    found: list[HistoryPoint] = []
    for period in sorted({point.period for point in points if len(point.period) == MONTH}):
        of_month = [point for point in points if point.period == period]
        last = found[-1].rulebook if found else ""
        found.append(next((point for point in of_month if point.rulebook == last), of_month[0]))
    return found


def means_in(points: Sequence[HistoryPoint], year: str) -> list[Mean]:
    """A mean for each rulebook of the year, the one in use last first."""
    counted = _published(points, year)
    books = dict.fromkeys(point.rulebook for point in reversed(counted))
    parts = [[point for point in counted if point.rulebook == book] for book in books]
    return [Mean(part[-1].rulebook_name, part[-1].law, tuple(part), mean_of(part) or Fraction(0)) for part in parts]


def _published(points: Sequence[HistoryPoint], year: str) -> list[HistoryPoint]:
    return [p for p in points if p.state == PUBLISHED and p.score is not None and p.period.startswith(f"{year}-")]


def counted_in(points: Sequence[HistoryPoint], year: str) -> list[HistoryPoint]:
    """The published months of the year under the rulebook of the latest one: scores of two rulebooks have no common mean."""
    months = _published(points, year)
    return [point for point in months if point.rulebook == months[-1].rulebook]


def mean_of(points: Sequence[HistoryPoint]) -> Fraction | None:
    scores = [point.score for point in points if point.score is not None]
    return sum(scores, Fraction(0)) / len(scores) if scores else None


def _column(point: HistoryPoint) -> Decimal | None:
    return None if point.score is None else Decimal(point.score.numerator) / Decimal(point.score.denominator)


def _why(point: HistoryPoint) -> str:
    """Why there is no score, or how far the sheet is."""
    return str(ABSENCES.get(point.absence) or STATE_NAMES.get(point.state) or point.state)
