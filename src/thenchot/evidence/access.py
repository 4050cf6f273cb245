"""Who enters a fact about whom, who reads it, who withdraws it; the system administrator none of these."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from thenchot.attachments.access import OwnerKind, owned_by
from thenchot.evidence.entries import Subject
from thenchot.evidence.kinds import FactKind, kind_of
from thenchot.evidence.models import Fact
from thenchot.evidence.refusals import (
    FACT_NOT_FOUND,
    KIND_UNKNOWN,
    NOT_ABOUT_ME,
    NOT_ENTERER,
    NOT_ITS_OFFICE,
    OWN_FACT,
)
from thenchot.evidence.subjects import OFFICES, Subjects
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import below, versions_on
from thenchot.people.identity import Identity
from thenchot.people.queries import appointments_on

READERS = (*OFFICES, "auditor")
__all__ = [
    "OFFICES", "READERS", "fact_to_dispute", "fact_to_read", "fact_to_withdraw", "facts_in_charge", "may_enter",
    "require_enterer", "require_reader", "subject_to_record",
]  # fmt: skip


def require_reader(viewer: Identity) -> None:
    """For who keeps or audits the register: 403 for other roles, 404 for who holds none."""
    if not any(viewer.has(role) for role in READERS):
        raise NOT_ENTERER() if viewer.grants else FACT_NOT_FOUND()


def may_enter(viewer: Identity) -> bool:
    return any(viewer.has(role) for role in OFFICES)


def require_enterer(viewer: Identity) -> None:
    if not may_enter(viewer):
        raise NOT_ENTERER() if viewer.grants else FACT_NOT_FOUND()


def subject_to_record(viewer: Identity, kind_code: str, code: str) -> tuple[FactKind, Subject]:
    """The subject of a new fact by staff or unit code, for an office over the place where the subject is today."""
    require_enterer(viewer)
    kind = kind_of(kind_code)
    if kind is None:
        raise KIND_UNKNOWN(field="kind")
    return kind, Subjects(viewer, [code]).of(kind, code)


def facts_in_charge(viewer: Identity) -> QuerySet[Fact]:
    """Facts the viewer reads by role: about units of the subtree, or people who work there now or did on the day of the act."""
    place = Q()
    for role in READERS:
        for path in viewer.scopes(role):
            place |= below(path)
    if not place:
        return Fact.objects.none()
    units = versions_on(viewer.day).filter(place).values("unit_id")
    today = appointments_on(viewer.day).filter(unit_id__in=units).values("person_id")
    return Fact.objects.filter(Q(unit_id__in=units) | Q(person_id__in=today))


def fact_to_read(viewer: Identity, fact_id: int) -> Fact:
    """For the person it is about, and who reads the register of the place."""
    found = Fact.objects.filter(id=fact_id).first()
    if found is None or not (found.person_id == viewer.person_id or facts_in_charge(viewer).filter(id=fact_id).exists()):
        raise FACT_NOT_FOUND()
    return found


def fact_to_dispute(viewer: Identity, fact_id: int) -> Fact:
    """For the person it is about; 403 for who else reads it, 404 for others."""
    found = fact_to_read(viewer, fact_id)
    refuse_if(found.person_id != viewer.person_id, NOT_ABOUT_ME)
    return found


def fact_to_withdraw(viewer: Identity, fact_id: int) -> Fact:
    """For the office of the same grant over the place; 403 for who reads it only, 404 for others."""
    require_reader(viewer)
    found = facts_in_charge(viewer).filter(id=fact_id).select_related("person").first()
    if found is None:
        raise FACT_NOT_FOUND()
    refuse_if(found.person_id == viewer.person_id, OWN_FACT)
    kind = kind_of(found.kind)
    if kind is None or not any(viewer.has(role) for role in kind.enter):
        raise NOT_ITS_OFFICE(source=found.source)
    return found


owned_by(OwnerKind("fact", fact_to_read, fact_to_withdraw))
