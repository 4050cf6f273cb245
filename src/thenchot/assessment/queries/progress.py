"""How far a cycle is: counts, who is late with which step, the distribution."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Q

from thenchot.assessment.judging import level_codes
from thenchot.assessment.models import Cycle, Petition, Sheet
from thenchot.assessment.queries.moved import moved
from thenchot.assessment.queries.tally import Tally, tally_of
from thenchot.assessment.steps import (
    EXCUSED,
    OPENED,
    WAITS_IN,
    StepAt,
    final_state,
    steps_at,
    waits_in,
)
from thenchot.organisation.queries import SEGMENT, UnitAt, below, names_on, units_on, versions_on
from thenchot.people.identity import Identity
from thenchot.people.queries import names_of
from thenchot.rulesets.queries import frozen

HOLDER = {"self_assess": "person_id", "confirm": "scorer_id", "propose": "ranker_id", "decide": "decider_id"}
"""The column of the person who must act at each step."""


@dataclass(frozen=True)
class CycleRow:
    """A cycle in a list."""

    id: int
    rulebook: str
    rulebook_name: str
    category: str
    period: str
    scope: str
    state: str
    total: int
    finished: int
    excused: int
    opened: int
    """Not sent yet."""
    steps: tuple[StepAt, ...]

    @property
    def sent(self) -> int:
        return self.asked - self.opened

    @property
    def asked(self) -> int:
        return self.total - self.excused

    @property
    def completion(self) -> Fraction:
        """Finished ÷ all sheets, from 0 to 1: whoever is excused is missing too, with their reason."""
        return Fraction(self.finished, self.total) if self.total else Fraction(0)

    @property
    def completion_of_asked(self) -> Fraction:
        """Finished ÷ (all − excused), from 0 to 1."""
        return Fraction(self.finished, self.asked) if self.asked else Fraction(0)


@dataclass(frozen=True)
class StepCount:
    """A step and how many sheets have passed it or wait in it; `late` when its last day is over and some wait."""

    step: StepAt
    waiting: int
    passed: int
    late: bool


@dataclass(frozen=True)
class LateLine:
    """Somebody owes a step: how many sheets, in which unit."""

    person_id: int | None
    person: str
    unit: str
    step: str
    last: date
    count: int


@dataclass(frozen=True)
class UnitRow:
    """A unit of the cycle with its own subtree left out: counts by state and level."""

    unit_id: int
    name: str
    depth: int
    total: int
    finished: int
    excused: int
    levels: dict[str, int]


def cycles_for(viewer: Identity, period: str | None = None) -> list[CycleRow]:
    """Cycles of the viewer's roles and of their own sheets, the latest period first."""
    return cycle_rows(_seen_by(viewer, period))


def with_same_time(viewer: Identity, cycle: Cycle, tally: Tally) -> tuple[CycleRow, list[CycleRow]]:
    """The cycle, and the others of its period that the viewer sees; the figures of those are not asked for and stand at 0."""
    others = [other for other in _seen_by(viewer, cycle.period) if other.id != cycle.id]
    row, *same = _rows([cycle, *others], {cycle.id: tally.states})
    return row, same


def _seen_by(viewer: Identity, period: str | None) -> list[Cycle]:
    scopes = [path for role in ("organisation_body", "auditor") for path in viewer.scopes(role)]
    mine = Q(sheets__person_id=viewer.person_id) | Q(sheets__scorer_id=viewer.person_id)
    mine |= Q(sheets__ranker_id=viewer.person_id) | Q(sheets__decider_id=viewer.person_id)
    place = Q(pk__in=[])
    for path in scopes:
        inside = Q(scope__in=versions_on(viewer.day).filter(below(path)).values("unit_id"))
        place |= inside
    ids = Cycle.objects.filter(mine).values("id")
    rows = (
        Cycle.objects.filter(place | Q(id__in=ids))
        .select_related("scope")
        .order_by("-period", "category", "rulebook")
    )
    return list(rows.filter(period=period) if period else rows)


def cycle_rows(cycles: Sequence[Cycle]) -> list[CycleRow]:
    counts: dict[int, Counter[str]] = {}
    grouped = (
        Sheet.objects.filter(cycle__in=cycles)
        .values_list("cycle_id", "state")
        .annotate(n=Count("id"))
        .order_by()
    )
    for cycle_id, state, n in grouped:
        counts.setdefault(cycle_id, Counter())[state] = n
    return _rows(cycles, counts)


def _rows(cycles: Sequence[Cycle], counts: Mapping[int, Counter[str]]) -> list[CycleRow]:
    names: dict[tuple[date, int], str] = {}
    for day in {cycle.day for cycle in cycles}:
        scopes = {cycle.scope_id for cycle in cycles if cycle.day == day}
        rows = versions_on(day).filter(unit_id__in=scopes).values_list("unit_id", "name")
        names |= {(day, unit): name for unit, name in rows}
    return [
        _cycle_row(cycle, counts.get(cycle.id, Counter()), names.get((cycle.day, cycle.scope_id), "")) for cycle in cycles
    ]


