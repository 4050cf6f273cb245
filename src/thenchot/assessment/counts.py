"""Keep the counts of a published cycle's results by unit: all of them at publication, one step at a correction."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, F

from thenchot.assessment.judging import level_codes
from thenchot.assessment.models import Cycle, UnitMonth
from thenchot.assessment.steps import EXCUSED, PUBLISHED
from thenchot.lib.database import insert_many
from thenchot.organisation.queries import SEGMENT, units_on
from thenchot.rules.book import Rulebook
from thenchot.rulesets.queries import frozen

LEVELS = ("level_1", "level_2", "level_3", "level_4")
COLUMNS = (*LEVELS, "no_level", "excused", "missing")


def count_results(cycle: Cycle) -> int:
    """Count the whole cycle anew, inside the caller's transaction; returns how many units."""
    own = _own(cycle)
    totals = _totals(own)
    units = units_on(cycle.day)
    scope = units[cycle.scope_id].path
    numbers = {unit.path: unit.id for unit in units.values() if unit.path.startswith(scope)}
    UnitMonth.objects.filter(cycle=cycle).delete()
    columns = ["cycle", "unit", "path", *COLUMNS, *(f"all_{name}" for name in COLUMNS)]
    nothing = [0] * len(COLUMNS)
    rows = [[cycle.id, numbers[path], path, *own.get(path, nothing), *totals[path]] for path in sorted(totals) if path in numbers]
    insert_many(UnitMonth, columns, rows)
    Cycle.objects.filter(id=cycle.id).update(counted=F("counted") + 1)
    return len(rows)


def count_correction(cycle: Cycle, path: str, before: str, after: str) -> None:
    """One published result of the unit at the path went from one level to another; inside the caller's transaction."""
    names = columns_of(frozen(cycle.digest))
    taken, given = names.get(before, "no_level"), names.get(after, "no_level")
    if taken == given:
        return
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    units = UnitMonth.objects.filter(cycle=cycle)
    units.filter(path=path).update(**{taken: F(taken) - 1, given: F(given) + 1})
    units.filter(path__in=above).update(**{f"all_{taken}": F(f"all_{taken}") - 1, f"all_{given}": F(f"all_{given}") + 1})
    Cycle.objects.filter(id=cycle.id).update(counted=F("counted") + 1)


def columns_of(book: Rulebook) -> dict[str, str]:
    """The column that counts each level of the book, from high to low."""
    return dict(zip(level_codes(book), LEVELS, strict=False))


def _own(cycle: Cycle) -> dict[str, list[int]]:
    """Counts of each unit's own people, in the order of COLUMNS."""
    names, found = columns_of(frozen(cycle.digest)), dict[str, list[int]]()
    grouped = cycle.sheets.values_list("unit_path", "state", "level", "band").annotate(n=Count("id")).order_by()
    for path, state, level, band, n in grouped:
        name = {EXCUSED: "excused", PUBLISHED: names.get(level or band, "no_level")}.get(state, "missing")
        found.setdefault(path, [0] * len(COLUMNS))[COLUMNS.index(name)] += n
    return found


def _totals(own: dict[str, list[int]]) -> dict[str, list[int]]:
    """The same with everybody below counted in: level by level, from the deepest units up, each adds to the one above."""
    totals = {path: list(counts) for path, counts in own.items()}
    for depth in range(max(map(len, own), default=0), SEGMENT, -SEGMENT):
        for path in [path for path in totals if len(path) == depth]:
            _add(totals.setdefault(path[:-SEGMENT], [0] * len(COLUMNS)), totals[path])
    return totals


def _add(to: list[int], counts: Sequence[int]) -> None:
    for at, count in enumerate(counts):
        to[at] += count
