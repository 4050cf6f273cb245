"""What the worker notes of a run: that it begins, how far it came, when to come again. No act of anybody."""

from __future__ import annotations

import secrets
from datetime import timedelta

from thenchot.connections.models import Connection
from thenchot.lib import clock
from thenchot.lib.backoff import ROLLS, wait_after

LEASE = timedelta(minutes=10)
"""For so long nobody else takes a connection that a worker has begun with; a killed worker's is free again after it."""


def begin_run(connection: Connection) -> bool:
    """Take the connection, unless another worker was quicker or it was stopped meanwhile."""
    now = clock.now()
    same = Connection.objects.filter(id=connection.id, next_at=connection.next_at, state="active")
    return bool(same.update(next_at=now + LEASE, tried_at=now))


def end_run(connection: Connection, place: object) -> None:
    """It went well: keep how far it came, and come again after the minutes it was given."""
    now = clock.now()
    Connection.objects.filter(id=connection.id).update(
        good_at=now, next_at=now + timedelta(minutes=connection.minutes), failures=0, problem="", detail="", place=place
    )


def fail_run(connection: Connection, problem: str, detail: str = "") -> None:
    """It did not: say why, and wait longer with each failure in a row."""
    failures = connection.failures + 1
    Connection.objects.filter(id=connection.id).update(
        failures=failures, problem=problem, detail=detail[:200],
        next_at=clock.now() + wait_after(failures, secrets.randbelow(ROLLS)),
    )  # fmt: skip
