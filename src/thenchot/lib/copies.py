"""Copies of the database file of a small installation, taken while it is in use, and whether a database holds anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection


def copy_file(source: Path, copy: Path) -> None:
    """Write an SQLite database as of one moment; writers go on meanwhile."""
    # In one step: a copy made in several begins anew whenever somebody writes, and on a busy day never ends.
    with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as live, closing(sqlite3.connect(copy)) as kept:
        live.backup(kept, pages=-1)
        kept.execute("PRAGMA journal_mode=DELETE")


def rows_in_file(copy: Path, table: str) -> int:
    """How many rows a table of an SQLite file has."""
    with closing(sqlite3.connect(copy)) as kept:
        return int(kept.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0])


def holds_any(table: str) -> bool:
    """Whether the database in use has the table with a row in it."""
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
        return bool(cursor.fetchone()[0])
