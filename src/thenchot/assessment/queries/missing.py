"""Everybody without a finished result: why, and who owes the next step; asked for a page or a file's part at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, Value, When

from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.queries.progress import HOLDER
from thenchot.assessment.queries.tally import Tally, tally_of
from thenchot.assessment.steps import final_state, waiting_step
from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import below, names_on

PART = 2000


@dataclass(frozen=True)
class Missing:
    """A sheet that is not finished, and who owes the next step; or one left out, with the reason."""

    sheet_id: int
    person: str
    unit: str
    state: str
    absence: str
    note: str
    responsible: str


def missing_sheets(cycle: Cycle, under: str = "", search: str = "") -> QuerySet[Sheet]:
    """The sheets without a finished result: those who owe something before those excused, then by state and name.

    `search` is looked for, without marks, in the name followed by the unit's.
    """
    sheets = cycle.sheets.exclude(state__in=(final_state(cycle.steps), "published"))
    if under:
        sheets = sheets.filter(below(under, "unit_path"))
    if fold(search):
        sheets = sheets.filter(_named(cycle, fold(search)))
    excused = Case(When(absence="", then=Value(0)), default=Value(1))
    return sheets.order_by(excused, "state", "person__sort_key", "id")


def _named(cycle: Cycle, sought: str) -> Q:
    units = {unit: fold(name) for unit, name in names_on(cycle.day).items()}
    found = Q(person__folded__contains=sought) | Q(
        unit_id__in=[unit for unit, name in units.items() if sought in name]
    )
    words = sought.split(" ")
    for at in range(1, len(words)):
        # The name may end with the first words, the unit's begin with the others.
        end, start = " ".join(words[:at]), " ".join(words[at:])
        begun = [unit for unit, name in units.items() if name.startswith(start)]
        if begun:
            found |= Q(person__folded__endswith=end, unit_id__in=begun)
    return found


def missing(cycle: Cycle, under: str = "") -> Iterator[Missing]:
    """Every one of them, read in parts: a file of a city's is never held whole, nor a read transaction for who is slow."""
    ids = list(missing_sheets(cycle, under).values_list("id", flat=True))
    names = names_on(cycle.day)
    for first in range(0, len(ids), PART):
        yield from missing_rows(cycle, ids[first : first + PART], names)


def missing_rows(cycle: Cycle, ids: Sequence[int], names: dict[int, str] | None = None) -> list[Missing]:
    """The sheets of these numbers, in their order."""
    rows = Sheet.objects.filter(id__in=ids).values_list(
        "id", "person__full_name", "unit_id", "state", "absence", "absence_note",
        "scorer__full_name", "ranker__full_name", "decider__full_name",
    )  # fmt: skip
    names = names_on(cycle.day) if names is None else names
    found = {}
    for sheet, person, unit, state, absence, note, *holders in rows:
        step = waiting_step(cycle.steps, state)
        owes = dict(zip(HOLDER, (person, *holders), strict=True)).get(step.code) if step else None
        found[sheet] = Missing(sheet, person, names.get(unit, ""), state, absence, note, owes or "")
    return [found[sheet] for sheet in ids if sheet in found]


def missing_by_reason(cycle: Cycle, tally: Tally | None = None) -> dict[str, int]:
    """How many sheets are not finished, by absence code or, without one, by the state they wait in."""
    found: Counter[str] = Counter()
    for (absence, state), n in sorted((tally or tally_of(cycle)).reasons.items()):
        if state not in (final_state(cycle.steps), "published"):
            found[absence or state] += n
    return dict(found)
