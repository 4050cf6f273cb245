"""Whose figures a viewer may see: those of the places under their role, or of the unit they head."""

from __future__ import annotations

from django.db.models import QuerySet

from thenchot.assessment.access import READERS, visible_sheets
from thenchot.assessment.models import Sheet
from thenchot.organisation.queries import SEGMENT, UnitAt, unit_at, unit_on, units_at
from thenchot.people.identity import Identity
from thenchot.reporting.refusals import NOT_OVERSEER, PLACE_NOT_FOUND


def surveyed_paths(viewer: Identity) -> list[str]:
    """The highest places first; none for an administrator, whose role sees no content."""
    paths = {path for role in READERS for path in viewer.scopes(role)}
    if viewer.rank == "head" and viewer.unit_path:
        paths.add(viewer.unit_path)
    return sorted(paths, key=lambda path: (len(path), path))


def place_to_survey(viewer: Identity, unit_id: int = 0) -> UnitAt:
    """The unit asked for, else the viewer's highest place.

    404 for a unit elsewhere and for who holds nothing; 403 for who holds a role that sees no figures.
    """
    paths = surveyed_paths(viewer)
    if not paths:
        raise NOT_OVERSEER() if viewer.grants else PLACE_NOT_FOUND()
    found = unit_on(unit_id, viewer.day) if unit_id else unit_at(paths[0], viewer.day)
    if found is None or not any(found.path.startswith(path) for path in paths):
        raise PLACE_NOT_FOUND()
    return found


def places_above(viewer: Identity, place: UnitAt) -> list[UnitAt]:
    """The way down to a place from the viewer's highest one above it; empty at the top."""
    tops = [path for path in surveyed_paths(viewer) if place.path.startswith(path)]
    steps = [place.path[:end] for end in range(len(tops[0]), len(place.path), SEGMENT)] if tops else []
    return units_at(steps, viewer.day) if steps else []


def named_sheets(viewer: Identity, place: UnitAt) -> QuerySet[Sheet]:
    """The sheets of whose people the viewer may see the names: all under their role, else those they may read."""
    return Sheet.objects.all() if sees_all_names(viewer, place) else visible_sheets(viewer)


def sees_all_names(viewer: Identity, place: UnitAt) -> bool:
    return any(viewer.has(role, place.path) for role in READERS)
