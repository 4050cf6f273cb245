"""What the demo's months are played on: the people by number, their skill, the units of a day, the clock."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import blake2b
from random import Random

from thenchot.audit.actor import Actor
from thenchot.cli.demo.authority import organiser
from thenchot.cli.demo.products import products
from thenchot.cli.demo.staff import Cast, transfers
from thenchot.cli.demo.units import ROOT, Place
from thenchot.cli.demo.work import Desk, Worker
from thenchot.lib import clock
from thenchot.organisation.queries import UnitAt, units_on
from thenchot.people.actions.enrol import PostRow
from thenchot.people.identity import Identity
from thenchot.people.queries import ids_of
from thenchot.people.who import identity_of


def set_day(day: date) -> None:
    """Move the clock of this process."""
    os.environ[clock.FROZEN_DAY] = day.isoformat()


@dataclass
class Stage:
    """The city part once its people are enrolled."""

    places: Sequence[Place]
    cast: Cast
    products: dict[str, int] = field(default_factory=dict)
    """The catalogue's product of each phrase that plans are made of."""

    @cached_property
    def ids(self) -> dict[str, int]:
        return ids_of([row.staff_code for row in self.cast.posts])

    @cached_property
    def codes(self) -> dict[int, str]:
        return {number: code for code, number in self.ids.items()}

    @cached_property
    def names(self) -> dict[str, str]:
        return {row.staff_code: row.full_name for row in self.cast.posts}

    @cached_property
    def units(self) -> dict[str, UnitAt]:
        return {unit.code: unit for unit in units_on(clock.today()).values()}

    @cached_property
    def skills(self) -> dict[str, float]:
        """Skill by staff code: the person's own and a little of the unit's, so that units differ too."""
        rng = Random("skill")  # noqa: S311
        of_unit = {place.code: rng.gauss(0, 0.35) for place in self.places}
        return {row.staff_code: max(-2.6, min(2.2, rng.gauss(0, 1) + of_unit[row.unit_code])) for row in self.cast.posts}

    @property
    def root(self) -> UnitAt:
        return self.units[ROOT]

    @property
    def organiser(self) -> Identity:
        return self.identity(organiser(self.cast))

    def identity(self, code: str) -> Identity:
        return identity_of(self.ids[code], clock.today())

    def actor(self, person_id: int) -> Actor:
        code = self.codes[person_id]
        return Actor(person_id, f"{self.names[code]} ({code})")

    def rng(self, person_id: int, about: str) -> Random:
        """Chance of one person in one matter, the same each time."""
        return Random(f"{self.codes[person_id]} {about}")  # noqa: S311

    def chance(self, person_id: int, about: str) -> float:
        """One number from 0 to 1 for one person in one matter; a fifteenth of the cost of a generator."""
        drawn = blake2b(f"{self.codes[person_id]} {about}".encode(), digest_size=7).digest()
        return int.from_bytes(drawn, "big") / 256**7

    def skill(self, person_id: int) -> float:
        return self.skills[self.codes[person_id]]

    def desks(self, day: date) -> list[Desk]:
        """The units at work as of a day, each with its head and its people."""
        by_unit: dict[str, list[PostRow]] = {}
        for row in self._posts(day):
            by_unit.setdefault(row.unit_code, []).append(row)
        return [self._desk(place, by_unit[place.code]) for place in self.places if place.code in by_unit]

    def _posts(self, day: date) -> Iterable[PostRow]:
        """The post each person works in on the day; who has none but a concurrent one has no plan here."""
        found: dict[str, PostRow] = {}
        for row in [*self.cast.posts, *transfers(self.cast)]:
            if row.kind != "concurrent" and row.valid_from <= day:
                found[row.staff_code] = row
        return found.values()

    def _desk(self, place: Place, rows: Sequence[PostRow]) -> Desk:
        head = next((row.staff_code for row in rows if row.rank == "head"), organiser(self.cast))
        workers = [
            Worker(
                self.ids[row.staff_code], row.staff_code, self.units[place.code].id, place.code, row.rank, row.category,
                self.skills[row.staff_code],
            )
            for row in rows
        ]  # fmt: skip
        return Desk(self.actor(self.ids[head]), workers, products(place.code, place.row.bloc), self.products)
