"""Who is under a leader in a cycle, and how far their sheets are: what index d is made of (Điều 15 khoản 3 điểm a)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from thenchot.assessment.models import Comment, Cycle, Sheet
from thenchot.assessment.steps import EXCUSED, OPENED, SUBMITTED
from thenchot.organisation.queries import below
from thenchot.people.models import Appointment, DeputyField
from thenchot.people.queries import blocs_of_heads, fields_by_deputy

AS_KEPT: Mapping[int, str] = {}
FEW = 40
"""Subtrees that are still read one by one; above that the whole cycle is read."""


class Line(NamedTuple):
    """One sheet, sortable by its place in the tree."""

    path: str
    person_id: int
    rank: str
    state: str
    band: str
    bloc: str


def with_leaders_duties() -> dict[str, Exists]:
    """Annotations of a reading of sheets with which a leader's answer asks only for what there is.

    Whether the person has fields in charge, whether blocs of the unit have heads of their own, whether deputies have commented.
    """
    fields = DeputyField.objects.filter(in_force_then(), deputy_id=OuterRef("person_id"))
    heads = Appointment.objects.filter(in_force_then(), unit_id=OuterRef("unit_id"), rank="head").exclude(bloc="")
    comments = Comment.objects.filter(sheet=OuterRef("id"))
    return {"has_fields": Exists(fields), "has_split_heads": Exists(heads), "has_comments": Exists(comments)}


def in_force_then() -> Q:
    """The condition that a dated row is in force on the day of the cycle of the sheet asked for."""
    return Q(valid_from__lte=OuterRef("cycle__day")) & (Q(valid_to__isnull=True) | Q(valid_to__gte=OuterRef("cycle__day")))


@dataclass(frozen=True)
class Below:
    """Bands of the people under a leader (None: not scored), and how many sheets are still to be confirmed."""

    bands: tuple[str | None, ...]
    waiting: int


class Subordinates:
    """Answers for the leaders of one cycle from one reading of its sheets."""

    def __init__(self, cycle: Cycle, leaders: Sequence[Sheet], bands: Mapping[int, str] = AS_KEPT) -> None:
        """`bands` by person stand for those that are kept: what another rulebook would have given."""
        self._bands = bands
        # What the reading of the sheets has seen to be none is not asked for again.
        deputies = {s.person_id for s in leaders if s.rank == "deputy" and getattr(s, "has_fields", True)}
        self._fields = fields_by_deputy(deputies, cycle.day) if deputies else {}
        heads = {(s.person_id, s.unit_id) for s in leaders if s.rank == "head" and getattr(s, "has_split_heads", True)}
        self._blocs = blocs_of_heads(heads, cycle.category, cycle.day) if heads else {}
        rows = Sheet.objects.filter(_places({path for leader in leaders for path in self._paths(leader)}), cycle=cycle)
        columns = ("unit_path", "person_id", "rank", "state", "band", "bloc")
        self._lines = sorted(Line(*row) for row in rows.values_list(*columns))

    def _paths(self, leader: Sheet) -> tuple[str, ...]:
        return self._fields.get(leader.person_id) or (leader.unit_path,)

    def of(self, leader: Sheet) -> Below:
        """A head answers for everybody below; a deputy for the fields in charge, or the staff of the unit without one."""
        lines = [line for path in self._paths(leader) for line in self._range(path) if self._under(line, leader)]
        waiting = sum(1 for line in lines if line.state in (OPENED, SUBMITTED))
        return Below(tuple(self._band(line) for line in lines), waiting)

    def _band(self, line: Line) -> str | None:
        return None if line.state == EXCUSED else self._bands.get(line.person_id, line.band) or None

    def counts(self, leader: Sheet, person_id: int) -> bool:
        """Whether the person's sheet goes into the leader's index d."""
        lines = (line for path in self._paths(leader) for line in self._range(path))
        return any(line.person_id == person_id and self._under(line, leader) for line in lines)

    def _under(self, line: Line, leader: Sheet) -> bool:
        if line.person_id == leader.person_id:
            return False
        if leader.rank == "deputy":
            own_staff = line.rank == "staff" and line.path == leader.unit_path and line.bloc == leader.bloc
            return leader.person_id in self._fields or own_staff
        # Two heads in one unit lead a bloc each: neither is under the other, and each answers for their own bloc.
        if line.rank == "head" and line.path == leader.unit_path:
            return False
        blocs = self._blocs.get(leader.person_id)
        return blocs is None or line.bloc in blocs

    def _range(self, path: str) -> list[Line]:
        first = bisect_left(self._lines, (path,))
        return self._lines[first : bisect_left(self._lines, (path + "z",))]


def _places(paths: set[str]) -> Q:
    """The condition that a sheet lies under one of the paths; everywhere, when they are many."""
    tops = [path for path in paths if not any(path != other and path.startswith(other) for other in paths)]
    place = Q()
    for path in tops if len(tops) <= FEW else ():
        place |= below(path, "unit_path")
    return place
