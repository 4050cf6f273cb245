"""What the one-stop desk and citizens' feedback say of units in a month: on-time and satisfied, with their denominators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from thenchot.evidence.models import Fact, ServiceWeight
from thenchot.lib.periods import Period
from thenchot.organisation.queries import UnitAt, versions_on
from thenchot.rules.service import Rate

NOTHING = Rate(0, 0)
Rates = dict[tuple[int, str], Rate]
"""By unit and kind of fact."""
FIGURES = {"one_stop_dossiers": ("on_time", "late"), "citizen_feedback": ("satisfied", "dissatisfied")}
"""Of each kind the good figure and the bad one."""


@dataclass(frozen=True)
class ServiceFigures:
    """Dossiers on time and citizens satisfied, of one unit with those below it."""

    on_time: Rate = NOTHING
    feedback: Rate = NOTHING


@dataclass(frozen=True)
class Weights:
    """In percent, with the document that sets them; both 0 where nobody has: then the rates are only shown."""

    feedback: Fraction = Fraction(0)
    on_time: Fraction = Fraction(0)
    document: str = ""
    valid_from: date | None = None


def service_figures(period: str, units: Mapping[int, UnitAt]) -> dict[int, ServiceFigures]:
    """By unit. What is recorded of a unit itself stands before the sum of its people and of the units below it."""
    own, people = _recorded(period, units)
    # From the deepest up: each hands what it has to the one above, unless that one's own figures stand.
    found = {unit: {kind: people.get((unit, kind), NOTHING) for kind in FIGURES} for unit in units}
    for unit in sorted(units.values(), key=lambda one: -len(one.path)):
        found[unit.id] = {kind: own.get((unit.id, kind)) or rate for kind, rate in found[unit.id].items()}
        if unit.parent_id in found:
            above = found[unit.parent_id]
            found[unit.parent_id] = {kind: above[kind] + rate for kind, rate in found[unit.id].items()}
    return {unit: ServiceFigures(parts["one_stop_dossiers"], parts["citizen_feedback"]) for unit, parts in found.items()}


def _recorded(period: str, units: Mapping[int, UnitAt]) -> tuple[Rates, Rates]:
    """What is recorded about units themselves, and of people by the unit they work in."""
    months = [str(month) for month in Period.parse(period).parts(1)]
    rows = Fact.objects.filter(kind__in=FIGURES, period__in=months, unit_id__in=list(units), withdrawn_at=None)
    own: Rates = defaultdict(lambda: NOTHING)
    people: Rates = defaultdict(lambda: NOTHING)
    for unit_id, person, kind, details in rows.values_list("unit_id", "person_id", "kind", "details"):
        good, bad = (int(details.get(name, 0)) for name in FIGURES[kind])
        (people if person else own)[(unit_id or 0, kind)] += Rate(good, good + bad)
    return own, people


def weights_for(path: str, day: date) -> Weights:
    """Those of the nearest body at or above the place, in force on the day."""
    above = [path[:end] for end in range(8, len(path) + 1, 8)]
    depth = dict(versions_on(day).filter(path__in=above).values_list("unit_id", "path"))
    rows = ServiceWeight.objects.filter(scope_id__in=list(depth), valid_from__lte=day)
    best = max(rows, key=lambda row: (len(depth[row.scope_id]), row.valid_from), default=None)
    if best is None:
        return Weights()
    return Weights(Fraction(best.feedback), Fraction(best.on_time), best.document, best.valid_from)
