"""An invented city with a ward and its office, and the clerk who takes up rulebooks for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.assessment.cast import ORGANISER, SETUP, START, UNITS, post
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import unit_by_code
from thenchot.people.actions.build_tree import build_tree
from thenchot.people.actions.enrol import enrol
from thenchot.people.identity import Identity
from thenchot.people.models import Person
from thenchot.people.who import identity_of
from thenchot.rulesets.actions.adopt import Choice, adopt
from thenchot.rulesets.queries import InForce, in_force_for

DECREE, UNSIGNED, OLD_CITY, QUARTERS = "nd335-2025-cong-chuc", "hcm-06hd-2026", "hn-3814-2018", "hcm-qd20-2024"
NEW_YEAR, JULY = date(2026, 1, 1), date(2026, 7, 1)


def build() -> None:
    build_tree(by=SETUP, rows=UNITS, day=START)
    enrol(by=SETUP, rows=[post(ORGANISER, "NV", "Giám đốc Sở", "head")])


def clerk(day: date = NEW_YEAR) -> Identity:
    return identity_of(Person.objects.get(staff_code=ORGANISER).id, day)


def choice(unit: str = "DL", rulebook: str = DECREE, valid_from: date = NEW_YEAR, **other: Any) -> Choice:
    values: dict[str, Any] = {"category": "cong_chuc"} | other
    return Choice(Unit.objects.get(code=unit).id, rulebook, valid_from=valid_from, **values)


def take_up(unit: str = "DL", rulebook: str = DECREE, valid_from: date = NEW_YEAR, **other: Any) -> int:
    return adopt(by=clerk(), choice=choice(unit, rulebook, valid_from, **other))


def bound(unit: str, day: date, category: str | None = None) -> Sequence[InForce]:
    """What binds a unit's people on a day."""
    place = unit_by_code(unit, day)
    assert place is not None
    return in_force_for(place.path, day, category)
