"""Quá trình của tôi: my periods, how the mean arises, where a month is missing and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.queries.results import HistoryPoint, history_of, imported_of
from thenchot.assessment.steps import ABSENCES, PUBLISHED, STATE_NAMES
from thenchot.lib.periods import Period
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page

SHOWN = 12
TOP, TALL, FLOOR, TONES = 16, 140, 40, 4
"""The chart's upper edge, height, lowest score and how many levels it has a tone for."""
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
    everything = with_imported(points, imported_of(request.viewer.person_id))
    months = calendar_of(months_of(everything))[-SHOWN:]
    year = str(request.viewer.day.year)
    values = {
        "points": list(reversed(everything)),
        "months": [(f"T{int(p.period[-2:])}", _column(p), p.state == PUBLISHED) for p in months],
        "imported": [p.imported and p.score is not None for p in months],
        "books": books_of(months), "bands": bands_of(months),
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


def with_imported(points: Sequence[HistoryPoint], imported: Sequence[HistoryPoint]) -> list[HistoryPoint]:
    """Both, oldest first; where a period was published here, what was brought along for it stands aside."""
    own = {point.period for point in points if point.state == PUBLISHED}
    return sorted([*points, *(one for one in imported if one.period not in own)], key=lambda point: point.period)


def calendar_of(months: Sequence[HistoryPoint]) -> list[HistoryPoint]:
    """Every month from the first to the last, those without anything among them, so that a gap is seen as one."""
    if not months:
        return []
    known, period, found = {point.period: point for point in months}, Period.parse(months[0].period), list[HistoryPoint]()
    while period.first <= Period.parse(months[-1].period).first:
        blank = HistoryPoint(str(period), "", "", 0, None, "", "", "", "", 0)
        found.append(known.get(str(period), blank))
        period = Period.month_of(period.last + timedelta(days=1))
    return found


def books_of(months: Sequence[HistoryPoint]) -> list[str]:
    """The rulebook of each month; one brought along, or without anything, changes none."""
    names = [point.rulebook_name if point.rulebook else "" for point in months]
    last = next((name for name in names if name), "")
    return [last := name or last for name in names]


@dataclass(frozen=True)
class Band:
    """A stretch of the chart's height that is one level of the latest rulebook: its lower bound, top and height."""

    least: Fraction
    y: str
    height: str
    line: str


def bands_of(months: Sequence[HistoryPoint]) -> list[Band]:
    """The levels of the rulebook in use last, from the top of the chart down to its floor."""
    bounds = next((point.bounds for point in reversed(months) if point.bounds), ())
    found, top = [], Fraction(100)
    for least in bounds[:TONES]:
        low = max(least, Fraction(FLOOR))
        found.append(Band(least, f"{_height(top):.1f}", f"{_height(low) - _height(top):.1f}", f"{_height(low):.1f}"))
        top = low
    return found


def _height(score: Fraction) -> float:
    return float(TOP + (100 - score) * TALL / (100 - FLOOR))


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
    """Why there is no score, or how far the sheet is; of what was brought along, from where."""
    if point.imported:
        return _("nhập từ %(source)s") % {"source": point.rulebook_name}
    return str(ABSENCES.get(point.absence) or STATE_NAMES.get(point.state) or point.state)
