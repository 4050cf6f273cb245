"""The few places where the two engines differ; everything else is the same SQL."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Field, Model

from thenchot.lib.fields import CanonicalJSONField


def _sha256_hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def teach_sqlite(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Give a new SQLite connection the functions that PostgreSQL has of its own."""
    raw = connection.connection
    if isinstance(raw, sqlite3.Connection):
        raw.create_function("sha256_hex", 1, _sha256_hex, deterministic=True)


def listen() -> None:
    connection_created.connect(teach_sqlite, dispatch_uid="thenchot.sqlite_functions")


def vendor() -> str:
    return connections[DEFAULT_DB_ALIAS].vendor


def sha256_of(expression: str) -> str:
    """Return SQL for the hexadecimal SHA-256 of a text expression."""
    if vendor() == "postgresql":
        return f"encode(sha256(convert_to({expression}, 'UTF8')), 'hex')"
    return f"sha256_hex({expression})"


def bytes_of(expression: str) -> str:
    """Return SQL for the bytes of a text expression in UTF-8."""
    return f"convert_to({expression}, 'UTF8')" if vendor() == "postgresql" else f"CAST({expression} AS BLOB)"


def address_for_programs() -> dict[str, Any] | str | None:
    """What a program of its own reads this database with: SQLite's file, or what PostgreSQL's driver connects with.

    None where it would not see what is read here: a database in memory, and inside a transaction.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    kept = connection.settings_dict
    if connection.in_atomic_block:
        return None
    if connection.vendor == "postgresql":
        named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        return {name: str(kept[column]) for name, column in named.items() if kept[column]}
    return str(kept["NAME"]) if Path(str(kept["NAME"])).is_file() else None


def place_for_programs() -> str:
    """How the bare driver spells a value's place in a statement."""
    return "%s" if vendor() == "postgresql" else "?"


def insert_many(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Insert many rows of the named fields, all others at their default: a third of the time bulk_create takes.

    No signals, no numbers returned, no choices or lengths checked: for rows whose values the caller has made itself.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [_field(model, name) for name in columns]
    others = [f for f in model._meta.local_concrete_fields if f not in fields and not f.primary_key]
    fixed = [f.get_db_prep_save(f.get_default(), connection) for f in others]
    # Numbers and texts of our own go as they are; dates, decimals and JSON in the engine's form.
    plain = [() if isinstance(f, CanonicalJSONField) else (str, int, type(None)) for f in fields]
    values = [
        [v if type(v) in p else f.get_db_prep_save(v, connection) for f, p, v in zip(fields, plain, row, strict=True)] + fixed
        for row in rows
    ]
    names = ", ".join(f'"{f.column}"' for f in (*fields, *others))
    places = ", ".join(["%s"] * (len(fields) + len(others)))
    with connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})', values)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    found = model._meta.get_field(name)
    assert isinstance(found, Field)
    return found


def wait_for(name: str, number: int = 0) -> None:
    """Inside a transaction: let one at a time go on from here under this name, until its transaction ends.

    For what no row can be locked for; SQLite has one writer at a time anyway.
    """
    if vendor() == "postgresql":
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [name, number])


@contextmanager
def one_transaction() -> Iterator[None]:
    """Run the block in one short transaction (IMMEDIATE on SQLite by the settings)."""
    with transaction.atomic():
        yield


def count_anew(models: Iterable[type[Model]]) -> None:
    """Let PostgreSQL learn the size of tables that have just grown by thousands of rows.

    It would do so itself within a minute; until then it joins as if they were small, and a page takes minutes. SQLite knows.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in models:
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
