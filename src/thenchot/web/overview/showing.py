"""The parts of the overview as its template needs them: bars, the line of months, reasons and kinds in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, zip_longest

from django.utils.translation import gettext as _

from thenchot.assessment.judging import level_codes
from thenchot.assessment.steps import ABSENCES
from thenchot.lib.periods import Period
from thenchot.reporting.figures import NO_LEVEL, Figures
from thenchot.reporting.queries.overview import Overview, PeriodFigures
from thenchot.rulesets.queries import frozen
from thenchot.web import charts
from thenchot.web.cycles.showing import reason_words
from thenchot.web.numbers import percent

BOX = (44, 24, 500, 156)
"""Left, top, width and height of the field in which the line of months is drawn."""
FLOORS = (99, 98, 96, 90, 80, 60, 40, 20, 0)
"""Where the axis may begin, in per cent: as high as the lowest month allows, and always written beside it."""
LEVELS = 4
"""So many tones there are."""
Counts = list[tuple[str, object, int]]
"""(label, tone, count) of a bar."""


@dataclass(frozen=True)
class Level:
    """A place in the order of levels: the codes that the rulebooks have for it, and its tone."""

    codes: tuple[str, ...]
    tone: object

    @property
    def words(self) -> str:
        return _("chưa có mức, chờ quyết định") if self.codes == (NO_LEVEL,) else ", ".join(self.codes)


@dataclass(frozen=True)
class Line:
    """The drawn line with the height of each line of its axis and what stands at it."""

    trend: charts.Trend
    axis: tuple[tuple[str, str], ...]
    floor: int


@dataclass(frozen=True)
class Reason:
    """Why so many have no result; `excused` when the reason is one of the grounds for leaving somebody out."""

    code: str
    words: str
    count: int
    excused: bool


def levels_of(found: Overview) -> list[Level]:
    """The levels of the period's rulebooks from high to low: the first of one stands with the first of another (HTXS, A)."""
    books = sorted(found.cycles, key=lambda cycle: (-sum(found.levels[cycle.id].values()), cycle.id))
    ranked = [level_codes(frozen(cycle.digest))[:LEVELS] for cycle in books]
    places = zip_longest(*ranked)
    levels = [Level(tuple(dict.fromkeys(code for code in codes if code)), place) for place, codes in enumerate(places, start=1)]
    return [*levels, Level((NO_LEVEL,), "ask")] if found.figures.levels[NO_LEVEL] else levels


def level_counts(figures: Figures, levels: Sequence[Level]) -> Counts:
    """Of the finished, for a bar."""
    return [(level.words, level.tone, figures.at(level.codes)) for level in levels]


def cap_at(found: Overview) -> str:
    """Where along the bar of levels the reference of the cap stands; "" where there is none."""
    if not found.cap or not found.figures.finished:
        return ""
    return f"{min(charts.WIDTH, charts.WIDTH * found.cap.allowed / found.figures.finished):.1f}"


def reasons(figures: Figures, *, yearly: bool) -> list[Reason]:
    """The many before the few; those without a ground stand out."""
    rows = [Reason(code, reason_words(code, yearly=yearly), count, code in ABSENCES) for code, count in figures.reasons.items()]
    return sorted(rows, key=lambda row: (-row.count, row.words))


def line_of(months: Sequence[PeriodFigures]) -> Line | None:
    """Completion by period; None where fewer than two periods have figures. The axis is cut below the lowest, and says so."""
    points = [(label_of(one.period), _percent(one.figures), one.final) for one in months]
    known = [value for _label, value, _final in points if value is not None]
    if len(known) < 2:
        return None
    floor = next(one for one in FLOORS if one <= min(known))
    drawn = charts.trend(points, BOX, floor, [";".join(one.books) for one in months])
    return Line(drawn, _axis(floor), floor)


def _axis(floor: int) -> tuple[tuple[str, str], ...]:
    """Its top, its middle and where it begins, each with its height."""
    marks = (Fraction(100), Fraction(100 + floor, 2), Fraction(floor))
    return tuple((percent(mark / 100), f"{float(BOX[1] + BOX[3] * (100 - mark) / (100 - floor)):.1f}") for mark in marks)


def _percent(figures: Figures | None) -> Decimal | None:
    return Decimal(figures.finished * 100) / figures.total if figures and figures.total else None


def label_of(period: str) -> str:
    """T10, Q4 or 2026: short enough to stand below a line."""
    kind = Period.parse(period).kind
    return f"T{int(period[5:])}" if kind == "month" else period[5:] or period


def changed_books(months: Sequence[PeriodFigures]) -> list[tuple[str, tuple[str, ...]]]:
    """The periods that begin with other rulebooks than the one before, with those that are new in them."""
    return [
        (now.period, tuple(book for book in now.books if book not in before.books))
        for before, now in pairwise(months)
        if now.books != before.books
    ]
