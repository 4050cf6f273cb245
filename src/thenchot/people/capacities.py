"""As what somebody acted on a day: their posts and the roles granted to them then."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from thenchot.organisation.models import UnitVersion
from thenchot.people.models import Appointment, Grant


@dataclass(frozen=True)
class Capacity:
    """A post, or a role (`role` is its code, else ""), in a unit between two days."""

    person_id: int
    title: str
    role: str
    unit_id: int
    first: date
    last: date | None

    def held_on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Capacities:
    """What these people were at any time; read once for a whole list."""

    rows: tuple[Capacity, ...]
    names: tuple[tuple[int, str, date, date | None], ...]

    def on(self, person_id: int, day: date) -> list[tuple[Capacity, str]]:
        """Posts, then roles, each with the unit's name of that day."""
        return [(row, self._name(row.unit_id, day)) for row in self.rows if row.person_id == person_id and row.held_on(day)]

    def _name(self, unit_id: int, day: date) -> str:
        fitting = (name for unit, name, first, last in self.names if unit == unit_id and first <= day <= (last or day))
        return next(fitting, "")


def capacities_of(person_ids: Collection[int]) -> Capacities:
    """Three statements for any number of people."""
    posts = Appointment.objects.filter(person_id__in=person_ids).order_by("kind", "-valid_from")
    grants = Grant.objects.filter(person_id__in=person_ids).order_by("role")
    days = ("unit_id", "valid_from", "valid_to")
    held = [Capacity(r[0], r[1], "", r[2], r[3], r[4]) for r in posts.values_list("person_id", "title__name", *days)]
    held += [Capacity(r[0], "", r[1], r[2], r[3], r[4]) for r in grants.values_list("person_id", "role", *days)]
    names = UnitVersion.objects.filter(unit_id__in={row.unit_id for row in held})
    return Capacities(tuple(held), tuple(names.values_list("unit_id", "name", "valid_from", "valid_to")))
