"""Write down the receipt of a packet (biên nhận): what was taken is settled, what was refused is back in the queue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from thenchot.audit.actions.record import record
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.outbound.models import Owed, Packet
from thenchot.outbound.refusals import (
    CHANGED,
    NOT_SENT,
    RECEIPT_DAY,
    RECEIPT_NEEDED,
    RECEIVED_ALREADY,
    REFUSED_UNKNOWN,
    REFUSED_WHY,
)

LONGEST, LONGEST_REASON = 100, 500


@dataclass(frozen=True)
class Receipt:
    """The number and day the database gave, and of what it did not take the reason, by sheet-number."""

    number: str
    on: date | None
    refused: Mapping[str, str] = field(default_factory=dict)


def record_receipt(*, by: Actor, packet: Packet, given: Receipt) -> None:
    """Refuses a receipt without number or day, of a packet that never left, and a second one."""
    refuse_if(packet.state == "received", RECEIVED_ALREADY, receipt=packet.receipt)
    refuse_if(packet.state == "ready", NOT_SENT)
    rows = _refused_rows(packet, given)
    _check(packet, given)
    at = clock.now()
    payload: dict[str, object] = {"receipt": given.number.strip(), "on": given.on, "refused": dict(given.refused)}
    act = Act("packet", packet.id, "receive", payload, packet.last_hash)
    with transaction.atomic():
        changed = Packet.objects.filter(id=packet.id, version=packet.version, state="sent").update(
            state="received", receipt=given.number.strip(), received_on=given.on, received_at=at, refused=len(rows),
            version=packet.version + 1,
        )  # fmt: skip
        if not changed:
            raise CHANGED()
        for row, reason in rows:
            _back(row, reason)
        Owed.objects.filter(packet=packet, settled_at=None).update(settled_at=at)
        Packet.objects.filter(id=packet.id).update(last_hash=record(by, [act], at)[0])


def _check(packet: Packet, given: Receipt) -> None:
    if not 0 < len(given.number.strip()) <= LONGEST:
        raise RECEIPT_NEEDED("receipt")
    made = packet.made_at.astimezone(clock.VIETNAM).date()
    if given.on is None or not made <= given.on <= clock.today():
        raise RECEIPT_DAY("received_on", made=f"{made:%d/%m/%Y}")


def _refused_rows(packet: Packet, given: Receipt) -> list[tuple[Owed, str]]:
    known = {f"{row.sheet_id}-{row.number}": row for row in packet.owed.all()} if given.refused else {}
    for result, reason in given.refused.items():
        if result not in known:
            raise REFUSED_UNKNOWN("refused", result=result)
        if not reason.strip():
            raise REFUSED_WHY("refused", result=result)
    return [(known[result], reason.strip()[:LONGEST_REASON]) for result, reason in given.refused.items()]


def _back(row: Owed, reason: str) -> None:
    """Back into the queue, unless a newer version of the same result waits there or is on its way."""
    newer = Owed.objects.filter(sheet_id=row.sheet_id, number__gt=row.number).exists()
    if not newer:
        Owed.objects.filter(id=row.id).update(packet=None, refused=reason)
