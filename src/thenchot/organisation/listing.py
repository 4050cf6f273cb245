"""Units as of a day, a stretch of the tree at a time, for other software."""

from __future__ import annotations

from datetime import date

from thenchot.organisation.models import UnitVersion
from thenchot.organisation.queries import below, versions_on


def units_after(under: str, day: date, after: str, most: int) -> list[UnitVersion]:
    """Of the subtree in the order of its paths, those behind `after`; each with its unit and the unit above it."""
    rows = versions_on(day).filter(below(under), path__gt=after)
    return list(rows.select_related("unit", "parent").order_by("path")[:most])


def unit_version(under: str, day: date, code: str) -> UnitVersion | None:
    """The unit of this code, where it stands in the subtree."""
    rows = versions_on(day).filter(below(under), unit__code=code)
    return rows.select_related("unit", "parent").first()
