"""What waits for a level, one case at a time: those the law gives none, those that differ, and those as proposed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thenchot.assessment.judging import level_codes
from thenchot.assessment.models import Cycle, LevelChange
from thenchot.assessment.queries.grid import Grid, GridRow, grids_to_decide, grids_to_rank
from thenchot.assessment.steps import CONFIRMED, OPENED, PROPOSED, SUBMITTED, steps_at, waits_in
from thenchot.organisation.queries import names_on
from thenchot.people.identity import Identity
from thenchot.rules.book import ASK

ORDER = ("ask", "differs", "agreed", "settled", "waiting")
"""Groups in the order of the page: ASK alone, changed on the way, as proposed, decided already, not yet here."""
NOT_YET = {CONFIRMED: (OPENED, SUBMITTED), PROPOSED: (OPENED, SUBMITTED, CONFIRMED)}
"""For the state in which cases come to the desk: the states before it."""


@dataclass(frozen=True)
class Case:
    """One person: the level so far (`before`), what to settle now, and every raise or lowering on the way with its reason."""

    row: GridRow
    unit: str
    group: str
    before: str
    changes: tuple[LevelChange, ...]


@dataclass(frozen=True)
class Desk:
    """The cases of one cycle on one person's desk. `levels` are the book's codes from high to low."""

    grid: Grid
    cases: tuple[Case, ...]
    levels: tuple[str, ...]
    last_day: date | None

    @property
    def cycle(self) -> Cycle:
        return self.grid.cycle

    def of(self, group: str) -> tuple[Case, ...]:
        return tuple(case for case in self.cases if case.group == group)

    @property
    def open_count(self) -> int:
        return sum(1 for case in self.cases if case.group in ("ask", "differs", "agreed"))

    def holders(self, level: str) -> tuple[Case, ...]:
        """Who has the level so far, by score from high to low: the names behind a cap, none of them proposed to go."""
        found = [case for case in self.cases if (case.row.level or case.before) == level]
        return tuple(sorted(found, key=lambda case: (-(case.row.score or 0), case.row.name)))


def desks_to_rank(viewer: Identity, period: str | None = None) -> list[Desk]:
    """One desk for each open cycle (or each of the period) in which the viewer proposes levels."""
    return [_desk(grid, "propose") for grid in grids_to_rank(viewer, period)]


def desks_to_decide(viewer: Identity, period: str | None = None) -> list[Desk]:
    return [_desk(grid, "decide") for grid in grids_to_decide(viewer, period)]


def _desk(grid: Grid, step: str) -> Desk:
    changes = _changes([row.sheet_id for row in grid.rows])
    names = names_on(grid.cycle.day)
    ready = waits_in(grid.cycle.steps, step)
    cases = [_case(row, ready, changes.get(row.sheet_id, ()), names.get(row.unit_id, "")) for row in grid.rows]
    cases.sort(key=lambda case: ORDER.index(case.group))
    last = next((at.last for at in steps_at(grid.cycle.steps) if at.code == step), None)
    return Desk(grid, tuple(cases), tuple(level_codes(grid.book)), last)


def _changes(sheet_ids: Sequence[int]) -> dict[int, tuple[LevelChange, ...]]:
    found: dict[int, tuple[LevelChange, ...]] = {}
    for change in LevelChange.objects.filter(sheet__in=sheet_ids).select_related("by").order_by("at", "id"):
        found[change.sheet_id] = (*found.get(change.sheet_id, ()), change)
    return found


def _case(row: GridRow, ready: str, changes: tuple[LevelChange, ...], unit: str) -> Case:
    before = row.proposed_level if ready == PROPOSED else row.band
    return Case(row, unit, _group(row, ready, changes), before, changes)


def _group(row: GridRow, ready: str, changes: tuple[LevelChange, ...]) -> str:
    if row.state != ready:
        return "waiting" if row.state in NOT_YET[ready] else "settled"
    if row.band == ASK:
        return "ask"
    return "differs" if changes else "agreed"
