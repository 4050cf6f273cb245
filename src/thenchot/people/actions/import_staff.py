"""Take a checked list of units and people into the register: one transaction, all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from thenchot.lib.database import count_anew
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.models import UnitVersion
from thenchot.organisation.queries import versions_on
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.identity import Identity
from thenchot.people.models import Appointment, Person
from thenchot.people.queries import appointments_on
from thenchot.people.refusals import NOTHING_TO_IMPORT, OUT_OF_SCOPE

ROLE = "organisation_body"
NAMED = 5
MANY = 500


@dataclass(frozen=True)
class Imported:
    """Versions of units written, posts added or changed, and people that were not there before."""

    units: int
    posts: int
    new_people: int


def import_staff(*, by: Identity, units: Sequence[UnitRow], posts: Sequence[PostRow], day: date) -> Imported:
    """Write the units as of `day`, then the people. Refuses what lies outside the places the viewer organises.

    Units are looked at where they were and where they go; people where they are now. A refusal anywhere leaves nothing.
    """
    refuse_if(not units and not posts, NOTHING_TO_IMPORT)
    with transaction.atomic():
        _within(by, {unit.code for unit in units}, by.day)
        _staff_within(by, posts)
        before = Person.objects.count()
        written = build_tree(by=by.actor, rows=units, day=day) if units else 0
        _within(by, {unit.code for unit in units} | {post.unit_code for post in posts}, max(day, by.day))
        added = enrol(by=by.actor, rows=posts) if posts else 0
        if added >= MANY:
            count_anew((Person, Appointment, UnitVersion))
        return Imported(written, added, Person.objects.count() - before)


def _within(by: Identity, codes: set[str], day: date) -> None:
    scopes = by.scopes(ROLE)
    paths = dict(versions_on(day).values_list("unit__code", "path"))
    outside = sorted(code for code in codes if code in paths and not paths[code].startswith(scopes))
    refuse_if(outside, OUT_OF_SCOPE, count=len(outside), names=", ".join(outside[:NAMED]))


def _staff_within(by: Identity, posts: Sequence[PostRow]) -> None:
    """Nobody draws a person out of a place they do not organise: the body there ends the post first."""
    scopes = by.scopes(ROLE)
    paths = dict(versions_on(by.day).values_list("unit_id", "path"))
    here = {post.staff_code for post in posts}
    held = appointments_on(by.day).filter(kind="main").values_list("person__staff_code", "unit_id")
    outside = sorted({code for code, unit in held if code in here and not paths.get(unit, "").startswith(scopes)})
    refuse_if(outside, OUT_OF_SCOPE, count=len(outside), names=", ".join(outside[:NAMED]))
