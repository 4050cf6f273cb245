"""Who sees a connection, who accepts it and who stops it; what its person must be able to do."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from thenchot.connections.models import Connection
from thenchot.connections.refusals import NOT_FOUND, NOT_ITS_PERSON
from thenchot.organisation.queries import below, versions_on
from thenchot.people.identity import Identity

OFFICES = ("organisation_body", "monitoring_office")
LISTERS = ("administrator", "organisation_body", "auditor")
"""Who sees the addresses of a place; none of what travels stands there."""
STOPPERS = ("administrator", "organisation_body")


def connections_seen(viewer: Identity) -> QuerySet[Connection]:
    """Those one answers for, and those of the places one looks after, the newest first."""
    rows = Connection.objects.filter(_own_or_of(viewer, LISTERS))
    return rows.select_related("unit", "person", "entered_by", "stopped_by").order_by("-id")


def _own_or_of(viewer: Identity, roles: Sequence[str]) -> Q:
    """The condition that one answers for a connection, or holds one of the roles over its place."""
    places = Q()
    for path in (path for role in roles for path in viewer.scopes(role)):
        places |= below(path)
    own = Q(person_id=viewer.person_id)
    return own | Q(unit_id__in=versions_on(viewer.day).filter(places).values("unit_id")) if places else own


def connection_to_read(viewer: Identity, connection_id: int) -> Connection:
    found = connections_seen(viewer).filter(id=connection_id).first()
    if found is None:
        raise NOT_FOUND()
    return found


def connection_to_accept(viewer: Identity, connection_id: int) -> Connection:
    """For the person in whose name it will run; 403 for who only sees it."""
    found = connection_to_read(viewer, connection_id)
    if found.person_id != viewer.person_id:
        raise NOT_ITS_PERSON()
    return found


def connection_to_stop(viewer: Identity, connection_id: int) -> Connection:
    """For its person, the administrator and the organisation body of the place: any of them alone."""
    found = connection_to_read(viewer, connection_id)
    if found.id not in to_stop(viewer):
        raise NOT_ITS_PERSON()
    return found


def to_stop(viewer: Identity) -> frozenset[int]:
    """The numbers of those one may stop; a role over another place stops nothing here."""
    return frozenset(Connection.objects.filter(_own_or_of(viewer, STOPPERS)).values_list("id", flat=True))


def may_answer_for(person: Identity, kind: str, path: str) -> bool:
    """Whether the person could do by hand, for the unit at `path`, what a connection of the kind does in their name."""
    if kind == "documents":
        return person.rank == "head" and bool(person.unit_path) and path.startswith(person.unit_path)
    if kind == "national":
        return person.has("organisation_body", path)
    return any(person.has(role, path) for role in OFFICES)
