"""The one writer of sheets: a conditional UPDATE and one line of audit each, for one sheet or for thousands.

Who calls has read, asked and decided already; here are only the statements of one short transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import Field

from thenchot.assessment.models import Comment, Cycle, LevelChange, Opinion, Published, Sheet
from thenchot.assessment.refusals import ALREADY_PUBLISHED, CHANGED
from thenchot.audit.actions.record import keep
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act, entry
from thenchot.evidence.actions.weigh_facts import weigh_facts
from thenchot.evidence.models import FactUse
from thenchot.lib.refusals import Kind
from thenchot.notices.actions.notify import Message, notify


@dataclass(frozen=True)
class Move:
    """What one sheet becomes: columns to write, and the rows that go with them."""

    sheet: Sheet
    action: str
    columns: Mapping[str, object]
    payload: Mapping[str, object] = field(default_factory=dict)
    rows: tuple[LevelChange | Comment | Opinion | Published, ...] = ()
    messages: tuple[Message, ...] = ()
    weighs: tuple[FactUse, ...] | None = None
    """The facts weighed here, in the place of those weighed before; None leaves them as they are."""
    by: Actor | None = None
    """Who acts, where it is not the caller: in a batch each person hands in their own sheet."""


def write(by: Actor, moves: Sequence[Move], at: datetime, *, running: bool = True) -> None:
    """Write all of the moves or none, in a running cycle unless told otherwise.

    Raises CHANGED when a sheet is no longer what the move was decided on, ALREADY_PUBLISHED when the cycle was published
    since it was read: what was missing then stays as it was.
    """
    entries = [
        entry(m.by or by, Act("sheet", m.sheet.id, m.action, dict(m.payload), m.sheet.last_hash), at) for m in moves
    ]
    with transaction.atomic():
        _update(moves, [row.hash for row in entries], running)
        keep(entries)
        _add([row for m in moves for row in m.rows])
        notify(message for m in moves for message in m.messages)
        weighing = [m for m in moves if m.weighs is not None]
        if weighing:
            weigh_facts(sheets=[m.sheet.id for m in weighing], uses=[use for m in weighing for use in m.weighs or ()])


def _add(rows: Sequence[LevelChange | Comment | Opinion | Published]) -> None:
    LevelChange.objects.bulk_create([row for row in rows if isinstance(row, LevelChange)], batch_size=2000)
    Comment.objects.bulk_create([row for row in rows if isinstance(row, Comment)], batch_size=2000)
    Opinion.objects.bulk_create([row for row in rows if isinstance(row, Opinion)], batch_size=2000)
    Published.objects.bulk_create([row for row in rows if isinstance(row, Published)], batch_size=2000)


def _update(moves: Sequence[Move], heads: Sequence[str], running: bool) -> None:
    grouped: dict[tuple[str, ...], list[list[Any]]] = {}
    for move, head in zip(moves, heads, strict=True):
        names = tuple(move.columns)
        values = [_field(name).get_db_prep_save(value, connection) for name, value in move.columns.items()]
        grouped.setdefault(names, []).append([*values, head, move.sheet.id, move.sheet.version])
    with connection.cursor() as cursor:
        for names, rows in grouped.items():
            assigned = "".join(f"{_field(name).column} = %s, " for name in names)
            statement = (
                f"UPDATE assessment_sheet SET {assigned}last_hash = %s, version = version + 1 "  # column names of our own model
                f"WHERE id = %s AND version = %s{_of_running() if running else ''}"
            )
            if len(rows) == 1:
                cursor.execute(statement, rows[0])
            else:
                cursor.executemany(statement, rows)
            if cursor.rowcount != len(rows):
                raise _overtaken(moves, running)()


def _of_running() -> str:
    """The cycle is open, and stays so until this transaction ends: who publishes waits, or is waited for."""
    held = " FOR SHARE" if connection.vendor == "postgresql" else ""
    return f" AND EXISTS (SELECT 1 FROM assessment_cycle c WHERE c.id = cycle_id AND c.state = 'open'{held})"


def _overtaken(moves: Sequence[Move], running: bool) -> Kind:
    closed = Cycle.objects.filter(sheets__in=[m.sheet.id for m in moves]).exclude(state="open")
    return ALREADY_PUBLISHED if running and closed.exists() else CHANGED


@cache
def _field(name: str) -> Field[Any, Any]:
    found = Sheet._meta.get_field(name)
    assert isinstance(found, Field)
    return found


def still_fresh(moves: Sequence[Move]) -> tuple[list[Move], list[int]]:
    """Part the moves whose sheet is unchanged from the numbers of those somebody else has changed meanwhile."""
    versions = dict(Sheet.objects.filter(id__in=[m.sheet.id for m in moves]).values_list("id", "version"))
    fresh = [m for m in moves if versions.get(m.sheet.id) == m.sheet.version]
    return fresh, [m.sheet.id for m in moves if versions.get(m.sheet.id) != m.sheet.version]
