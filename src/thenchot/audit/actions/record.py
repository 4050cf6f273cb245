"""Write acts into the trail; called by an action inside the transaction of its change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from thenchot.audit.actor import Actor
from thenchot.audit.chain import COVERED, Act, entry, hash_sql, moment_text
from thenchot.audit.models import Entry
from thenchot.lib.database import insert_many, wait_for


def record(by: Actor, acts: Iterable[Act], at: datetime) -> list[str]:
    """Write the acts in order and return their hashes, the new heads of their chains."""
    rows = [entry(by, act, at) for act in acts]
    keep(rows)
    return [row.hash for row in rows]


def keep(rows: Sequence[Entry]) -> None:
    """Write rows whose hashes are computed already, in order."""
    columns = [*COVERED, "hash"]
    insert_many(Entry, columns, [[getattr(row, name) for name in columns] for row in rows])


def record_next(by: Actor, act: Act, at: datetime) -> str:
    """Write one act after the last of its object's chain, for objects that keep no head of their own.

    Call it inside the transaction of the change: who writes to the same chain at that moment waits for it.
    """
    wait_for(act.object_kind, act.object_id)
    last = (
        Entry.objects.filter(object_kind=act.object_kind, object_id=act.object_id)
        .order_by("-id")
        .values_list("hash", flat=True)
        .first()
    )
    return record(by, [Act(act.object_kind, act.object_id, act.action, act.payload, last or "")], at)[0]


def record_selected(by: Actor | None, act: Act, at: datetime, source: str, params: Iterable[Any] = ()) -> int:
    """Write one act for each row of a SELECT, inside the database, and return how many.

    `source` is a SELECT of the columns object_id, prev_hash and payload (canonical JSON text), and of actor_id and actor
    where each act is somebody else's (`by` is None); `params` fill it.
    """
    given: dict[str, Any] = {"object_kind": act.object_kind, "at": moment_text(at), "action": act.action}
    if by is not None:
        given |= {"actor_id": by.id, "actor": by.label}
    covered = {name: "%s" if name in given else f"s.{name}" for name in COVERED}
    fixed = [given[name] for name in COVERED if name in given]
    statement = (
        f"INSERT INTO audit_entry ({', '.join(COVERED)}, hash) SELECT {', '.join(covered.values())}, {hash_sql(covered)} "
        f"FROM ({source}) s ORDER BY s.object_id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*fixed, *fixed, *params])
        return int(cursor.rowcount)
