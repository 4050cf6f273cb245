"""The few places where the two engines differ; everything else is the same SQL."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


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


@contextmanager
def one_transaction() -> Iterator[None]:
    """Run the block in one short transaction (IMMEDIATE on SQLite by the settings)."""
    with transaction.atomic():
        yield
