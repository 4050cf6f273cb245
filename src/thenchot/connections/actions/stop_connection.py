"""Stop a connection with a reason (dừng kết nối): nothing is asked at its address any more; what came in stays."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act
from thenchot.connections.models import Connection
from thenchot.connections.refusals import CHANGED, REASON_NEEDED, STOPPED_ALREADY
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def stop_connection(*, by: Identity, connection: Connection, reason: str) -> None:
    """Refuses without a reason, and one that is stopped already. The secret is forgotten with it."""
    refuse_if(connection.state == "stopped", STOPPED_ALREADY)
    if not reason.strip():
        raise REASON_NEEDED("reason")
    at = clock.now()
    act = Act("connection", connection.id, "stop", {"reason": reason.strip()}, connection.last_hash)
    with transaction.atomic():
        same = Connection.objects.filter(id=connection.id, version=connection.version)
        changed = same.exclude(state="stopped").update(
            state="stopped", stopped_at=at, stopped_by_id=by.person_id, stopped_reason=reason.strip(), secret="",
            version=connection.version + 1,
        )  # fmt: skip
        if not changed:
            raise CHANGED()
        Connection.objects.filter(id=connection.id).update(last_hash=record(by.actor, [act], at)[0])
