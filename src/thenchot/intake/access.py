"""Who sees what came in, and who mends it: the connection's person, and whoever could enter such data there by hand."""

from __future__ import annotations

from django.db.models import QuerySet

from thenchot.connections.access import OFFICES, may_answer_for
from thenchot.connections.models import Connection
from thenchot.intake.models import Arrival
from thenchot.intake.refusals import NOT_FOUND
from thenchot.organisation.queries import units_on
from thenchot.people.identity import Identity

INCOMING = ("folder", "documents", "one_stop")


def connections_in_charge(viewer: Identity) -> list[Connection]:
    """Connections whose arrivals the viewer reads; the system administrator none by that role."""
    if viewer.rank != "head" and not any(viewer.has(role) for role in OFFICES):
        return []
    rows = Connection.objects.filter(kind__in=INCOMING).select_related("unit", "person").order_by("id")
    units = units_on(viewer.day) if rows else {}
    return [one for one in rows if one.unit_id in units and may_answer_for(viewer, one.kind, units[one.unit_id].path)]


def arrivals_in_charge(viewer: Identity) -> QuerySet[Arrival]:
    return Arrival.objects.filter(connection__in=[one.id for one in connections_in_charge(viewer)])


def require_intake(viewer: Identity) -> None:
    """404 for whoever enters no such data anywhere."""
    if viewer.rank != "head" and not any(viewer.has(role) for role in OFFICES):
        raise NOT_FOUND()


def arrival_to_mend(viewer: Identity, arrival_id: int) -> Arrival:
    found = arrivals_in_charge(viewer).filter(id=arrival_id).select_related("connection").first()
    if found is None:
        raise NOT_FOUND()
    return found
