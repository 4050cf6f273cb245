"""Who opens a month's gathering of information, who reports an office's part done, who answers for a unit."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thenchot.evidence.access import READERS
from thenchot.evidence.models import Contribution, Gathering, Inquiry, InquiryItem
from thenchot.evidence.refusals import (
    GATHERING_NOT_FOUND,
    INQUIRY_NOT_FOUND,
    NOT_ASKED_HEAD,
    NOT_CONTRIBUTOR,
    NOT_OPENER,
)
from thenchot.evidence.sources import all_sources
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import UnitAt, below, unit_on, versions_on
from thenchot.people.identity import Identity

OPENER = "organisation_body"


def require_opener(viewer: Identity, unit: UnitAt | None = None) -> None:
    """For the personnel body over the place: 403 for other roles, 404 for who holds none."""
    if not viewer.has(OPENER, unit.path if unit else None):
        raise NOT_OPENER() if viewer.grants else GATHERING_NOT_FOUND()


def gatherings_in_charge(viewer: Identity) -> QuerySet[Gathering]:
    """Of places under the viewer's roles, and those that wait for a part of theirs."""
    place = Q()
    for role in READERS:
        for path in viewer.scopes(role):
            place |= below(path)
    units = versions_on(viewer.day).filter(place).values("unit_id") if place else []
    mine = Contribution.objects.filter(responsible_id=viewer.person_id).values("gathering_id")
    return Gathering.objects.filter(Q(scope_id__in=units) | Q(id__in=mine))


def gathering_to_read(viewer: Identity, gathering_id: int) -> Gathering:
    found = gatherings_in_charge(viewer).filter(id=gathering_id).first()
    if found is None:
        raise GATHERING_NOT_FOUND()
    return found


def gathering_to_run(viewer: Identity, gathering_id: int) -> Gathering:
    found = gathering_to_read(viewer, gathering_id)
    scope = unit_on(found.scope_id, viewer.day)
    refuse_if(scope is None or not viewer.has(OPENER, scope.path), NOT_OPENER)
    return found


def contribution_to_finish(viewer: Identity, contribution_id: int) -> Contribution:
    """For the person responsible for the office's part, and the personnel body of the place."""
    found = Contribution.objects.filter(id=contribution_id).select_related("gathering", "responsible").first()
    if found is None:
        raise GATHERING_NOT_FOUND()
    gathering_to_read(viewer, found.gathering_id)
    scope = unit_on(found.gathering.scope_id, viewer.day)
    runs = scope is not None and viewer.has(OPENER, scope.path)
    source = all_sources()[found.source_code].vi
    refuse_if(
        found.responsible_id != viewer.person_id and not runs, NOT_CONTRIBUTOR, source=source, name=found.responsible.full_name
    )
    return found


@dataclass(frozen=True)
class Asked:
    """A letter and whether the viewer is the one who answers it."""

    inquiry: Inquiry
    unit: UnitAt
    answers: bool


def inquiry_to_read(viewer: Identity, inquiry_id: int) -> Asked:
    """For the head it is sent to, who heads the unit now, and the offices and auditors over the place."""
    found = Inquiry.objects.filter(id=inquiry_id).select_related("gathering", "head", "unit").first()
    unit = unit_on(found.unit_id, viewer.day) if found else None
    if found is None or unit is None:
        raise INQUIRY_NOT_FOUND()
    heads_it = viewer.rank == "head" and viewer.unit_id == found.unit_id
    answers = found.head_id == viewer.person_id or heads_it
    if not answers and not any(viewer.has(role, unit.path) for role in READERS):
        raise INQUIRY_NOT_FOUND()
    return Asked(found, unit, answers)


def item_to_answer(viewer: Identity, item_id: int) -> tuple[InquiryItem, Asked]:
    """The item for the head; 403 for who may read the letter only."""
    found = InquiryItem.objects.filter(id=item_id).select_related("fact").first()
    if found is None:
        raise INQUIRY_NOT_FOUND()
    asked = inquiry_to_read(viewer, found.inquiry_id)
    refuse_if(not asked.answers, NOT_ASKED_HEAD, unit=asked.unit.name)
    return found, asked
