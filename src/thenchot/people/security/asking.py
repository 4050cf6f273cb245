"""Who asks, in one statement for each request: what the browser's session holds, its row, its account, and who that person is.

Nothing of it is kept between requests: a session ended, an account locked or a role withdrawn by another process counts at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model

from thenchot.people.identity import Identity
from thenchot.people.models import Account, OpenSession
from thenchot.people.security.sessions import digest_of_session
from thenchot.people.who import PARTS, Row, identity_in

ROW, ACCOUNT = OpenSession._meta.concrete_fields, Account._meta.concrete_fields
COLUMNS = [f"o.{field.column} AS o_{field.column}" for field in ROW]
COLUMNS += [f"c.{field.column} AS c_{field.column}" for field in ACCOUNT]
STATEMENT = f"""
    WITH asked AS (
        SELECT {", ".join(COLUMNS)}, k.session_data
        FROM people_opensession o JOIN people_account c ON c.id = o.account_id
        LEFT JOIN django_session k ON k.session_key = %(key)s
        WHERE o.digest = %(digest)s
    )
    {PARTS.format(also="asked.*,", source="asked CROSS JOIN", person="asked.c_person_id")}
"""


@dataclass(frozen=True)
class Asked:
    """An open session with its account, what the browser's session holds (sealed), and who the person is on the day."""

    row: OpenSession
    identity: Identity
    held: str


def asked_by(key: str, day: date) -> Asked | None:
    """None where no session is open under the key; whether it still counts is asked of `sessions.counts`."""
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"key": key, "digest": digest_of_session(key), "day": day})
        rows: list[Row] = cursor.fetchall()
    if not rows:
        return None
    values = list(rows[0])
    for at, converters, expression in _converters(connection.vendor):
        for convert in converters:
            values[at] = convert(values[at], expression, connection)
    row, end = _made(OpenSession, values), len(ROW) + len(ACCOUNT)
    row.account = _made(Account, values[len(ROW) : end])
    who = identity_in([found[end + 1 :] for found in rows], row.account.person_id, day)
    return Asked(row, who, values[end] or "")


def _made(model: type[Any], values: Sequence[Any]) -> Any:
    names = [field.attname for field in model._meta.concrete_fields]
    return model.from_db(DEFAULT_DB_ALIAS, names, values[: len(names)])


@cache
def _converters(vendor: str) -> list[tuple[int, list[Any], Any]]:
    """How the values of this engine become the fields' own: (place, functions, expression)."""
    assert vendor == connections[DEFAULT_DB_ALIAS].vendor
    compiler = OpenSession.objects.all().query.get_compiler(DEFAULT_DB_ALIAS)
    models: tuple[type[Model], ...] = (OpenSession, Account)
    columns = [field.get_col(model._meta.db_table) for model in models for field in model._meta.concrete_fields]
    return [(at, found, expression) for at, (found, expression) in compiler.get_converters(columns).items()]
