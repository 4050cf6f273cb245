"""The units of a place in a period: mean of the confirmed scores, on-time dossiers, citizens' feedback, and all by weight."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Avg, Count

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
    """The place and the units right below it."""
    units = units_on(viewer.day, place.path)
    figures, weights = service_figures(period, units), weights_for(place.path, viewer.day)
    shown = [unit for unit in units.values() if unit.id == place.id or unit.parent_id == place.id]
    return Service(weights, tuple(_line(unit, period, figures[unit.id], weights) for unit in shown))


def _line(unit: UnitAt, period: str, figures: ServiceFigures, weights: Weights) -> ServiceLine:
    scored = Sheet.objects.filter(below(unit.path, "unit_path"), cycle__period=period, score__isnull=False)
    found = scored.aggregate(mean=Avg("score"), count=Count("id"))
    mean = Fraction(str(found["mean"])) if found["mean"] is not None else None
    parts = [Weighted(figures.feedback, weights.feedback), Weighted(figures.on_time, weights.on_time)]
    return ServiceLine(unit, mean, found["count"], figures, combined(mean, parts))
