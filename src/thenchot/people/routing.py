"""Who scores, who ranks and who decides for a subject: the delegation table first, then Nghị định 335/2025 Điều 10.

Pure: given the units, their heads and the table as of a day, every answer follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thenchot.organisation.queries import UnitAt

UP = {"direct": "using", "using": "managing", "managing": "managing"}


@dataclass(frozen=True)
class Subject:
    """A kind of person in a unit; `bloc` is the appointment's own or the unit's."""

    unit_id: int
    bloc: str
    rank: str
    category: str
    tier: str = ""


@dataclass(frozen=True)
class Row:
    """A row of the delegation table (phân cấp); blank conditions match everybody."""

    task: str
    path: str
    bloc: str
    rank: str
    category: str
    tier: str
    holder_id: int | None
    holder_unit_id: int | None
    citation: str

    def fits(self, task: str, subject: Subject, path: str) -> bool:
        wanted = (
            (self.bloc, subject.bloc),
            (self.rank, subject.rank),
            (self.category, subject.category),
            (self.tier, subject.tier),
        )
        return (
            self.task == task and path.startswith(self.path) and all(not own or own == given for own, given in wanted)
        )

    @property
    def weight(self) -> tuple[int, int]:
        """The more conditions the stronger; among equals the deeper unit."""
        return sum(map(bool, (self.bloc, self.rank, self.category, self.tier))), len(self.path)


@dataclass(frozen=True)
class Holder:
    person_id: int | None
    citation: str


@dataclass(frozen=True)
class Router:
    """Answers for one day. `heads` maps (unit, bloc) to the head; (unit, "") is the head of all its blocs."""

    units: Mapping[int, UnitAt]
    heads: Mapping[tuple[int, str], int]
    rows: Sequence[Row]

    def head_of(self, unit_id: int, bloc: str) -> int | None:
        return self.heads.get((unit_id, bloc), self.heads.get((unit_id, "")))

    def holder(self, task: str, subject: Subject) -> Holder:
        """Return who holds the task ("score", "rank", "decide") for the subject, and by which provision."""
        path = self.units[subject.unit_id].path
        fitting = [row for row in self.rows if row.fits(task, subject, path)]
        if fitting:
            # The rows stand from the oldest to the latest, and of equals the latest holds.
            best = max(reversed(fitting), key=lambda row: row.weight)
            person = best.holder_id or (best.holder_unit_id and self.head_of(best.holder_unit_id, subject.bloc)) or None
            return Holder(person, best.citation)
        if task == "decide":
            return self.holder("rank", subject)
        return self._by_decree(task, subject)

    def _by_decree(self, task: str, subject: Subject) -> Holder:
        unit = self.units[subject.unit_id]
        if subject.rank == "head":
            # Điều 10 khoản 1 điểm a, b: a head is followed by the head of the body above, who also ranks (khoản 2).
            above = self._nearest(unit, UP[unit.position], start_above=True)
            point = "a" if unit.position == "using" else "b"
            return self._held(
                above, subject, f"Điều 10 khoản 1 điểm {point}" if task == "score" else f"Điều 10 khoản 2 điểm {point}"
            )
        if unit.position == "direct" and task == "score":
            return self._held(unit, subject, "Điều 10 khoản 1 điểm c")
        if unit.position == "direct":
            return self._held(self._nearest(unit, "using", start_above=True), subject, "Điều 10 khoản 2 điểm b")
        return self._held(unit, subject, "Điều 10 khoản 1 điểm b" if task == "score" else "Điều 10 khoản 2 điểm b")

    def _held(self, unit: UnitAt | None, subject: Subject, citation: str) -> Holder:
        return Holder(self.head_of(unit.id, subject.bloc) if unit else None, citation)

    def _nearest(self, unit: UnitAt, position: str, *, start_above: bool) -> UnitAt | None:
        """The closest unit of the position at or above; the root stands in where no unit of it is left."""
        here = self.units.get(unit.parent_id or 0) if start_above else unit
        while here is not None and here.position not in (position, "managing"):
            here = self.units.get(here.parent_id or 0)
        return here

    def body_of(self, unit_id: int) -> int:
        """The using body (cơ quan sử dụng) a unit belongs to: caps count within it (Điều 20 khoản 5)."""
        unit = self.units[unit_id]
        if unit.position != "direct":
            return unit.id
        using = self._nearest(unit, "using", start_above=True)
        return using.id if using else unit.id
