"""Whose catalogue it is to decide, and whose to ask for more."""

from __future__ import annotations

from thenchot.organisation.queries import UnitAt, unit_on
from thenchot.people.identity import Identity
from thenchot.standards.models import Product
from thenchot.standards.queries import product
from thenchot.standards.refusals import NOT_ADVISER, NOT_HEAD, PRODUCT_NOT_FOUND


def unit_to_adopt_for(viewer: Identity, unit_id: int) -> UnitAt:
    """The unit, for the organisation body over it; 403 for those who work under it, 404 for anybody else."""
    unit = unit_on(unit_id, viewer.day)
    if unit is not None and viewer.has("organisation_body", unit.path):
        return unit
    raise NOT_ADVISER() if unit is not None and _belongs(viewer, unit.path) else PRODUCT_NOT_FOUND()


def unit_to_propose_for(viewer: Identity, unit_id: int) -> UnitAt:
    """The unit, for its head or a head above (Điều 13 khoản 3); 403 for its other people, 404 for anybody else."""
    unit = unit_on(unit_id, viewer.day)
    if unit is None or not _belongs(viewer, unit.path):
        raise PRODUCT_NOT_FOUND()
    if viewer.rank != "head" or not unit.path.startswith(viewer.unit_path):
        raise NOT_HEAD()
    return unit


def product_to_decide(viewer: Identity, product_id: int) -> Product:
    """A proposed item, for the organisation body over its catalogue; 403 for those it concerns, 404 for anybody else."""
    found = product(product_id)
    if found is None or found.proposed_for_id is None:
        raise PRODUCT_NOT_FOUND()
    unit = unit_on(found.proposed_for_id, viewer.day)
    owner = unit_on(found.catalogue.unit_id, viewer.day)
    if unit is None or owner is None:
        raise PRODUCT_NOT_FOUND()
    if viewer.has("organisation_body", owner.path):
        return found
    raise NOT_ADVISER() if _belongs(viewer, unit.path) else PRODUCT_NOT_FOUND()


def _belongs(viewer: Identity, path: str) -> bool:
    """Whether one's own unit and the place lie on one branch."""
    return bool(viewer.unit_path) and (path.startswith(viewer.unit_path) or viewer.unit_path.startswith(path))
