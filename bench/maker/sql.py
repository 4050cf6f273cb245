"""The few words of SQL the maker needs on both engines; everything here is made of constants, so nothing is a parameter."""

from __future__ import annotations

from django.db import connection


def run(statement: str) -> int:
    """Run one statement and return how many rows it touched. A per cent sign in it is just that."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.rowcount)


def numbers(last: int, first: int = 1) -> str:
    """A common table expression n(i) with the numbers from first to last."""
    return f"WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last})"


def padded(number: str) -> str:
    """One level of a path: eight digits."""
    if connection.vendor == "postgresql":
        return f"lpad(CAST({number} AS text), 8, '0')"
    return f"printf('%08d', {number})"


def day(text: str) -> str:
    """A day where the column does not tell its type: inside CASE PostgreSQL would take it for a text."""
    return f"DATE '{text}'" if connection.vendor == "postgresql" else f"'{text}'"


def after_numbers(*tables: str) -> None:
    """PostgreSQL hands out numbers by itself: it goes on after those that were written here."""
    if connection.vendor == "postgresql":
        for table in tables:
            run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT coalesce(max(id), 1) FROM {table}))")


def analyse() -> None:
    """Tell the planner how large the tables are; asked again once they have grown, or it takes a long trail for a short one."""
    if connection.vendor == "sqlite":
        run("PRAGMA analysis_limit = 1000")
    run("ANALYZE")


def for_filling() -> None:
    """A file that is thrown away if the fill is broken off needs no second copy of each page, nor to wait for the disk."""
    if connection.vendor == "sqlite":
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "temp_store = FILE"):
            run(f"PRAGMA {pragma}")
