"""Who a person is on a day, asked at every request: post, place, roles and fields in one statement that is written out.

Put together by the mapper it is four statements, and making them takes longer than running them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from thenchot.people.identity import Identity
from thenchot.people.models import Person

KIND_ORDER = {"seconded": 0, "acting": 1, "main": 2, "concurrent": 3}
"""The post a person works in: seconded before acting before main."""
IN_FORCE = "{table}.valid_from <= %(day)s AND ({table}.valid_to IS NULL OR {table}.valid_to >= %(day)s)"
POST, PLACE = IN_FORCE.format(table="a"), IN_FORCE.format(table="v")
PARTS = f"""
    SELECT {{also}} 'post', p.staff_code, p.full_name, p.gender, a.kind, a.id, a.unit_id, v.name, v.path, t.name, a.rank, a.bloc,
        v.bloc
    FROM {{source}} people_person p
    LEFT JOIN people_appointment a ON a.person_id = p.id AND {POST}
    LEFT JOIN organisation_title t ON t.id = a.title_id
    LEFT JOIN organisation_unitversion v ON v.unit_id = a.unit_id AND {PLACE}
    WHERE p.id = {{person}}
    UNION ALL
    SELECT {{also}} 'role', a.role, '', '', '', a.id, 0, '', v.path, '', '', '', ''
    FROM {{source}} people_grant a JOIN organisation_unitversion v ON v.unit_id = a.unit_id AND {PLACE}
    WHERE a.person_id = {{person}} AND {POST}
    UNION ALL
    SELECT {{also}} 'field', '', '', '', '', a.id, 0, '', v.path, '', '', '', ''
    FROM {{source}} people_deputyfield a JOIN organisation_unitversion v ON v.unit_id = a.unit_id AND {PLACE}
    WHERE a.deputy_id = {{person}} AND {POST}
"""
"""`source` may put a row of its own before each, with `also` its columns: see `people/security/asking.py`."""
STATEMENT = PARTS.format(also="", source="", person="%(person)s").strip()
Row = Sequence[Any]


def identity_of(person_id: int, day: date) -> Identity:
    """Return who the person is on the day. Raises Person.DoesNotExist when there is none."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, {"person": person_id, "day": day})
        rows: list[Row] = cursor.fetchall()
    return identity_in(rows, person_id, day)


def identity_in(rows: Sequence[Row], person_id: int, day: date) -> Identity:
    """Return who the rows of the statement describe. Raises Person.DoesNotExist when they are none."""
    posts = [row for row in rows if row[0] == "post"]
    if not posts:
        raise Person.DoesNotExist
    held = sorted((row for row in rows if row[0] != "post"), key=lambda row: int(row[5]))
    return _identity(person_id, day, min(posts, key=_order), held)


def _order(row: Row) -> tuple[int, int]:
    return KIND_ORDER.get(row[4], len(KIND_ORDER)), row[5] or 0


def _identity(person_id: int, day: date, post: Row, held: list[Row]) -> Identity:
    _, code, name, gender, _, _, unit_id, unit_name, path, title, rank, own_bloc, unit_bloc = post
    return Identity(
        person_id=person_id, staff_code=code, name=name, gender=gender, day=day, unit_id=unit_id,
        unit_name=unit_name or "", unit_path=path or "", title=title or "", rank=rank or "",
        bloc=own_bloc or unit_bloc or "",
        grants=tuple((row[1], row[8]) for row in held if row[0] == "role"),
        fields=tuple(row[8] for row in held if row[0] == "field"),
    )  # fmt: skip
