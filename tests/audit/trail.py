"""Rows of a trail for tests, and the hand of somebody who has the database but not the seal key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from django.db import connection

from thenchot.audit.actions.record import record, record_next
from thenchot.audit.actor import Actor
from thenchot.audit.chain import COVERED, Act, hash_of
from thenchot.audit.models import Entry
from thenchot.audit.queries import Fault, verify_entries, verify_seals
from thenchot.lib import clock

CLERK = Actor(7, "Trần Thị Bưởi (0007)")
HEAD = Actor(8, "Lò Văn Sao (0008)")
DAY = date(2026, 11, 2)
AFTER = date(2026, 11, 20)
TRIGGERS = [f"{table}_no_{act}" for table in ("audit_entry", "audit_seal") for act in ("update", "delete")]


def at(day: date = DAY, hour: int = 9) -> datetime:
    return clock.at(day, hour)


def add(object_id: int, *, day: date = DAY, kind: str = "sheet", by: Actor = CLERK, **payload: object) -> str:
    """One more act on an object, after the last of its chain."""
    return record_next(by, Act(kind, object_id, "change", payload), at(day))


def chain(object_id: int, length: int, *, day: date = DAY) -> list[str]:
    return [add(object_id, day=day, step=number) for number in range(length)]


def many(count: int, *, day: date = DAY, first: int = 1) -> None:
    """Acts on as many objects, one each."""
    record(CLERK, [Act("task", number, "assign", {"units": 2}) for number in range(first, first + count)], at(day))


def faults(today: date = AFTER) -> list[Fault]:
    return [*verify_entries({}), *verify_seals(today)]


def what(found: Sequence[Fault]) -> set[str]:
    return {fault.what for fault in found}


@contextmanager
def without_triggers() -> Iterator[None]:
    """What a database administrator can do: take the guards away for a while, and put them back as they were."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            kept = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in ("audit_entry", "audit_seal")]
            for table in ("audit_entry", "audit_seal"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%%'", [])
            kept = [row[0] for row in cursor.fetchall()]
            for name in TRIGGERS:
                cursor.execute(f"DROP TRIGGER {name}")
    yield
    with connection.cursor() as cursor:
        for statement in kept:
            cursor.execute(statement)


def tamper(statement: str, *params: str | int) -> None:
    """Run one statement on the guarded tables as somebody with the database in hand; it must have hit something."""
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute(statement, params)
        assert cursor.rowcount > 0


def rehash() -> None:
    """Compute every hash and link anew, as a careful forger would: each row agrees with itself and its neighbours."""
    heads: dict[tuple[str, int], str] = {}
    fresh = []
    for row in Entry.objects.order_by("id"):
        row.prev_hash = heads.get((row.object_kind, row.object_id), "")
        row.hash = hash_of([getattr(row, name) for name in COVERED])
        heads[(row.object_kind, row.object_id)] = row.hash
        fresh.append((row.prev_hash, row.hash, row.id))
    with without_triggers(), connection.cursor() as cursor:
        # The constraint against forks would meet rows that are half old, half new: unlink all of them first.
        cursor.execute("UPDATE audit_entry SET prev_hash = 'moving ' || CAST(id AS text)")
        cursor.executemany("UPDATE audit_entry SET prev_hash = %s, hash = %s WHERE id = %s", fresh)
