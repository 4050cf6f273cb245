"""Units as of a day, subtrees, and the working calendar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from thenchot.organisation.models import CalendarDay, UnitVersion

SEGMENT = 8
"""Digits of one level of a path."""


@dataclass(frozen=True)
class UnitAt:
    """A unit as it stands on a day."""

    id: int
    code: str
    name: str
    bloc: str
    position: str
    parent_id: int | None
    path: str
    category: str

    @property
    def depth(self) -> int:
        return len(self.path) // SEGMENT


def in_force(day: date, row: str = "") -> Q:
    """The condition that a dated row is in force on the day; `row` leads to it from another table ("unit__versions__")."""
    ends = Q(**{f"{row}valid_to__isnull": True}) | Q(**{f"{row}valid_to__gte": day})
    return Q(**{f"{row}valid_from__lte": day}) & ends


def below(path: str, column: str = "path") -> Q:
    """The condition that a path lies in the subtree of `path`, itself included: one range of the index."""
    return Q(**{f"{column}__gte": path, f"{column}__lt": path + "z"})


def versions_on(day: date) -> QuerySet[UnitVersion]:
    return UnitVersion.objects.filter(in_force(day))


def units_on(day: date, under: str = "") -> dict[int, UnitAt]:
    """All units of the subtree (of everything, when no path is given) by id, in the order of the tree."""
    rows = versions_on(day).filter(below(under)) if under else versions_on(day)
    return {unit.id: unit for unit in _units(rows.order_by("path"))}


def names_on(day: date) -> dict[int, str]:
    """Names of all units by id; a name that several bodies use (Phòng Kinh tế) carries the name of the unit above."""
    units = units_on(day)
    times = Counter(unit.name for unit in units.values())
    return {
        unit.id: f"{unit.name}, {units[unit.parent_id].name}"
        if times[unit.name] > 1 and unit.parent_id in units
        else unit.name
        for unit in units.values()
    }


def names_of_units(ids: Collection[int], day: date) -> dict[int, str]:
    """Names of a few units by id, each with the name of the unit above it: a list over many bodies needs both."""
    units = {unit.id: unit for unit in _units(versions_on(day).filter(unit_id__in=ids))}
    above = {unit.parent_id for unit in units.values() if unit.parent_id}
    names = dict(versions_on(day).filter(unit_id__in=above).values_list("unit_id", "name"))
    return {
        unit.id: f"{unit.name}, {names[unit.parent_id]}" if unit.parent_id in names else unit.name for unit in units.values()
    }


def unit_on(unit_id: int, day: date) -> UnitAt | None:
    return _one(versions_on(day).filter(unit_id=unit_id))


def unit_at(path: str, day: date) -> UnitAt | None:
    """The unit that stands at the path."""
    return _one(versions_on(day).filter(path=path))


def units_at(paths: Collection[str], day: date) -> list[UnitAt]:
    """The units that stand at the paths, in the order of the tree."""
    return _units(versions_on(day).filter(path__in=paths).order_by("path"))


def units_right_below(unit_id: int, day: date) -> list[UnitAt]:
    """The unit itself where it stands on the day, and those right below it, in the order of the tree."""
    return _units(versions_on(day).filter(Q(unit_id=unit_id) | Q(parent_id=unit_id)).order_by("path"))


def _one(rows: QuerySet[UnitVersion]) -> UnitAt | None:
    found = _units(rows.order_by("id")[:1])
    return found[0] if found else None


def _units(rows: QuerySet[UnitVersion]) -> list[UnitAt]:
    columns = ("unit_id", "unit__code", "name", "bloc", "position", "parent_id", "path", "category")
    return [UnitAt(*row) for row in rows.values_list(*columns)]


def unit_by_code(code: str, day: date) -> UnitAt | None:
    row = versions_on(day).filter(unit__code=code).values_list("unit_id", flat=True).first()
    return unit_on(row, day) if row else None


def calendar_days(first: date, last: date) -> tuple[frozenset[date], frozenset[date]]:
    """The entered exceptions between two days: (days off, days worked instead)."""
    rows = CalendarDay.objects.filter(day__range=(first, last)).values_list("day", "works")
    return frozenset(day for day, works in rows if not works), frozenset(day for day, works in rows if works)
