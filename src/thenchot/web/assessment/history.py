"""Quá trình của tôi: my periods, how the mean arises, where a month is missing and why."""

from __future__ import annotations

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
    counted = [p for p in points if p.state == PUBLISHED and p.score is not None and p.period.startswith(f"{year}-")]
    values = {
        "points": list(reversed(points)),
        "months": [(f"T{int(p.period[-2:])}", _column(p), p.state == PUBLISHED) for p in months],
        "counted": counted,
        "mean": sum((p.score for p in counted if p.score is not None), Fraction(0)) / len(counted) if counted else None,
        "year": year,
        "why": _why,
    }
    return page(request, "assessment/history.html", values)


def _column(point: HistoryPoint) -> Decimal | None:
    return None if point.score is None else Decimal(point.score.numerator) / Decimal(point.score.denominator)


def _why(point: HistoryPoint) -> str:
    """Why there is no score, or how far the sheet is."""
    return str(ABSENCES.get(point.absence) or STATE_NAMES.get(point.state) or point.state)
