"""Results of leaders to be looked at again, because a result below them was replaced; nothing is replaced by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Q

from thenchot.assessment.access import visible_sheets
from thenchot.assessment.models import Cycle, Published, Sheet
from thenchot.assessment.stale import Stale, stale_leaders
from thenchot.assessment.steps import PUBLISHED, has
from thenchot.organisation.queries import below, names_on
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Outdated:
    """A leader whose d is no longer what was frozen; `replaced` are the people whose results changed."""

    sheet_id: int
    version: int
    cycle_id: int
    period: str
    leader: str
    unit: str
    before: Fraction
    now: Fraction | None
    replaced: tuple[str, ...]
    holder_id: int | None
    """Who issues the replacement: who decides the level, where the period has that step, else who scores."""
    holder: str


def holder_of(sheet: Sheet) -> str:
    return "decider" if has(sheet.cycle.steps, "decide") else "scorer"


def outdated(viewer: Identity, cycle_id: int | None = None) -> list[Outdated]:
    """For who scores or decides on the leader, and the organisation body over the leader's place."""
    again = Published.objects.filter(number__gt=1)
    again = again.filter(sheet__cycle_id=cycle_id) if cycle_id else again
    people: dict[int, dict[int, str]] = defaultdict(dict)
    for number, person, name in again.values_list("sheet__cycle_id", "sheet__person_id", "sheet__person__full_name"):
        people[number][person] = name
    rows = []
    for cycle in Cycle.objects.filter(id__in=people).order_by("-period", "id"):
        rows += _of_cycle(viewer, cycle, people[cycle.id])
    return rows


def _of_cycle(viewer: Identity, cycle: Cycle, people: Mapping[int, str]) -> list[Outdated]:
    me = viewer.person_id
    place = Q(scorer_id=me) | Q(decider_id=me)
    for path in viewer.scopes("organisation_body"):
        place |= below(path, "unit_path")
    seen = visible_sheets(viewer).filter(place, cycle=cycle, state=PUBLISHED).exclude(rank="staff").exclude(person_id=me)
    leaders = list(seen.select_related("cycle", "person", "scorer", "decider").order_by("unit_path", "id"))
    found = stale_leaders(cycle, leaders, people) if leaders else []
    names = names_on(cycle.day) if found else {}
    return [_row(stale, people, names) for stale in found]


def _row(stale: Stale, people: Mapping[int, str], names: Mapping[int, str]) -> Outdated:
    sheet = stale.sheet
    holder = getattr(sheet, holder_of(sheet))
    replaced = tuple(sorted(people[person] for person in stale.replaced))
    return Outdated(
        sheet.id, sheet.version, sheet.cycle_id, sheet.cycle.period, sheet.person.full_name, names.get(sheet.unit_id, ""),
        stale.before, stale.now, replaced, holder.id if holder else None, holder.full_name if holder else "",
    )  # fmt: skip


def is_outdated(viewer: Identity, sheet: Sheet) -> bool:
    """Whether the leader's published result is one of those the viewer is to look at again."""
    return any(row.sheet_id == sheet.id for row in outdated(viewer, sheet.cycle_id))
