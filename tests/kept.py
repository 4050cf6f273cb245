"""States of the database that many tests begin with: made once by the real actions, then laid back as rows."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper

from thenchot.lib.clock import FROZEN_DAY

T = TypeVar("T")
FILLED_BY_DJANGO = {"django_content_type", "auth_permission"}


@dataclass(frozen=True)
class State:
    """What a builder left: its answer, the day it set the clock to, the rows of each table in the engine's own form."""

    answer: object
    day: str | None
    rows: dict[str, Any]


KEPT: dict[Hashable, State] = {}


def state(build: Callable[..., T], *given: Hashable) -> T:
    """Answer what `build(*given)` answers, with the same rows in the database, whether it runs or its rows are laid back.

    Where the database is not empty the builder always runs: what it does may rest on what is there. The answer is a copy, free
    to be changed. A builder reads nothing but the database, the clock, the settings and what it is given.
    """
    if not _is_empty():
        return build(*given)
    key = (build, given, os.environ.get(FROZEN_DAY), str(settings.RULEBOOK_FOLDERS), str(settings.PASSWORD_HASHERS))
    if key in KEPT:
        _lay_back(KEPT[key])
    else:
        answer = build(*given)
        KEPT[key] = State(copy.deepcopy(answer), os.environ.get(FROZEN_DAY), dict(_rows()))
    return cast(T, copy.deepcopy(KEPT[key].answer))


def tables() -> Sequence[str]:
    models = apps.get_models(include_auto_created=True)
    return [model._meta.db_table for model in models if model._meta.managed and model._meta.db_table not in FILLED_BY_DJANGO]


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in tables()))
        return not cursor.fetchone()[0]


def _lay_back(kept: State) -> None:
    if kept.day is not None:
        os.environ[FROZEN_DAY] = kept.day
    put = _put_postgresql if connection.vendor == "postgresql" else _put_sqlite
    with connection.cursor() as cursor, _unchecked(cursor):
        for table, rows in kept.rows.items():
            put(cursor, table, rows)


@contextmanager
def _unchecked(cursor: CursorWrapper) -> Iterator[None]:
    """The references among the rows were checked when they were made; checking them again costs more than the rows."""
    if connection.vendor != "postgresql":
        yield
        return
    cursor.execute("SET LOCAL session_replication_role = replica")
    yield
    cursor.execute("SET LOCAL session_replication_role = origin")


def _rows() -> Iterator[tuple[str, Any]]:
    """The rows of each table that has any, as the engine writes them itself, so that not one bit changes on the way."""
    take = _take_postgresql if connection.vendor == "postgresql" else _take_sqlite
    with connection.cursor() as cursor:
        for table in tables():
            rows = take(cursor, table)
            if rows:
                yield table, rows


def _take_postgresql(cursor: Any, table: str) -> bytes:
    with cursor.copy(f'COPY "{table}" TO STDOUT') as out:
        return b"".join(out)


def _put_postgresql(cursor: Any, table: str, rows: bytes) -> None:
    with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
        into.write(rows)


def _take_sqlite(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
    # A sign before a column hides its declared type from the driver, which would turn dates into objects.
    columns = ", ".join(f'+"{column[0]}"' for column in cursor.description)
    cursor.execute(f'SELECT {columns} FROM "{table}"')
    return list(cursor.fetchall())


def _put_sqlite(cursor: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    cursor.executemany(f'INSERT INTO "{table}" VALUES ({", ".join(["%s"] * len(rows[0]))})', rows)
