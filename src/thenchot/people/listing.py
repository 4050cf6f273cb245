"""People with their posts in a subtree as of a day, a stretch of their numbers at a time, for other software."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from thenchot.organisation.queries import below, versions_on
from thenchot.people.models import Appointment, Person
from thenchot.people.queries import appointments_on


@dataclass(frozen=True)
class Posted:
    """A person with the posts they hold in the subtree; posts elsewhere are left out."""

    person: Person
    posts: tuple[Appointment, ...]


def people_after(under: str, day: date, after: int, most: int) -> list[Posted]:
    inside = appointments_on(day).filter(unit__in=versions_on(day).filter(below(under)).values("unit_id"))
    people = Person.objects.filter(id__gt=after, id__in=inside.values("person_id")).order_by("id")[:most]
    posts: dict[int, list[Appointment]] = {person.id: [] for person in people}
    for post in inside.filter(person_id__in=list(posts)).select_related("unit", "title").order_by("id"):
        posts[post.person_id].append(post)
    return [Posted(person, tuple(posts[person.id])) for person in people]


def person_posted(under: str, day: date, staff_code: str) -> Posted | None:
    """The person of this code, where they hold a post in the subtree."""
    found = Person.objects.filter(staff_code=staff_code).values_list("id", flat=True).first()
    rows = people_after(under, day, found - 1, 1) if found else []
    return rows[0] if rows and rows[0].person.id == found else None


def codes_of(person_ids: Collection[int | None]) -> dict[int | None, str]:
    """Staff codes by number."""
    wanted = [number for number in person_ids if number]
    return dict(Person.objects.filter(id__in=wanted).values_list("id", "staff_code"))