def _cycle_row(cycle: Cycle, states: Counter[str], scope: str) -> CycleRow:
    done = {final_state(cycle.steps), "published"}
    return CycleRow(
        id=cycle.id, rulebook=cycle.rulebook, rulebook_name=frozen(cycle.digest).name, category=cycle.category,
        period=cycle.period, scope=scope, state=cycle.state, total=sum(states.values()),
        finished=sum(n for state, n in states.items() if state in done), excused=states[EXCUSED],
        opened=states[OPENED], steps=tuple(steps_at(cycle.steps)),
    )  # fmt: skip


def step_counts(cycle: Cycle, today: date, tally: Tally | None = None) -> list[StepCount]:
    """Each step of the calendar in order with who waits in it."""
    states = (tally or tally_of(cycle)).states
    asked = sum(states.values()) - states[EXCUSED]
    found, passed = [], asked
    for step in steps_at(cycle.steps):
        waiting = states[waits_in(cycle.steps, step.code)]
        passed -= waiting
        found.append(StepCount(step, waiting, passed, bool(waiting) and today > step.last))
    return found


def late_steps(cycle: Cycle, today: date) -> list[LateLine]:
    """Who owes a step whose last day is over, by name and unit, most sheets first (DESIGN: the late step has a name)."""
    return [line for line in owed_steps(cycle, today) if line.last < today]


def owed_steps(cycle: Cycle, today: date) -> list[LateLine]:
    """Who owes a step that has begun, late or not, by name and unit, most sheets first."""
    names = names_on(cycle.day)
    lines: list[LateLine] = []
    for step in steps_at(cycle.steps):
        if step.code not in WAITS_IN or today < step.first:
            continue
        holder = HOLDER[step.code]
        rows = (
            cycle.sheets.filter(state=waits_in(cycle.steps, step.code))
            .values_list(holder, "unit_id")
            .annotate(n=Count("id"))
            .order_by()
        )
        people = names_of({person for person, _, _ in rows if person})
        lines += [
            LateLine(p, people.get(p or 0, ""), names.get(u, ""), step.code, step.last, n) for p, u, n in rows
        ]
    return sorted(lines, key=lambda line: (-line.count, line.unit, line.person))


def distribution(cycle: Cycle, tally: Tally | None = None) -> dict[str, int]:
    """How many sheets stand at each level, from high to low, ASK last: the decided level, else the band."""
    counts = (tally or tally_of(cycle)).levels
    codes = [*level_codes(frozen(cycle.digest)), "ASK"]
    return {code: counts[code] for code in codes if counts[code] or code != "ASK"}


def unit_rows(cycle: Cycle) -> list[UnitRow]:
    """Units of the cycle in the order of the tree, each with its whole subtree counted in."""
    cells = _cells(cycle)
    units = {unit.path: unit for unit in units_on(cycle.day).values()}
    scope = next((u.path for u in units.values() if u.id == cycle.scope_id), "")
    return [
        _unit_row(units[path], cells[path])
        for path in sorted(cells)
        if path in units and path.startswith(scope)
    ]


def _cells(cycle: Cycle) -> dict[str, Counter[str]]:
    """Counts by path, each sheet counted in its unit and in all units above; a level's key begins with "="."""
    done = {final_state(cycle.steps), "published"}
    cells: dict[str, Counter[str]] = {}
    columns = ("unit_path", "state", "level", "band")
    for path, state, level, band, n in cycle.sheets.values_list(*columns).annotate(n=Count("id")).order_by():
        cell = Counter({"total": n, "finished": n * (state in done), "excused": n * (state == EXCUSED)})
        if state != EXCUSED:
            cell[f"={level or band}"] = n
        for end in range(SEGMENT, len(path) + 1, SEGMENT):
            cells.setdefault(path[:end], Counter()).update(cell)
    return cells


def _unit_row(unit: UnitAt, cell: Counter[str]) -> UnitRow:
    levels = {key[1:]: n for key, n in cell.items() if key.startswith("=") and key != "="}
    return UnitRow(unit.id, unit.name, unit.depth, cell["total"], cell["finished"], cell["excused"], levels)


@dataclass(frozen=True)
class ChangeCount:
    """Raised and lowered in one unit of one period."""

    unit: str
    period: str
    raised: int
    lowered: int


def change_counts(cycles: Sequence[Cycle]) -> list[ChangeCount]:
    """How many sheets stand raised and lowered, by month and unit; what a later step took back counts as neither."""
    found: dict[tuple[str, str, int], Counter[bool]] = {}
    for row in moved(cycles):
        found.setdefault((row.period, row.unit_path, row.unit_id), Counter())[row.raised] += 1
    names = names_on(max(cycle.day for cycle in cycles)) if found else {}
    return [
        ChangeCount(names.get(unit, ""), period, count[True], count[False])
        for (period, _path, unit), count in sorted(found.items())
    ]


def petition_counts(cycles: Sequence[Cycle]) -> dict[str, int]:
    rows = (
        Petition.objects.filter(sheet__cycle__in=cycles)
        .values_list("state")
        .annotate(n=Count("id"))
        .order_by()
    )
    return dict(rows)


def open_cycles() -> list[Cycle]:
    """Every cycle that is running, the oldest first."""
    return list(Cycle.objects.filter(state="open").order_by("period", "id"))
