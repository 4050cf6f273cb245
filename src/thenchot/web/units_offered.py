"""A list of units to choose from, light however many there are: the whole tree of a body, one step at a time of a city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import UnitAt

MOST = 250
"""So many units are offered at once; beyond that those above the chosen one and those directly under it."""

FEW = 40
"""A list this short needs no field beside it to find a unit by its name."""
SEARCH = "tim-dv"


@dataclass(frozen=True)
class Offer:
    """A list of units with the field that narrows it: the page works by sending the form, with script or without."""

    units: list[UnitAt]
    chosen: UnitAt | None
    search: str = ""
    searchable: bool = False

    @property
    def none(self) -> bool:
        """Whether what was searched for is no unit's name or code."""
        return bool(self.search) and not self.units


def offer(given: QueryDict, units: Sequence[UnitAt], chosen: UnitAt | None) -> Offer:
    """The units whose name, without tone marks, or code holds what was typed; one alone is chosen by that."""
    search, searchable = given.get(SEARCH, "").strip(), len(units) > FEW
    if not search:
        return Offer(offered(units, chosen), chosen, searchable=searchable)
    folded = fold(search)
    meant = [unit for unit in units if folded in fold(unit.name) or folded == fold(unit.code)][:MOST]
    if chosen not in meant:
        chosen = meant[0] if len(meant) == 1 else None
    return Offer(meant, chosen, search, searchable)


def offered(units: Sequence[UnitAt], chosen: UnitAt | None = None) -> list[UnitAt]:
    """Of the units in the order of the tree, those to offer in a list; the chosen one is always among them."""
    if len(units) <= MOST:
        return list(units)
    top = min(unit.depth for unit in units)
    open_at = chosen.path if chosen else ""
    return [unit for unit in units if unit.depth == top or open_at.startswith(unit.path) or _under(unit, chosen, top)]


def _under(unit: UnitAt, chosen: UnitAt | None, top: int) -> bool:
    """Directly under the chosen unit; with none chosen, directly under the topmost."""
    return unit.parent_id == chosen.id if chosen else unit.depth == top + 1
