"""Quá trình của tôi: my periods, how the mean arises, where a month is missing and why."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.http import HttpResponse

from thenchot.assessment.queries.results import HistoryPoint, history_of
from thenchot.assessment.steps import ABSENCES, PUBLISHED, STATE_NAMES
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page

SHOWN = 12


@signed_in()
def history(request: Signed) -> HttpResponse:
    points = history_of(request.viewer.person_id)
    months = [point for point in points if len(point.period) == len("2026-11")][-SHOWN:]
    year = str(request.viewer.day.year)
    counted = counted_in(points, year)
    values = {
        "points": list(reversed(points)),
        "months": [(f"T{int(p.period[-2:])}", _column(p), p.state == PUBLISHED) for p in months],
        "counted": counted,
        "mean": mean_of(counted),
        "year": year,
        "why": _why,
    }
    return page(request, "assessment/history.html", values)


def counted_in(points: Sequence[HistoryPoint], year: str) -> list[HistoryPoint]:
    """The published months of the year under the rulebook of the latest one: scores of two rulebooks have no common mean."""
    months = [p for p in points if p.state == PUBLISHED and p.score is not None and p.period.startswith(f"{year}-")]
    return [point for point in months if point.rulebook == months[-1].rulebook]


def mean_of(points: Sequence[HistoryPoint]) -> Fraction | None:
    scores = [point.score for point in points if point.score is not None]
    return sum(scores, Fraction(0)) / len(scores) if scores else None


def _column(point: HistoryPoint) -> Decimal | None:
    return None if point.score is None else Decimal(point.score.numerator) / Decimal(point.score.denominator)


def _why(point: HistoryPoint) -> str:
    """Why there is no score, or how far the sheet is."""
    return str(ABSENCES.get(point.absence) or STATE_NAMES.get(point.state) or point.state)
