"""Whom the forms of a meeting offer: to chair it, to write its minutes, to answer for a remedy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from thenchot.followup.models import Briefing
from thenchot.organisation.queries import UnitAt, below, versions_on
from thenchot.people.models import Person
from thenchot.people.queries import appointments_on, first_staff
from thenchot.workplan.tables import MOST_PEOPLE, offered_in

Choice = tuple[int, str]


@dataclass(frozen=True)
class Offered:
    """Leaders of the unit and above it, and people of the unit, as number and name with title."""

    leaders: tuple[Choice, ...] = ()
    people: tuple[Choice, ...] = ()


def offered_at(unit: UnitAt, day: date, kept: Briefing | None) -> Offered:
    """Everybody of the unit; of a large one its own people and who leads the units below. Who is named already stays offered."""
    people = first_staff(unit.path, day, "", MOST_PEOPLE + 1)
    staff = tuple((one.id, f"{one.name} · {one.title}") for one in people)
    if len(people) > MOST_PEOPLE:
        staff = _leading(unit, day)
    leaders = offered_in(unit, day).leaders
    chair, secretary = (kept.chair, kept.secretary) if kept else (None, None)
    return Offered(_with(leaders, chair), _with(staff, secretary))


def _leading(unit: UnitAt, day: date) -> tuple[Choice, ...]:
    places = versions_on(day).filter(below(unit.path)).values("unit_id")
    posts = appointments_on(day).exclude(kind="concurrent")
    posts = posts.filter(Q(unit_id=unit.id) | Q(unit_id__in=places, rank__in=("head", "deputy")))
    rows = posts.order_by("person__sort_key", "person_id").values_list("person_id", "person__full_name", "title__name")
    return tuple((number, f"{name} · {title}") for number, name, title in rows)


def _with(choices: tuple[Choice, ...], person: Person | None) -> tuple[Choice, ...]:
    return choices if person is None or person.id in dict(choices) else ((person.id, person.full_name), *choices)
