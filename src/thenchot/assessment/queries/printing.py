"""The units of a period whose forms a viewer may take at once, each with all below it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from thenchot.assessment.models import Cycle
from thenchot.assessment.queries.documents import MOST, sheets_settled
from thenchot.assessment.refusals import NO_FORMS_HERE
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import SEGMENT, UnitAt, unit_on, units_on
from thenchot.people.identity import Identity

MANY = 200
"""With more units than this only whole bodies are offered, not the parts within them."""


@dataclass(frozen=True)
class Place:
    """A unit and the number of sheets in it and below; `depth` counts from the highest unit offered."""

    unit_id: int
    name: str
    depth: int
    count: int
    fits: bool
    """Whether that many go into one file."""


def places_to_print(viewer: Identity, cycle: Cycle) -> list[Place]:
    """In the order of the tree; nothing where the viewer may read no settled sheet."""
    counts: Counter[str] = Counter()
    grouped = sheets_settled(viewer, cycle).order_by().values_list("unit_path").annotate(n=Count("id"))
    for path, n in grouped:
        for end in range(SEGMENT, len(path) + 1, SEGMENT):
            counts[path[:end]] += n
    units = {unit.path: unit for unit in units_on(cycle.day).values() if unit.path in counts}
    # A unit above that holds nobody else is no choice of its own.
    largest: Counter[str] = Counter()
    for path, n in counts.items():
        largest[path[:-SEGMENT]] = max(largest[path[:-SEGMENT]], n)
    shown = [path for path in sorted(units) if largest[path] < counts[path]]
    if len(shown) > MANY:
        shown = [path for path in shown if units[path].position != "direct"]
    first = min((len(path) for path in shown), default=0)
    return [
        Place(units[p].id, units[p].name, (len(p) - first) // SEGMENT, counts[p], counts[p] <= MOST) for p in shown
    ]


def place_to_print(cycle: Cycle, unit_id: int) -> UnitAt | None:
    """The unit as it stood in the period; None for 0, which asks for all the viewer may read. Refuses an unknown unit."""
    found = unit_on(unit_id, cycle.day) if unit_id else None
    refuse_if(unit_id and found is None, NO_FORMS_HERE)
    return found
