"""Write down what a source brought, each matter under its number once; nothing is decided here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from thenchot.connections.models import Connection
from thenchot.intake.cells import tidy
from thenchot.intake.models import Arrival
from thenchot.lib import canonical, clock
from thenchot.lib.database import wait_for

AT_ONCE = 500


@dataclass(frozen=True)
class Brought:
    """One matter as the source says it: its number there, what kind it is, its cells by name."""

    ref: str
    kind: str
    cells: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Received:
    """How many matters were new, how many came with other content than before, how many were known."""

    new: int = 0
    changed: int = 0
    known: int = 0

    def __add__(self, other: Received) -> Received:
        return Received(self.new + other.new, self.changed + other.changed, self.known + other.known)


def receive(*, connection: Connection, brought: Iterable[Brought]) -> Received:
    """Keep what is new and what changed; of one number that comes twice in a lot the last counts."""
    last = {one.ref: one for one in brought}
    rows, total = list(last.values()), Received()
    for at in range(0, len(rows), AT_ONCE):
        total += _receive(connection, rows[at : at + AT_ONCE])
    return total


def _receive(connection: Connection, rows: Sequence[Brought]) -> Received:
    at = clock.now()
    with transaction.atomic():
        # Of two that bring one lot at once the second waits here and finds it.
        wait_for(f"arrivals of {connection.source}")
        there = Arrival.objects.filter(source=connection.source, ref__in=[one.ref for one in rows])
        known = {one.ref: one for one in there}
        fresh, changed = [], []
        for one in rows:
            cells = tidy(one.kind, one.cells)
            digest = canonical.sha256(canonical.dumps({"kind": one.kind, "cells": cells}))
            old = known.get(one.ref)
            if old is None:
                fresh.append(
                    Arrival(
                        source=connection.source, ref=one.ref, connection=connection, kind=one.kind, cells=cells,
                        digest=digest, came_at=at,
                    )
                )  # fmt: skip
            elif old.digest != digest:
                changed.append(_anew(old, connection, one, (cells, digest)))
        Arrival.objects.bulk_create(fresh)
        columns = ["connection", "kind", "cells", "digest", "state", "why", "tries", "next_at", "came_at", "note", "version"]
        Arrival.objects.bulk_update(changed, columns)
    return Received(len(fresh), len(changed), len(rows) - len(fresh) - len(changed))


def _anew(old: Arrival, connection: Connection, one: Brought, said: tuple[dict[str, str], str]) -> Arrival:
    """The source says something else now: whatever became of what it said before, this waits to be taken."""
    old.connection, old.kind, (old.cells, old.digest) = connection, one.kind, said
    old.state, old.why, old.tries, old.next_at, old.note = "waiting", {}, 0, None, ""
    old.came_at, old.version = clock.now(), old.version + 1
    return old
