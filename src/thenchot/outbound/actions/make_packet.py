"""Pack what is owed of one period into signed files (đóng gói): each result in one packet, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.audit.seals import sign
from thenchot.lib import canonical, clock
from thenchot.lib.refusals import refuse_if
from thenchot.outbound.models import Owed, Packet
from thenchot.outbound.packing import Heading, Result, compressed, name_of, packet_text
from thenchot.outbound.refusals import NOTHING_OWED, QUEUE_CHANGED
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Batch:
    """Rows of the queue of one cycle, what each of them says, and whose they are (code and name of the scope)."""

    owed: Sequence[Owed]
    results: Sequence[Result]
    body: dict[str, str]


def make_packet(*, by: Identity, batch: Batch) -> int:
    """Write and sign the packet; returns its number. Refuses when somebody else packed one of the rows meanwhile."""
    refuse_if(not batch.owed, NOTHING_OWED)
    first, at = batch.owed[0], clock.now()
    with transaction.atomic():
        packet = Packet.objects.create(
            cycle_id=first.cycle_id, period=first.period, rulebook=first.rulebook, scope_id=first.scope_id,
            count=len(batch.owed), content=b"", made_by_id=by.person_id, made_at=at,
        )  # fmt: skip
        taken = Owed.objects.filter(id__in=[one.id for one in batch.owed], packet=None, settled_at=None)
        refuse_if(taken.update(packet=packet, refused="") != len(batch.owed), QUEUE_CHANGED)
        heading = Heading(name_of(packet.id), batch.body, first.period, at.isoformat(timespec="seconds"))
        text = packet_text(heading, batch.results)
        digest = canonical.sha256(text)
        payload: dict[str, object] = {"count": packet.count, "cycle": packet.cycle_id, "sha256": digest}
        head = record_next(by.actor, Act("packet", packet.id, "make", payload), at)
        Packet.objects.filter(id=packet.id).update(
            content=compressed(text), sha256=digest, signature=sign(text), last_hash=head
        )
    return packet.id
