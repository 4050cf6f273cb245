"""The only road to a round or an organisation's sheet: the object, 404 for who may not see it, 403 for who may not do it."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from thenchot.assessment.access import READERS
from thenchot.bodies.models import BodySheet, Round
from thenchot.bodies.refusals import (
    NOT_HEAD,
    NOT_ORGANISER,
    NOT_RECOGNISER,
    OWN_BODY,
    ROUND_NOT_FOUND,
    SHEET_NOT_FOUND,
)
from thenchot.organisation.queries import SEGMENT, below, unit_on
from thenchot.people.holding import held_by
from thenchot.people.identity import Identity

NOBODY = _("chưa xác định")


def visible_sheets(viewer: Identity) -> QuerySet[BodySheet]:
    """Sheets of organisations the viewer heads or recognises, those of their roles, and the published one of the own body."""
    me = viewer.person_id
    seen = Q(head_id=me) | Q(recogniser_id=me)
    for path in (path for role in READERS for path in viewer.scopes(role)):
        seen |= below(path, "unit_path")
    # The result is made known to the organisation (Điều 9 khoản 2 điểm b): whoever works in it may read it.
    above = [viewer.unit_path[:at] for at in range(SEGMENT, len(viewer.unit_path) + 1, SEGMENT)]
    return BodySheet.objects.filter(seen | Q(state="published", unit_path__in=above))


def visible_rounds(viewer: Identity) -> QuerySet[Round]:
    held = Q(pk__in=visible_sheets(viewer).values("round_id"))
    return Round.objects.filter(held).select_related("scope").order_by("-year", "id")


def sheet_to_read(viewer: Identity, sheet_id: int) -> BodySheet:
    found = (
        visible_sheets(viewer)
        .filter(id=sheet_id)
        .select_related("round__scope", "unit", "head", "recogniser")
        .first()
    )
    if found is None:
        raise SHEET_NOT_FOUND()
    return found


def sheet_to_fill(viewer: Identity, sheet_id: int) -> BodySheet:
    return held_by(viewer, sheet_to_read(viewer, sheet_id), "head", NOT_HEAD, nobody=NOBODY)


def sheet_to_advise(viewer: Identity, sheet_id: int) -> BodySheet:
    """For the organisation body over the unit; never for the head of the same organisation."""
    found = sheet_to_read(viewer, sheet_id)
    if not viewer.has("organisation_body", found.unit_path):
        raise NOT_ORGANISER()
    if found.head_id == viewer.person_id:
        raise OWN_BODY()
    return found


def sheet_to_recognise(viewer: Identity, sheet_id: int) -> BodySheet:
    return held_by(viewer, sheet_to_read(viewer, sheet_id), "recogniser", NOT_RECOGNISER, nobody=NOBODY)


def sheet_to_verify(viewer: Identity, sheet_id: int) -> BodySheet:
    """For who recognises and for the organisation body: either may say what has to be verified, and what came of it."""
    found = sheet_to_read(viewer, sheet_id)
    if found.recogniser_id == viewer.person_id:
        return found
    return sheet_to_advise(viewer, sheet_id)


def round_to_read(viewer: Identity, round_id: int) -> Round:
    found = visible_rounds(viewer).filter(id=round_id).first()
    if found is None:
        raise ROUND_NOT_FOUND()
    return found


def round_to_run(viewer: Identity, round_id: int) -> Round:
    found = round_to_read(viewer, round_id)
    if not viewer.has("organisation_body", scope_path(found)):
        raise NOT_ORGANISER()
    return found


def round_to_recognise(viewer: Identity, round_id: int) -> Round:
    """For who recognises organisations of the round."""
    found = round_to_read(viewer, round_id)
    mine = found.sheets.filter(recogniser_id=viewer.person_id).exists()
    if not mine:
        raise NOT_RECOGNISER(recogniser=NOBODY)
    return found


def scope_path(found: Round) -> str:
    place = unit_on(found.scope_id, found.day)
    return place.path if place else "-"


def require_organiser(viewer: Identity, path: str) -> None:
    if not viewer.has("organisation_body", path):
        raise NOT_ORGANISER()
