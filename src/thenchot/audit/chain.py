"""What the hash of an audit row covers, in Python and in SQL; both spell the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from thenchot.audit.actor import Actor
from thenchot.audit.models import Entry
from thenchot.lib import canonical, clock, database

COVERED = ("prev_hash", "object_kind", "object_id", "at", "actor_id", "actor", "action", "payload")
"""The columns under the hash, in this order, one a line."""


@dataclass(frozen=True)
class Act:
    """One act on one object, before it is written."""

    object_kind: str
    object_id: int
    action: str
    payload: dict[str, object] = field(default_factory=dict)
    prev_hash: str = ""


def hash_of(covered: Sequence[object]) -> str:
    """Return the hash of a row's covered values, given in the order of COVERED."""
    previous, kind, number, at, actor_id, actor, action, payload = covered
    text = f"{previous}\n{kind}\n{number}\n{at}\n{actor_id}\n{actor}\n{action}\n{payload}"
    return sha256(text.encode()).hexdigest()


def moment_text(at: datetime) -> str:
    """Return the moment as a row keeps it: to the second, in Vietnam's time, so that its first ten letters are the day."""
    return at.astimezone(clock.VIETNAM).isoformat(timespec="seconds")


def entry(by: Actor, act: Act, at: datetime) -> Entry:
    """Return the unsaved row of an act, its hash computed."""
    row = Entry(
        object_kind=act.object_kind,
        object_id=act.object_id,
        at=moment_text(at),
        actor_id=by.id,
        actor=by.label,
        action=act.action,
        payload=canonical.dumps(act.payload),
        prev_hash=act.prev_hash,
    )
    row.hash = hash_of([getattr(row, name) for name in COVERED])
    return row


def hash_sql(covered: dict[str, str]) -> str:
    """Return SQL that computes the same hash inside a statement, from an expression for each covered column."""
    newline = " || chr(10) || " if database.vendor() == "postgresql" else " || char(10) || "
    return database.sha256_of(newline.join(f"CAST({covered[name]} AS text)" for name in COVERED))
