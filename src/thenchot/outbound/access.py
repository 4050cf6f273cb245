"""Who sees what the national database is owed, and who sends it: the organisation body of the period's scope."""

from __future__ import annotations

from django.db.models import Q

from thenchot.organisation.queries import below, versions_on
from thenchot.outbound.models import Packet
from thenchot.outbound.refusals import NOT_FOUND, NOT_ITS_OFFICE
from thenchot.people.identity import Identity

READERS = ("organisation_body", "auditor")


def require_reader(viewer: Identity) -> None:
    """404 for who has nothing to do with it."""
    if not any(viewer.has(role) for role in READERS):
        raise NOT_FOUND()


def scopes_of(viewer: Identity, *roles: str) -> Q:
    """The condition that a row's scope lies where the viewer holds one of the roles."""
    places = Q()
    for role in roles:
        for path in viewer.scopes(role):
            places |= below(path)
    return Q(scope_id__in=versions_on(viewer.day).filter(places).values("unit_id")) if places else Q(pk__in=[])


def packet_to_read(viewer: Identity, packet_id: int) -> Packet:
    found = Packet.objects.filter(scopes_of(viewer, *READERS), id=packet_id).select_related("scope", "made_by").first()
    if found is None:
        raise NOT_FOUND()
    return found


def packet_to_send(viewer: Identity, packet_id: int) -> Packet:
    """For the organisation body; 403 for who reads only."""
    found = packet_to_read(viewer, packet_id)
    if not Packet.objects.filter(scopes_of(viewer, "organisation_body"), id=packet_id).exists():
        raise NOT_ITS_OFFICE()
    return found


def require_sender(viewer: Identity) -> None:
    require_reader(viewer)
    if not viewer.has("organisation_body"):
        raise NOT_ITS_OFFICE()
