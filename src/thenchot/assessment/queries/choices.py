"""What waits for a level, one case at a time: those the law gives none, those that differ, and those as proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from thenchot.assessment.caps import CapState, Key
from thenchot.assessment.judging import level_codes
from thenchot.assessment.models import Cycle, LevelChange, Opinion, Sheet
from thenchot.assessment.queries.grid import Grid, GridRow, grids_to_decide, grids_to_rank
from thenchot.assessment.queries.grounds import AtDesk, at_desk
from thenchot.assessment.reviews import has_meetings, lacking
from thenchot.assessment.steps import (
    CONFIRMED,
    DECIDED,
    EXCUSED,
    OPENED,
    PROPOSED,
    SUBMITTED,
    steps_at,
    waits_in,
)
from thenchot.organisation.queries import names_on
from thenchot.people.holding import NOBODY
from thenchot.people.identity import Identity
from thenchot.rules.book import ASK, NONE

ORDER = ("ask", "differs", "agreed", "owed", "settled", "waiting")
"""Groups in the order of the page: ASK alone, changed on the way, as proposed, meeting or opinion still owed (Điều 21),
decided already, not yet here."""
NOT_YET = {SUBMITTED: (OPENED,), CONFIRMED: (OPENED, SUBMITTED), PROPOSED: (OPENED, SUBMITTED, CONFIRMED)}
"""For the state in which cases come to the desk: the states before it."""


@dataclass(frozen=True)
class Case:
    """One person: the level so far (`before`), what to settle now, and every raise or lowering on the way with its reason."""

    row: GridRow
    unit: str
    group: str
    before: str
    changes: tuple[LevelChange, ...]
    behind: AtDesk | None = None
    """The level the rulebook gives, and the facts that force or limit it; None while there is no score."""
    owed: tuple[str, ...] = ()
    """In a year: what must be recorded before the decision, "meeting" or "party_committee"."""
    opinions: tuple[Opinion, ...] = ()


@dataclass(frozen=True)
class Places:
    """What is left for a group under a binding cap, and whose candidates still wait for it.

    `others` are the other authorities with the number of their candidates; the software gives the places to nobody.
    """

    state: CapState
    decided: int
    own: int
    others: tuple[tuple[str, int], ...]

    @property
    def left(self) -> int:
        return max(0, self.state.allowed - self.decided)

    @property
    def contested(self) -> bool:
        """Whether several authorities have more candidates than there are places: who comes first would take them."""
        return bool(self.own and self.others) and self.own + sum(count for _, count in self.others) > self.left


@dataclass(frozen=True)
class Desk:
    """The cases of one cycle on one person's desk. `levels` are the book's codes from high to low.

    `places` stand by body and group, where the cap binds and the viewer decides.
    """

    grid: Grid
    cases: tuple[Case, ...]
    levels: tuple[str, ...]
    last_day: date | None
    places: Mapping[Key, Places] = field(default_factory=dict)

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
    grids = grids_to_decide(viewer, period)
    return [replace(_desk(grid, "decide"), places=_places(grid, viewer.person_id)) for grid in grids]


def _places(grid: Grid, decider_id: int) -> dict[Key, Places]:
    """By body and group: how many have the capped level for good, and who would still give it to how many."""
    binding = {(cap.body_id, cap.group): cap for cap in grid.caps if cap.binding and grid.cycle.state == "open"}
    if not binding:
        return {}
    decided: Counter[Key] = Counter()
    waiting: dict[Key, Counter[tuple[int, str]]] = {key: Counter() for key in binding}
    for sheet in _holding(grid, next(iter(binding.values())).level, {body for body, _ in binding}):
        key = next((key for key in ((sheet.body_id, sheet.duty_group), (sheet.body_id, "")) if key in binding), None)
        if key is not None and sheet.state == DECIDED:
            decided[key] += 1
        elif key is not None:
            waiting[key][sheet.decider_id or 0, sheet.decider.full_name if sheet.decider else str(NOBODY)] += 1
    return {
        key: Places(
            state, decided[key], sum(count for (who, _), count in waiting[key].items() if who == decider_id),
            tuple((name, count) for (who, name), count in sorted(waiting[key].items()) if who != decider_id),
        )
        for key, state in binding.items()
    }  # fmt: skip


def _holding(grid: Grid, level: str, bodies: set[int]) -> list[Sheet]:
    """The sheets of the bodies that stand at the level so far: decided, else proposed, else by score, else by the person."""
    codes = ("level", "proposed_level", "band", "self_level")
    rows = grid.cycle.sheets.filter(reduce(or_, (Q(**{code: level}) for code in codes)), body_id__in=bodies)
    rows = rows.exclude(state__in=(EXCUSED, OPENED)).select_related("decider")
    return [sheet for sheet in rows if next((code for code in map(sheet.__getattribute__, codes) if code), "") == level]


def _desk(grid: Grid, step: str) -> Desk:
    ids = [row.sheet_id for row in grid.rows]
    changes, reviews = _changes(ids), _reviews(grid.cycle, ids)
    names = names_on(grid.cycle.day)
    ready = waits_in(grid.cycle.steps, step)
    behind = at_desk(grid.cycle, ids)
    cases = [
        reviews.put(
            replace(_case(row, ready, changes.get(row.sheet_id, ()), behind.get(row.sheet_id)), unit=names.get(row.unit_id, "")),
            blocks=step == "decide",
        )
        for row in grid.rows
    ]
    cases.sort(key=lambda case: ORDER.index(case.group))
    last = next((at.last for at in steps_at(grid.cycle.steps) if at.code == step), None)
    return Desk(grid, tuple(cases), tuple(level_codes(grid.book)), last)


@dataclass(frozen=True)
class Reviews:
    """What Điều 21 asks of each sheet and what was said of it, read once for a desk."""

    owed: Mapping[int, tuple[str, ...]]
    opinions: Mapping[int, tuple[Opinion, ...]]

    def put(self, case: Case, *, blocks: bool) -> Case:
        """The case with them; where the decision waits for them it leaves the cases to be decided now."""
        owed = self.owed.get(case.row.sheet_id, ())
        waits = blocks and owed and case.group in ("ask", "differs", "agreed")
        return replace(
            case, owed=owed, opinions=self.opinions.get(case.row.sheet_id, ()), group="owed" if waits else case.group
        )


NO_REVIEWS = Reviews({}, {})


def _reviews(cycle: Cycle, sheet_ids: Sequence[int]) -> Reviews:
    if not has_meetings(cycle.steps):
        return NO_REVIEWS
    said: dict[int, tuple[Opinion, ...]] = {}
    for one in Opinion.objects.filter(sheet__in=sheet_ids).order_by("at", "id"):
        said[one.sheet_id] = (*said.get(one.sheet_id, ()), one)
    return Reviews(lacking(cycle, list(cycle.sheets.filter(id__in=sheet_ids))), said)


def _changes(sheet_ids: Sequence[int]) -> dict[int, tuple[LevelChange, ...]]:
    found: dict[int, tuple[LevelChange, ...]] = {}
    for change in LevelChange.objects.filter(sheet__in=sheet_ids).select_related("by").order_by("at", "id"):
        found[change.sheet_id] = (*found.get(change.sheet_id, ()), change)
    return found


def _case(row: GridRow, ready: str, changes: tuple[LevelChange, ...], behind: AtDesk | None) -> Case:
    ruled = behind.ruled if behind else row.band
    before = row.proposed_level if ready == PROPOSED else ruled
    # What the rulebook, a fact or a person moved away from the score is looked at one by one.
    apart = bool(changes) or (ready == SUBMITTED and row.self_level != before)
    apart = apart or (behind is not None and (behind.apart or bool(behind.grounds.rows)))
    return Case(row, "", _group(row, ready, before, apart=apart), before, changes, behind)


def _group(row: GridRow, ready: str, before: str, *, apart: bool) -> str:
    if row.state != ready:
        return "waiting" if row.state in NOT_YET[ready] else "settled"
    if {ASK, NONE} & {row.band, before}:
        return "ask"
    return "differs" if apart else "agreed"
