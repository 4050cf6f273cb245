"""Who leads the city, who runs its months, and by which rulebook."""

from __future__ import annotations

from datetime import date, timedelta

from bench.maker.shape import BEGIN, ROOT, Shape
from thenchot.audit.actor import SOFTWARE
from thenchot.cli.demo.authority import PLACEHOLDER
from thenchot.organisation.queries import UnitAt, units_on
from thenchot.people.actions.delegate import grant
from thenchot.people.identity import Identity
from thenchot.people.who import identity_of
from thenchot.rulesets.actions.adopt import Choice, adopt

BOOK, BEFORE = "nd335-2025-cong-chuc", "hn-1841-2021"


def code_of(person: int) -> str:
    return f"CB{person:08d}"


def entrust(shape: Shape) -> None:
    """Grant the organisation body and the auditor their roles, and put the decree's rulebook in force from January 2026."""
    for role, person in (("organisation_body", shape.organiser), ("auditor", shape.auditor)):
        grant(by=SOFTWARE, staff_code=code_of(person), role=role, unit_code=f"DV{ROOT}", valid_from=BEGIN)
    by, day = organiser(shape, BEGIN), date(2026, 1, 1)
    # Before the decree the framework of 2018 stands in for the one of 2021, whose text has not been found.
    before = Choice(ROOT, BEFORE, "cong_chuc", BEGIN, note=PLACEHOLDER)
    adopt(by=by, choice=before, valid_to=day - timedelta(days=1))
    adopt(by=by, choice=Choice(ROOT, BOOK, "cong_chuc", day))


def organiser(shape: Shape, day: date) -> Identity:
    return identity_of(shape.organiser, day)


def city(day: date) -> UnitAt:
    return units_on(day)[ROOT]
