"""How many units of each kind a city of so many people has, and which numbers they carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

BEGIN = date(2025, 7, 1)
ROOT = 1
GRID = 94
"""People in the large unit: the head who finishes 94 sheets on one screen."""
PATTERNS = 97
"""So many different months of work and marks there are; prime, so that they spread over all units."""
TASKS = 11
"""Rows of the plan each person has: 177,379 people have about two million."""


@dataclass(frozen=True)
class Shape:
    """Units and people are numbered from 1: root, groups of bodies, bodies, parts; the same order for those who lead them.

    The head of the root holds a concurrent post and is not assessed here.
    """

    people: int

    @property
    def groups(self) -> int:
        return max(1, self.people // 18_000)

    @property
    def bodies(self) -> int:
        return max(2, self.people // 180)

    @property
    def parts(self) -> int:
        return max(4, self.people // 20)

    @property
    def first_body(self) -> int:
        return ROOT + self.groups + 1

    @property
    def first_part(self) -> int:
        return self.first_body + self.bodies

    @property
    def units(self) -> int:
        return self.first_part + self.parts - 1

    @property
    def grid_head(self) -> int:
        """The head of the first part: a unit's head carries the unit's number."""
        return self.first_part

    @property
    def first_staff(self) -> int:
        return self.units + 1

    @property
    def organiser(self) -> int:
        """Of the staff; the organisation body's role lies over the whole tree."""
        return self.people

    @property
    def auditor(self) -> int:
        return self.people - 1
