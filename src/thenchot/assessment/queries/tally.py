"""The sheets of one cycle counted once, for everything that a page says of the whole of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Case, Count, F, Value, When

from thenchot.assessment.models import Cycle
from thenchot.assessment.steps import EXCUSED


@dataclass(frozen=True)
class Tally:
    """How many sheets there are by state, by unit and state, by level (the decided one, else the band), by absence and state.

    Whoever is excused stands at no level.
    """

    states: Counter[str] = field(default_factory=Counter)
    units: dict[int, Counter[str]] = field(default_factory=dict)
    levels: Counter[str] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)


STANDS = Case(When(state=EXCUSED, then=Value("")), When(level="", then=F("band")), default=F("level"))


def tally_of(cycle: Cycle) -> Tally:
    """One pass over the cycle's sheets."""
    found = Tally()
    rows = cycle.sheets.annotate(stands=STANDS).values_list("unit_id", "state", "absence", "stands")
    for unit, state, absence, level, n in rows.annotate(n=Count("id")).order_by():
        found.states[state] += n
        found.units.setdefault(unit, Counter())[state] += n
        found.reasons[absence, state] += n
        if state != EXCUSED:
            found.levels[level] += n
    return found
