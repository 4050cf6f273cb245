"""The owner reports what came of a remedy (báo cáo kết quả khắc phục)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from thenchot.audit.actions.record import keep
from thenchot.audit.chain import Act, entry
from thenchot.followup.models import Remedy
from thenchot.followup.refusals import NO_RESULT, REMEDY_CHANGED, REMEDY_CLOSED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity

LONGEST = 1000


def report_remedy(*, by: Identity, remedy: Remedy, result: str) -> None:
    """Say what was done; who raised it is told. Said anew until it is closed."""
    refuse_if(remedy.state == "closed", REMEDY_CLOSED)
    if not result.strip():
        raise NO_RESULT(field="result")
    columns: dict[str, object] = {"state": "reported", "result": result.strip()[:LONGEST]}
    message = Message(remedy.raised_by_id, "remedy_reported", {"by": by.name, "note": result.strip()}, f"/khac-phuc/{remedy.id}")
    write_remedy(by, remedy, "report", columns, message)


def write_remedy(
    by: Identity, remedy: Remedy, action: str, columns: dict[str, object], message: Message, note: str = ""
) -> None:
    """Write the columns if nobody changed the remedy since it was read, with its line of audit and the message."""
    payload = {name: value.isoformat() if isinstance(value, date) else value for name, value in columns.items()}
    payload |= {"note": note} if note else {}
    line = entry(by.actor, Act("remedy", remedy.id, action, payload, remedy.last_hash), clock.now())
    with transaction.atomic():
        here = Remedy.objects.filter(id=remedy.id, version=remedy.version)
        refuse_if(not here.update(**columns, version=remedy.version + 1, last_hash=line.hash), REMEDY_CHANGED)
        keep([line])
        notify([message])
