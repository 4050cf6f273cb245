"""States of the database that many tests begin with: made once by the real actions, then laid back as rows."""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

from thenchot.lib import clock

T = TypeVar("T")
FILLED_BY_DJANGO = {"django_content_type", "auth_permission"}
READS = ("SELECT", "SAVEPOINT", "RELEASE", "SET", "PRAGMA")
Rows = Mapping[str, list[Any]]


@dataclass(frozen=True)
class State:
    """What a builder left: its answer, the day it set the clock to, the rows of each table in the engine's own form."""

    key: Hashable
    answer: object
    day: str
    rows: Rows


@dataclass
class Stage:
    """What the database of the running test holds: a state nothing has been written to since, or nobody knows what."""

    state: State | None = None
    untouched: bool = False
    kept: dict[Hashable, State] = field(default_factory=dict)

    def watch(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.untouched and not sql.lstrip(" (").upper().startswith(READS):
            self.untouched = False
        return execute(sql, params, many, context)


STAGE = Stage()
EMPTY = State("empty", None, "", {})


def begin() -> None:
    """Forget what the last test left; a test that begins is taken to know nothing of its database."""
    STAGE.state, STAGE.untouched = None, False


def state(build: Callable[..., T], *given: Hashable) -> T:
    """Answer what `build(*given)` answers, with the same rows in the database, whether it runs or its rows are laid back.

    It runs where this state was not yet made from an empty database, or from another state that nothing was written to since;
    and wherever the test has already written something. A builder reads nothing but the database, the clock, the settings and
    what it is given. The answer is a copy, free to be changed.
    """
    before = _known()
    if before is None:
        return build(*given)
    key = (before.key, build, given, *_surroundings())
    found = STAGE.kept.get(key)
    if found is not None:
        _lay_back(before.rows, found.rows)
        os.environ[clock.FROZEN_DAY] = found.day
    else:
        STAGE.untouched = False  # what the builder itself begins with is no state of its own
        answer = build(*given)
        found = STAGE.kept[key] = State(key, copy.deepcopy(answer), os.environ.get(clock.FROZEN_DAY, ""), rows())
    STAGE.state, STAGE.untouched = found, True
    return cast(T, copy.deepcopy(found.answer))


def _surroundings() -> tuple[Hashable, ...]:
    set_to = (settings.RULEBOOK_FOLDERS, settings.PASSWORD_HASHERS, settings.SEAL_KEY)
    return os.environ.get(clock.FROZEN_DAY), clock.now, str(set_to)


def _known() -> State | None:
    if STAGE.watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(STAGE.watch)
    if STAGE.state is not None:
        return STAGE.state if STAGE.untouched else None
    return EMPTY if _is_empty() else None


def tables() -> list[str]:
    models = apps.get_models(include_auto_created=True)
    return [m._meta.db_table for m in models if m._meta.managed and m._meta.db_table not in FILLED_BY_DJANGO]


def _is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + " OR ".join(f'EXISTS (SELECT 1 FROM "{table}")' for table in tables()))
        return not cursor.fetchone()[0]


def rows() -> Rows:
    """The rows of each table that has any, as the engine writes them itself, so that not one bit changes on the way."""
    take = _take_postgresql if connection.vendor == "postgresql" else _take_sqlite
    with connection.cursor() as cursor:
        found = {table: take(cursor, table) for table in tables()}
    return {table: there for table, there in found.items() if there}


def _lay_back(before: Rows, after: Rows) -> None:
    """Make the rows of `after` of those of `before`.

    The references among them were checked when they were made; PostgreSQL would take longer for that than for the rows.
    """
    postgresql = connection.vendor == "postgresql"
    put = _put_postgresql if postgresql else _put_sqlite
    with transaction.atomic(), connection.cursor() as cursor:
        if postgresql:
            cursor.execute("SET LOCAL session_replication_role = replica")
        for table in sorted({*before, *after}):
            old, new = before.get(table, []), after.get(table, [])
            if old == new[: len(old)]:
                put(cursor, table, new[len(old) :])
            else:
                cursor.execute(f'DELETE FROM "{table}"')
                put(cursor, table, new)
        if postgresql:
            cursor.execute("SET LOCAL session_replication_role = origin")


def _take_postgresql(cursor: Any, table: str) -> list[Any]:
    with cursor.copy(f'COPY (SELECT * FROM "{table}" ORDER BY 1) TO STDOUT') as out:
        return b"".join(out).splitlines(keepends=True)


def _put_postgresql(cursor: Any, table: str, new: list[Any]) -> None:
    if new:
        with cursor.copy(f'COPY "{table}" FROM STDIN') as into:
            into.write(b"".join(new))


def _take_sqlite(cursor: Any, table: str) -> list[Any]:
    cursor.execute(f'SELECT * FROM "{table}" LIMIT 0')
    # A sign before a column hides its declared type from the driver, which would turn dates into objects.
    columns = ", ".join(f'+"{column[0]}"' for column in cursor.description)
    cursor.execute(f'SELECT {columns} FROM "{table}" ORDER BY 1')
    return list(cursor.fetchall())


def _put_sqlite(cursor: Any, table: str, new: list[Any]) -> None:
    if new:
        cursor.executemany(f'INSERT INTO "{table}" VALUES ({", ".join(["%s"] * len(new[0]))})', new)
