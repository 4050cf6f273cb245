"""Codes offered while somebody types whom a fact is about: the people or units of the office's places."""

from __future__ import annotations

from thenchot.evidence.access import OFFICES
from thenchot.evidence.kinds import FactKind
from thenchot.organisation.queries import units_on
from thenchot.people.identity import Identity
from thenchot.people.queries import first_staff

OFFERED = 400
"""Above so many nothing more is offered: the code or the whole name is typed."""


def subjects_offered(viewer: Identity, kind: FactKind) -> list[tuple[str, str]]:
    """(code, words) of whom a fact of the kind may be about."""
    paths = list(dict.fromkeys(path for role in OFFICES for path in viewer.scopes(role)))
    found: dict[str, str] = {}
    if kind.about != "person":
        for path in paths:
            found |= {unit.code: unit.name for unit in units_on(viewer.day, path).values()}
    if kind.about_person:
        for path in paths:
            found |= {one.staff_code: f"{one.name}, {one.unit}" for one in first_staff(path, viewer.day, "", OFFERED)}
    return list(found.items())[:OFFERED]
