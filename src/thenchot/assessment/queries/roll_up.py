"""The distribution of every unit with everybody below it, over published months: from the counts kept at publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db import connection

from thenchot.assessment.counts import COLUMNS
from thenchot.assessment.judging import level_codes
from thenchot.assessment.models import Cycle, UnitMonth
from thenchot.rulesets.queries import frozen

KEPT = 240
"""Published cycles of which a process keeps the counts: five years of four categories."""


@dataclass(frozen=True)
class RolledUp:
    """One unit in one published cycle, everybody below it counted in; levels from high to low."""

    path: str
    levels: tuple[int, ...]
    no_level: int
    excused: int
    missing: int

    @property
    def finished(self) -> int:
        return sum(self.levels) + self.no_level

    @property
    def total(self) -> int:
        """Everybody who has a sheet: the excused are in the denominator of completion."""
        return self.finished + self.excused + self.missing


Row = tuple[str, int, int, int, int, int, int, int]
"""Path, four levels, without a level, excused, missing."""


def rolled_up(cycles: Sequence[Cycle]) -> dict[int, tuple[Row, ...]]:
    """Rows of every unit of each cycle, in the order of the tree. A closed month is read once by a process."""
    fresh = Cycle.objects.filter(id__in=[cycle.id for cycle in cycles]).values_list("id", "counted", "last_hash")
    return {key[0]: read(*key) for key in fresh}


@lru_cache(maxsize=KEPT)
def read(cycle_id: int, *_as_of: object) -> tuple[Row, ...]:
    """What stands behind the number says of when the counts are: after a correction they are read again."""
    columns = ", ".join(f"all_{name}" for name in COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT path, {columns} FROM assessment_unitmonth WHERE cycle_id = %s ORDER BY path", [cycle_id])
        return tuple(cursor.fetchall())


def branch(cycles: Sequence[Cycle], path: str) -> dict[int, RolledUp]:
    """One unit over many cycles, by cycle; cycles in which it has nobody are left out."""
    rows = UnitMonth.objects.filter(cycle__in=cycles, path=path)
    books = {cycle.id: len(level_codes(frozen(cycle.digest))) for cycle in cycles}
    found = rows.values_list("cycle_id", "path", *(f"all_{name}" for name in COLUMNS))
    return {cycle: _unit(row, books[cycle]) for cycle, *row in found}


def _unit(row: Sequence[int | str], levels: int) -> RolledUp:
    path, *counts = row
    numbers = [int(count) for count in counts]
    return RolledUp(str(path), tuple(numbers[:levels]), numbers[4], numbers[5], numbers[6])
