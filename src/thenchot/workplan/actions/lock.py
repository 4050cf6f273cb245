"""Close the plan rows of people whose result is published."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet


def lock_period(*, period: str, people: QuerySet[Any, Any]) -> int:
    """Lock the period for these people, in one statement inside the caller's transaction; returns how many were not locked yet.

    `people` selects exactly one column, their numbers: the room above knows whose result it publishes.
    """
    chosen, params = people.query.sql_with_params()
    statement = (
        f"INSERT INTO workplan_lockedperiod (person_id, period) WITH chosen (number) AS ({chosen}) "
        "SELECT DISTINCT number, CAST(%s AS text) FROM chosen WHERE true ON CONFLICT DO NOTHING"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, period])
        return int(cursor.rowcount)
