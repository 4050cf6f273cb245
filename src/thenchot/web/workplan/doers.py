"""Whom work may be given to: a short list, near the work first, the others found by name or staff code."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from thenchot.organisation.queries import unit_on
from thenchot.people.identity import Identity
from thenchot.people.queries import PersonRow, first_staff, post_of, staff_among, staff_count
from thenchot.web.doors import Signed

SHOWN = 50
"""So many people a list holds; the form of a split has six of them."""


@dataclass(frozen=True)
class Doers:
    """The people a form offers, how many there are in all, and what was searched for."""

    people: tuple[PersonRow, ...]
    count: int
    search: str

    @property
    def short(self) -> bool:
        """Whether there are more than the list shows, so that they are searched for."""
        return self.count > SHOWN


def doers(request: Signed, near: str, chosen: Iterable[int] = ()) -> Doers:
    """People below the viewer: all of a small unit, else those found, else those of the place at the path `near`.

    Whoever was `chosen` already stays in the list.
    """
    viewer, search = request.viewer, request.POST.get("tim", "").strip()
    count = staff_count(viewer.unit_path, viewer.day)
    whole = count <= SHOWN or search or not near.startswith(viewer.unit_path)
    people = first_staff(viewer.unit_path if whole else near, viewer.day, search, SHOWN)
    known = {person.id for person in people}
    extra = [person for person in among(viewer, chosen) if person.id not in known]
    found = tuple(person for person in (*extra, *people) if person.id != viewer.person_id)
    return Doers(found, count, search)


def place_of(viewer: Identity, task: Any) -> str:
    """The path of the unit in which the task's doer works, else of the one whose plan it stands in."""
    post = post_of(task.doer_id, viewer.day) if task.doer_id else None
    unit = unit_on(post.unit_id if post else task.unit_id, viewer.day)
    return unit.path if unit else viewer.unit_path


def among(viewer: Identity, asked: Iterable[int]) -> list[PersonRow]:
    """Those of the people asked for who work below the viewer, without the viewer."""
    wanted: Collection[int] = {number for number in asked if number and number != viewer.person_id}
    return staff_among(viewer.unit_path, viewer.day, wanted) if wanted else []
