"""A list of units to choose from, light however many there are: the whole tree of a body, one step at a time of a city."""

from __future__ import annotations

from collections.abc import Sequence

from thenchot.organisation.queries import UnitAt

MOST = 250
"""So many units are offered at once; beyond that those above the chosen one and those directly under it."""


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
