"""Who is under a leader in a cycle, and how far their sheets are: what index d is made of (Điều 15 khoản 3 điểm a)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.steps import EXCUSED, OPENED, SUBMITTED
from thenchot.organisation.queries import below
from thenchot.people.queries import fields_by_deputy

Line = tuple[str, int, str, str, str]
"""(unit path, person, rank, state, band) of one sheet, sortable by path."""


@dataclass(frozen=True)
class Below:
    """Bands of the people under a leader (None: not scored), and how many sheets are still to be confirmed."""

    bands: tuple[str | None, ...]
    waiting: int


class Subordinates:
    """Answers for the leaders of one cycle from one reading of its sheets."""

    def __init__(self, cycle: Cycle, leaders: Sequence[Sheet]) -> None:
        self._fields = fields_by_deputy({s.person_id for s in leaders if s.rank == "deputy"}, cycle.day)
        paths = [path for leader in leaders for path in self._paths(leader)]
        rows = Sheet.objects.filter(cycle=cycle)
        if len(leaders) == 1 and len(paths) == 1:
            rows = rows.filter(below(paths[0], "unit_path"))
        columns = ("unit_path", "person_id", "rank", "state", "band")
        self._lines: list[Line] = sorted(rows.values_list(*columns))

    def _paths(self, leader: Sheet) -> tuple[str, ...]:
        return self._fields.get(leader.person_id) or (leader.unit_path,)

    def of(self, leader: Sheet) -> Below:
        """A head answers for everybody below; a deputy for the fields in charge, or the staff of the unit without one."""
        lines = [line for path in self._paths(leader) for line in self._range(path) if line[1] != leader.person_id]
        if leader.rank == "deputy" and leader.person_id not in self._fields:
            lines = [line for line in lines if line[2] == "staff" and line[0] == leader.unit_path]
        waiting = sum(1 for line in lines if line[3] in (OPENED, SUBMITTED))
        return Below(tuple(line[4] or None if line[3] != EXCUSED else None for line in lines), waiting)

    def _range(self, path: str) -> list[Line]:
        first = bisect_left(self._lines, (path,))
        return self._lines[first : bisect_left(self._lines, (path + "z",))]
