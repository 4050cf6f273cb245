"""Take one arrival through the action of the room it belongs to, or note why it sticks; both in one transaction."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from django.db import transaction

from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act
from thenchot.intake.models import Arrival
from thenchot.intake.taking.facts import take_fact
from thenchot.intake.taking.tasks import take_task
from thenchot.lib import clock
from thenchot.lib.backoff import ROLLS, wait_after
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import CONFLICT, Refusal
from thenchot.people.identity import Identity

TAKERS: Mapping[str, Callable[[Identity, Arrival], tuple[str, int]]] = {"fact": take_fact, "task": take_task}
MOST_TRIES = 5
"""Of what somebody else's change stood in the way of; what the source has wrong is not tried twice."""
LASTING = frozenset({"evidence.source_differs", "intake.task_differs", "intake.task_gone"})
"""Conflicts that no waiting resolves."""


def take(*, by: Identity, arrival: Arrival) -> bool:
    """Whether it was taken. One that changed since it was read, or that another worker took, is left alone."""
    try:
        with transaction.atomic():
            # Of two workers the second waits here and finds it taken.
            wait_for("arrival", arrival.id)
            same = Arrival.objects.filter(id=arrival.id, version=arrival.version, state="waiting")
            fresh = same.select_related("connection").first()
            if fresh is None:
                return False
            settle(by, fresh, TAKERS[fresh.kind](by, fresh))
    except Refusal as refusal:
        stick(arrival, refusal)
        return False
    return True


def settle(by: Identity, arrival: Arrival, became: tuple[str, int]) -> None:
    """It is taken; what it said stands in what it became, so its own copy goes."""
    at, (kind, number) = clock.now(), became
    act = Act("arrival", arrival.id, "take", {"source": arrival.source, "ref": arrival.ref, kind: number}, arrival.last_hash)
    Arrival.objects.filter(id=arrival.id).update(
        state="taken", object_kind=kind, object_id=number, cells={}, why={}, settled_at=at, tries=arrival.tries + 1,
        next_at=None, version=arrival.version + 1, last_hash=record(by.actor, [act], at)[0],
    )  # fmt: skip


def stick(arrival: Arrival, refusal: Refusal) -> None:
    """It waits a while and is tried again where somebody's change was in the way; else it waits for a person."""
    tries = arrival.tries + 1
    passing = refusal.status == CONFLICT and refusal.code not in LASTING and tries < MOST_TRIES
    Arrival.objects.filter(id=arrival.id, version=arrival.version, state="waiting").update(
        state="waiting" if passing else "stuck", tries=tries, why=said(refusal),
        next_at=clock.now() + wait_after(tries, secrets.randbelow(ROLLS)) if passing else None,
    )  # fmt: skip


def said(refusal: Refusal) -> dict[str, object]:
    """A refusal as it is kept: its sentence is made again in the reader's language."""
    params = {name: str(value) for name, value in refusal.params.items()}
    return {"code": refusal.code, "field": refusal.field, "params": params}
