"""Whose work one follows, who prepares and concludes the month's meeting, whose a remedy is."""

from __future__ import annotations

from thenchot.followup.models import Remedy
from thenchot.followup.refusals import (
    NOT_CLOSER,
    NOT_CONCLUDER,
    NOT_OWNER,
    NOT_PREPARER,
    OWN_NOTE,
    PERSON_NOT_FOUND,
    PLACE_NOT_FOUND,
    REMEDY_NOT_FOUND,
)
from thenchot.organisation.queries import UnitAt, unit_at, unit_on
from thenchot.people.identity import Identity
from thenchot.people.queries import PersonRow, staff_among

READERS = ("organisation_body", "monitoring_office", "auditor")
"""Roles that read the meetings of every unit under them; the administrator is not among them."""


def followed_paths(viewer: Identity) -> tuple[str, ...]:
    """Where the people work whose work one follows: a head's unit with all below it, a deputy's fields."""
    if viewer.rank == "head" and viewer.unit_path:
        return (viewer.unit_path,)
    return viewer.fields


def follows(viewer: Identity) -> bool:
    return bool(followed_paths(viewer))


def place_to_follow(viewer: Identity, unit_id: int = 0) -> UnitAt:
    """The unit asked for, else the first that one follows; 404 for who follows nobody and for places elsewhere."""
    paths = followed_paths(viewer)
    found = unit_on(unit_id, viewer.day) if unit_id else unit_at(paths[0], viewer.day) if paths else None
    if found is None or not found.path.startswith(paths):
        raise PLACE_NOT_FOUND()
    return found


def person_to_follow(viewer: Identity, person_id: int) -> PersonRow:
    """Somebody whose work one follows; never oneself."""
    for path in followed_paths(viewer):
        for found in staff_among(path, viewer.day, [person_id]):
            if found.id != viewer.person_id:
                return found
    raise PERSON_NOT_FOUND()


def person_to_note(viewer: Identity, person_id: int) -> PersonRow:
    """Somebody on whose work one notes; 403 for oneself."""
    if person_id == viewer.person_id:
        raise OWN_NOTE(field="text")
    return person_to_follow(viewer, person_id)


def briefing_to_read(viewer: Identity, unit_id: int) -> UnitAt:
    """A unit whose meeting one reads: its people, the heads above, a deputy in charge of it, and roles over it."""
    unit = _unit_to_read(viewer, unit_id)
    if unit is None:
        raise PLACE_NOT_FOUND()
    return unit


def briefing_to_prepare(viewer: Identity, unit_id: int) -> UnitAt:
    unit = briefing_to_read(viewer, unit_id)
    if not may_prepare(viewer, unit):
        raise NOT_PREPARER()
    return unit


def briefing_to_conclude(viewer: Identity, unit_id: int) -> UnitAt:
    unit = briefing_to_read(viewer, unit_id)
    if not may_conclude(viewer, unit):
        raise NOT_CONCLUDER()
    return unit


def may_prepare(viewer: Identity, unit: UnitAt) -> bool:
    """Its head and heads above, its own deputies and those in charge of it, the office over it."""
    deputy = viewer.rank == "deputy" and viewer.unit_id == unit.id
    office = viewer.has("monitoring_office", unit.path)
    return may_conclude(viewer, unit) or deputy or viewer.in_charge_of(unit.path) or office


def may_conclude(viewer: Identity, unit: UnitAt) -> bool:
    return viewer.rank == "head" and bool(viewer.unit_path) and unit.path.startswith(viewer.unit_path)


def _unit_to_read(viewer: Identity, unit_id: int) -> UnitAt | None:
    unit = unit_on(unit_id, viewer.day)
    if unit is None:
        return None
    reads = viewer.unit_id == unit.id or any(viewer.has(role, unit.path) for role in READERS)
    return unit if reads or may_prepare(viewer, unit) else None


def remedy_to_read(viewer: Identity, remedy_id: int) -> Remedy:
    """A remedy, for its owner, for who named it and is told of its report, and for who reads the meeting of its unit."""
    found = Remedy.objects.select_related("owner", "raised_by", "closed_by", "task").filter(id=remedy_id).first()
    if found is None:
        raise REMEDY_NOT_FOUND()
    named = viewer.person_id in (found.owner_id, found.raised_by_id)
    if not named and _unit_to_read(viewer, found.unit_id) is None:
        raise REMEDY_NOT_FOUND()
    return found


def own_remedy(viewer: Identity, remedy_id: int) -> Remedy:
    found = remedy_to_read(viewer, remedy_id)
    if found.owner_id != viewer.person_id:
        raise NOT_OWNER()
    return found


def remedy_to_close(viewer: Identity, remedy_id: int) -> Remedy:
    """For who prepares the meeting of its unit; never for its owner."""
    found = remedy_to_read(viewer, remedy_id)
    if not may_close(viewer, found):
        raise NOT_CLOSER()
    return found


def may_close(viewer: Identity, remedy: Remedy) -> bool:
    unit = unit_on(remedy.unit_id, viewer.day)
    return remedy.owner_id != viewer.person_id and unit is not None and may_prepare(viewer, unit)
