"""A packet leaves: taken as a file by a person, or handed over through the connection to the national database."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db import transaction

from thenchot.audit.actions.record import record
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.backoff import ROLLS, wait_after
from thenchot.outbound.models import Packet
from thenchot.outbound.refusals import CHANGED

LEASE = timedelta(minutes=10)


def send_packet(*, by: Actor, packet: Packet) -> None:
    """Note that it left; a packet that was sent or received already stays what it is, and the trail has one line more."""
    at = clock.now()
    act = Act("packet", packet.id, "send", {"sha256": packet.sha256}, packet.last_hash)
    with transaction.atomic():
        state = "sent" if packet.state == "ready" else packet.state
        changed = Packet.objects.filter(id=packet.id, version=packet.version).update(
            state=state, sent_at=packet.sent_at or at, sent_by=packet.sent_by or by.label[:200], version=packet.version + 1,
            failures=0, problem="", detail="", next_at=None,
        )  # fmt: skip
        if not changed:
            raise CHANGED()
        Packet.objects.filter(id=packet.id).update(last_hash=record(by, [act], at)[0])
    packet.refresh_from_db()


def begin_sending(packet: Packet) -> bool:
    """Take the packet for a while, unless another worker was quicker."""
    same = Packet.objects.filter(id=packet.id, next_at=packet.next_at, state="ready", version=packet.version)
    return bool(same.update(next_at=clock.now() + LEASE))


def fail_sending(packet: Packet, problem: str, detail: str = "") -> None:
    """Nobody took it: say why and wait longer with each failure. No act of anybody."""
    failures = packet.failures + 1
    Packet.objects.filter(id=packet.id).update(
        failures=failures, problem=problem, detail=detail[:200],
        next_at=clock.now() + wait_after(failures, secrets.randbelow(ROLLS)),
    )  # fmt: skip
