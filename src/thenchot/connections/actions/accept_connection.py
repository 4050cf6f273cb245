"""The person in whose name a connection will write accepts it (đồng ý phụ trách); from then on it runs."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act
from thenchot.connections.models import Connection
from thenchot.connections.refusals import CHANGED, NOT_PROPOSED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def accept_connection(*, by: Identity, connection: Connection) -> None:
    """Refuses one that does not wait for it, or was changed since it was read."""
    refuse_if(connection.state != "proposed", NOT_PROPOSED)
    at = clock.now()
    act = Act("connection", connection.id, "accept", {"address": connection.address}, connection.last_hash)
    with transaction.atomic():
        same = Connection.objects.filter(id=connection.id, version=connection.version, state="proposed")
        if not same.update(state="active", accepted_at=at, version=connection.version + 1):
            raise CHANGED()
        Connection.objects.filter(id=connection.id).update(last_hash=record(by.actor, [act], at)[0])
