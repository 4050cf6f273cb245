"""Who leads the city, who runs its months, and by which rulebook."""

from __future__ import annotations

from datetime import date

from bench.maker.shape import BEGIN, ROOT, Shape
from thenchot.audit.actor import SOFTWARE
from thenchot.organisation.queries import UnitAt, units_on
from thenchot.people.actions.delegate import grant
from thenchot.people.identity import Identity
from thenchot.people.queries import identity_of
from thenchot.rulesets.actions.adopt import Choice, adopt

BOOK = "nd335-2025-cong-chuc"


def code_of(person: int) -> str:
    return f"CB{person:08d}"


def entrust(shape: Shape) -> None:
    """Grant the organisation body and the auditor their roles, and put the decree's rulebook in force from January 2026."""
    for role, person in (("organisation_body", shape.organiser), ("auditor", shape.auditor)):
        grant(by=SOFTWARE, staff_code=code_of(person), role=role, unit_code=f"DV{ROOT}", valid_from=BEGIN)
    day = BEGIN.replace(year=2026, month=1)
    adopt(by=organiser(shape, BEGIN), choice=Choice(ROOT, BOOK, "cong_chuc", day))


def organiser(shape: Shape, day: date) -> Identity:
    return identity_of(shape.organiser, day)


def city(day: date) -> UnitAt:
    return units_on(day)[ROOT]
