"""Keep the counts of a cycle's results by unit: at publication, one step at a correction, and now and then while it runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Count, F

from thenchot.assessment.judging import level_codes, rank_of
from thenchot.assessment.models import Cycle, LevelChange, Sheet, UnitMonth
from thenchot.assessment.queries.moved import moved
from thenchot.assessment.steps import EXCUSED, PUBLISHED, final_state
from thenchot.lib.database import insert_many
from thenchot.organisation.queries import SEGMENT, units_on
from thenchot.rules.book import Rulebook
from thenchot.rulesets.queries import frozen

LEVELS = ("level_1", "level_2", "level_3", "level_4")
COLUMNS = (*LEVELS, "no_level", "excused", "missing")
"""Every sheet is counted in exactly one of them."""
MOVES = ("raised", "lowered")
NUMBERS = (*COLUMNS, *MOVES)
Tally = Counter[str]
"""Of one unit: numbers by the name of the column."""
Row = list[object]
"""Of one unit, in the order of the columns of `put_rows`."""


def count_results(cycle: Cycle) -> int:
    """Count the whole cycle anew, inside the caller's transaction; returns how many units."""
    rows = rows_of(cycle)
    put_rows(cycle, rows)
    Cycle.objects.filter(id=cycle.id).update(counted=F("counted") + 1)
    return len(rows)


def rows_of(cycle: Cycle) -> list[Row]:
    """The counts of every unit as the sheets stand; reads only."""
    own, reasons = _own(cycle)
    totals, all_reasons = _totals(own), _totals(reasons)
    units = units_on(cycle.day)
    scope = units[cycle.scope_id].path
    numbers = {unit.path: unit.id for unit in units.values() if unit.path.startswith(scope)}
    return [
        [
            cycle.id, numbers[path], path, *_in_order(own.get(path, {})), *_in_order(totals[path]),
            reasons.get(path, {}), all_reasons.get(path, {}),
        ]
        for path in sorted(totals) if path in numbers
    ]  # fmt: skip


def put_rows(cycle: Cycle, rows: Sequence[Row]) -> None:
    """In the place of the cycle's counts so far, inside the caller's transaction."""
    UnitMonth.objects.filter(cycle=cycle).delete()
    columns = ["cycle", "unit", "path", *NUMBERS, *(f"all_{name}" for name in NUMBERS), "reasons", "all_reasons"]
    insert_many(UnitMonth, columns, rows)


def count_uncounted() -> int:
    """Count each published cycle whose counts were never written, as one from before they were kept; returns how many."""
    found = list(Cycle.objects.filter(state="published", counted=0))
    for cycle in found:
        with transaction.atomic():
            count_results(cycle)
    return len(found)


def count_correction(sheet: Sheet, before: str, after: str) -> None:
    """A published result went from one level to another; inside the caller's transaction, its change already written."""
    cycle, path = sheet.cycle, sheet.unit_path
    steps = _steps(sheet, before, after)
    if not steps:
        return
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    units = UnitMonth.objects.filter(cycle=cycle)
    units.filter(path=path).update(**{name: F(name) + step for name, step in steps.items()})
    units.filter(path__in=above).update(**{f"all_{name}": F(f"all_{name}") + step for name, step in steps.items()})
    Cycle.objects.filter(id=cycle.id).update(counted=F("counted") + 1)


def _steps(sheet: Sheet, before: str, after: str) -> dict[str, int]:
    """By how much each column changes."""
    book = frozen(sheet.cycle.digest)
    names, found = columns_of(book), Counter[str]()
    found[names.get(before, "no_level")] -= 1
    found[names.get(after, "no_level")] += 1
    if rank_of(book, before) != rank_of(book, after):
        # The correction itself is one change; only with another before it did the result count as moved already.
        if LevelChange.objects.filter(sheet=sheet).count() > 1:
            found.subtract(_move(book, sheet.self_level, before))
        found.update(_move(book, sheet.self_level, after))
    return {name: step for name, step in found.items() if step}


def _move(book: Rulebook, own: str, level: str) -> Tally:
    step = rank_of(book, level) - rank_of(book, own)
    return Counter({MOVES[step < 0]: 1}) if step else Counter()


def columns_of(book: Rulebook) -> dict[str, str]:
    """The column that counts each level of the book, from high to low."""
    return dict(zip(level_codes(book), LEVELS, strict=False))


def _own(cycle: Cycle) -> tuple[dict[str, Tally], dict[str, Tally]]:
    """Counts of each unit's own people, and why those have no result; one pass over an index, no sheet is read."""
    names, finished = columns_of(frozen(cycle.digest)), (final_state(cycle.steps), PUBLISHED)
    found, reasons = dict[str, Tally](), dict[str, Tally]()
    rows = cycle.sheets.values_list("unit_path", "state", "absence", "level", "band").annotate(n=Count("*"))
    for path, state, absence, level, band, n in rows.order_by():
        own = found.setdefault(path, Counter())
        if state in finished:
            own[names.get(level or band, "no_level")] += n
        else:
            own["excused" if state == EXCUSED else "missing"] += n
            reasons.setdefault(path, Counter())[absence or state] += n
    for row in moved([cycle]):
        found[row.unit_path][MOVES[not row.raised]] += 1
    return found, reasons


def _totals(own: Mapping[str, Tally]) -> dict[str, Tally]:
    """The same with everybody below counted in: level by level, from the deepest units up, each adds to the one above."""
    totals = {path: Counter(counts) for path, counts in own.items()}
    for depth in range(_deepest(own), SEGMENT, -SEGMENT):
        for path in [path for path in totals if len(path) == depth]:
            totals.setdefault(path[:-SEGMENT], Counter()).update(totals[path])
    return totals


def _deepest(paths: Iterable[str]) -> int:
    return max(map(len, paths), default=0)


def _in_order(counts: Mapping[str, int]) -> Sequence[int]:
    return [counts.get(name, 0) for name in NUMBERS]
