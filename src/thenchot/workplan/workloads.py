"""The plan rows of a whole period summed by doer inside the database, in whole numbers, so that nothing is rounded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db import connection, transaction

from thenchot.workplan.models import COUNTED

CHUNK = 10_000
PLACES = 10_000
"""Units are kept with four places: ten thousandths are whole."""


class Sums(NamedTuple):
    """What a doer's rows make together: ten thousandths of a converted unit; quality and progress in quarters of one.

    The same facts as `rules.facts.workload` and `rules.score.ratios` take one by one (Điều 14, Điều 18 khoản 1).
    """

    doer_id: int
    assigned: int
    quantity: int
    quality: int
    progress: int


def sums_of(period: str) -> Iterator[Sums]:
    """One line for each doer of the period, in the order of their numbers."""
    size = f"CAST(ROUND(units * {PLACES}) AS bigint)"
    done = "status = 'done'"
    statement = (
        f"SELECT doer_id, SUM(CASE WHEN origin = 'planned' THEN {size} ELSE 0 END), "
        f"SUM(CASE WHEN {done} THEN {size} ELSE 0 END), "
        f"SUM(CASE WHEN {done} THEN {size} * {_left('rejections')} ELSE 0 END), "
        f"SUM(CASE WHEN {done} THEN {size} * {_left('latenesses')} ELSE 0 END) FROM workplan_task "
        f"WHERE period = %s AND doer_id IS NOT NULL AND status IN ({', '.join(['%s'] * len(COUNTED))}) "
        "GROUP BY doer_id ORDER BY doer_id"
    )
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(statement, [period, *COUNTED])
        while rows := cursor.fetchmany(CHUNK):
            for doer, *sums in rows:
                yield Sums(doer, *map(int, sums))


def _left(times: str) -> str:
    """Quarters left of a product after its rejections or latenesses that nobody excused; four times leave nothing."""
    counted = f"({times} - {times}_excused)"
    return f"CASE WHEN {counted} >= 4 THEN 0 ELSE 4 - {counted} END"
