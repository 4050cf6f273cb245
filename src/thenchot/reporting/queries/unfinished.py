"""By name: who of a place has no result in a period and why, and whose result is above or below what they gave themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from thenchot.assessment.judging import rank_of
from thenchot.assessment.models import Cycle, LevelChange, Sheet, UnitMonth
from thenchot.assessment.queries.progress import HOLDER
from thenchot.assessment.steps import EXCUSED, OPENED, PUBLISHED, SUBMITTED, final_state, waiting_step
from thenchot.organisation.queries import UnitAt, below, names_of_units
from thenchot.people.identity import Identity
from thenchot.reporting.access import named_sheets, sees_all_names
from thenchot.rulesets.queries import frozen


@dataclass(frozen=True)
class Unfinished:
    """A person without a result. `why` is the absence code or the state the sheet stands in; `owes` who must act next."""

    sheet_id: int
    person: str
    staff_code: str
    unit: str
    why: str
    note: str
    owes: str


@dataclass(frozen=True)
class MovedResult:
    """A result above or below the person's own, with the last reason given and by whom."""

    sheet_id: int
    person: str
    staff_code: str
    unit: str
    before: str
    after: str
    raised: bool
    reason: str
    by: str


@dataclass(frozen=True)
class Asked:
    """Whose list, over what: the cycles of one period in one place."""

    viewer: Identity
    place: UnitAt
    cycles: Sequence[Cycle]

    @property
    def day(self) -> date:
        """As of which units are named."""
        return max((cycle.day for cycle in self.cycles), default=self.viewer.day)


def unfinished(asked: Asked, why: str = "") -> QuerySet[Sheet]:
    """The sheets without a result, the order of the tree, then of names; of one reason where one is named."""
    done = Q(pk__in=[])
    for cycle in asked.cycles:
        done |= Q(cycle=cycle, state__in=(final_state(cycle.steps), PUBLISHED))
    found = _sheets(asked).exclude(done)
    if why:
        found = found.filter(Q(absence=why) | Q(absence="", state=why))
    if asked.cycles and all(cycle.state == "published" and cycle.counted for cycle in asked.cycles):
        # The counts name the few units that have any, so that nobody else's sheet is read.
        counted = UnitMonth.objects.filter(below(asked.place.path), cycle__in=asked.cycles).exclude(excused=0, missing=0)
        found = found.filter(unit_path__in=list(counted.values_list("path", flat=True).distinct()))
    return found.order_by("unit_path", "person__sort_key", "id")


def unfinished_rows(asked: Asked, sheets: QuerySet[Sheet]) -> list[Unfinished]:
    steps = {cycle.id: cycle.steps for cycle in asked.cycles}
    rows = list(sheets.values_list(
        "id", "cycle_id", "person__full_name", "person__staff_code", "unit_id", "state", "absence", "absence_note",
        "scorer__full_name", "ranker__full_name", "decider__full_name",
    ))  # fmt: skip
    names = names_of_units({row[4] for row in rows}, asked.day)
    found = []
    for sheet, cycle, person, code, unit, state, absence, note, *holders in rows:
        step = waiting_step(steps[cycle], state)
        owes = dict(zip(HOLDER, (person, *holders), strict=True)).get(step.code) if step else ""
        found.append(Unfinished(sheet, person, code, names.get(unit, ""), absence or state, note, owes or ""))
    return found


def moved_results(asked: Asked, raised: bool | None = None) -> list[int]:
    """The numbers of the sheets that stand above or below the person's own level, in the order of the tree."""
    changed = LevelChange.objects.filter(sheet__cycle__in=asked.cycles).values("sheet_id")
    rows = _sheets(asked).filter(id__in=changed).exclude(state__in=(OPENED, SUBMITTED, EXCUSED))
    columns = ("id", "cycle__digest", "self_level", "level", "proposed_level", "band")
    found = []
    for sheet, digest, own, *levels in rows.order_by("unit_path", "person__sort_key", "id").values_list(*columns):
        book, now = frozen(digest), next((level for level in levels if level), "")
        step = rank_of(book, now) - rank_of(book, own)
        if step and raised in (None, step > 0):
            found.append(sheet)
    return found


def moved_rows(asked: Asked, ids: Sequence[int]) -> list[MovedResult]:
    reasons = {
        change.sheet_id: change
        for change in LevelChange.objects.filter(sheet_id__in=ids).select_related("by").order_by("at", "id")
    }
    person = ("id", "person__full_name", "person__staff_code", "unit_id")
    columns = (*person, "self_level", "cycle__digest", "level", "proposed_level", "band")
    rows = {row[0]: row for row in Sheet.objects.filter(id__in=ids).values_list(*columns)}
    names = names_of_units({row[3] for row in rows.values()}, asked.day)
    found = []
    for sheet in ids:
        _, name, code, unit, own, digest, *levels = rows[sheet]
        now, book = next((level for level in levels if level), ""), frozen(digest)
        found.append(MovedResult(
            sheet, name, code, names.get(unit, ""), own, now, rank_of(book, now) > rank_of(book, own),
            reasons[sheet].reason, reasons[sheet].by.full_name,
        ))  # fmt: skip
    return found


def _sheets(asked: Asked) -> QuerySet[Sheet]:
    """Of the cycles, in the place, and only those whose people's names the viewer may see."""
    found = named_sheets(asked.viewer, asked.place).filter(cycle__in=asked.cycles)
    return found.filter(below(asked.place.path, "unit_path"))


def names_hidden(asked: Asked) -> bool:
    """Whether the viewer sees the numbers of the whole place and the names of some only."""
    return not sees_all_names(asked.viewer, asked.place)
