"""The units of a place in a period: mean of the confirmed scores, on-time dossiers, citizens' feedback, and all by weight."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Sum

from thenchot.assessment.models import Sheet
from thenchot.evidence.service import ServiceFigures, Weights, service_figures, weights_for
from thenchot.organisation.queries import UnitAt, below, units_on
from thenchot.people.identity import Identity
from thenchot.rules.service import Weighted, combined


@dataclass(frozen=True)
class ServiceLine:
    """One unit. `mean` is of `scored` confirmed scores, `result` what it becomes with both rates at their weights."""

    unit: UnitAt
    mean: Fraction | None
    scored: int
    figures: ServiceFigures
    result: Fraction | None


@dataclass(frozen=True)
class Service:
    weights: Weights
    lines: tuple[ServiceLine, ...]


def service_of(viewer: Identity, place: UnitAt, period: str) -> Service:
    """The place and the units right below it, in three queries however many there are."""
    units = units_on(viewer.day, place.path)
    figures, weights = service_figures(period, units), weights_for(place.path, viewer.day)
    shown = [unit for unit in units.values() if unit.id == place.id or unit.parent_id == place.id]
    scores = _scores(place, period)
    return Service(weights, tuple(_line(unit, scores, figures[unit.id], weights) for unit in shown))


def _scores(place: UnitAt, period: str) -> list[tuple[str, Fraction, int]]:
    """Sum and number of the confirmed scores by the path of the unit they stood in."""
    rows = Sheet.objects.filter(below(place.path, "unit_path"), cycle__period=period, score__isnull=False)
    sums = rows.order_by().values("unit_path").annotate(sum=Sum("score"), count=Count("id"))
    return [(row["unit_path"], Fraction(str(row["sum"])), row["count"]) for row in sums]


def _line(unit: UnitAt, scores: list[tuple[str, Fraction, int]], figures: ServiceFigures, weights: Weights) -> ServiceLine:
    mine = [(score, count) for path, score, count in scores if path.startswith(unit.path)]
    count = sum(number for _score, number in mine)
    mean = sum((score for score, _number in mine), Fraction(0)) / count if count else None
    parts = [Weighted(figures.feedback, weights.feedback), Weighted(figures.on_time, weights.on_time)]
    return ServiceLine(unit, mean, count, figures, combined(mean, parts))
