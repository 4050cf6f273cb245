"""The numbers of units in some cycles: kept counts of the published and of large ones that run, else one pass over the sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Substr

from thenchot.assessment.counts import LEVELS, columns_of
from thenchot.assessment.models import Cycle, Sheet, UnitMonth
from thenchot.assessment.queries.moved import moved
from thenchot.assessment.steps import EXCUSED, PUBLISHED, final_state
from thenchot.organisation.queries import SEGMENT, below
from thenchot.reporting.figures import NO_LEVEL, Figures
from thenchot.rulesets.queries import frozen

Counted = tuple[int, str, Figures]
"""Cycle, path of a unit, its numbers."""
LIVE = 20_000
"""Sheets of cycles that still run that are counted at each look at a place; of more, the counts are kept for some minutes."""


def kept(cycles: Sequence[Cycle], units: Q) -> Iterator[Counted]:
    """The kept counts of the units that the condition names, everybody below counted in."""
    if not cycles:
        return
    columns = (*LEVELS, "no_level", "excused", "missing", "raised", "lowered", "reasons")
    rows = UnitMonth.objects.filter(units, cycle__in=cycles).values_list("cycle_id", "path", *(f"all_{name}" for name in columns))
    codes = {cycle.id: list(columns_of(frozen(cycle.digest))) for cycle in cycles}
    for cycle, path, *numbers in rows:
        levels = Counter({code: n for code, n in zip(codes[cycle], numbers[:4], strict=False) if n})
        if numbers[4]:
            levels[NO_LEVEL] = numbers[4]
        excused, missing, raised, lowered, reasons = numbers[5:]
        yield cycle, path, Figures(levels, excused, missing, raised, lowered, Counter(reasons))


def live(cycles: Sequence[Cycle], path: str) -> Iterator[Counted]:
    """The sheets as they stand: those of each unit right below the place, with everybody below it, and the place's own."""
    if not cycles:
        return
    found: dict[tuple[int, str], Figures] = {}
    by_id = {cycle.id: cycle for cycle in cycles}
    for cycle, part, *stands in _grouped(cycles, path):
        _count(found.setdefault((cycle, part), Figures()), by_id[cycle], stands)
    _add_moves(found, cycles, path)
    for (cycle, part), numbers in found.items():
        yield cycle, part, numbers


def many_sheets(cycles: Sequence[Cycle], path: str) -> bool:
    """Whether the cycles have more sheets in the place than are counted at each look."""
    sheets = Sheet.objects.filter(below(path, "unit_path"), cycle__in=cycles)
    return bool(cycles) and sheets.order_by()[: LIVE + 1].count() > LIVE


def _grouped(cycles: Sequence[Cycle], path: str) -> Iterator[Any]:
    """Cycle, path of the part, state, level, band, absence, how many: all of it stands in an index, no sheet is read."""
    sheets = Sheet.objects.filter(below(path, "unit_path"), cycle__in=cycles)
    sheets = sheets.annotate(part=Substr("unit_path", 1, len(path) + SEGMENT))
    columns = ("cycle_id", "part", "state", "level", "band", "absence")
    return sheets.values_list(*columns).annotate(n=Count("*")).order_by().iterator()


def _count(numbers: Figures, cycle: Cycle, stands: Sequence[Any]) -> None:
    state, level, band, absence, n = stands
    if state in (final_state(cycle.steps), PUBLISHED):
        numbers.levels[_code(cycle, level or band)] += n
        return
    numbers.reasons[absence or state] += n
    numbers.excused += n * (state == EXCUSED)
    numbers.missing += n * (state != EXCUSED)


def _code(cycle: Cycle, level: str) -> str:
    return level if level in columns_of(frozen(cycle.digest)) else NO_LEVEL


def _add_moves(found: dict[tuple[int, str], Figures], cycles: Sequence[Cycle], path: str) -> None:
    places = {part: numbers for (_cycle, part), numbers in found.items()}
    for row in moved(cycles, path):
        numbers = places.get(row.unit_path[: len(path) + SEGMENT])
        if numbers is not None:
            numbers.raised += row.raised
            numbers.lowered += not row.raised
