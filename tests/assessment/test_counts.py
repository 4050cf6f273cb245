"""The counts of a published cycle by unit: they are those of its sheets, before and after a correction."""

from __future__ import annotations

from tests.assessment.cast import AN, Town
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.judging import level_codes
from thenchot.assessment.models import Cycle, UnitMonth
from thenchot.assessment.queries.progress import unit_rows
from thenchot.assessment.queries.roll_up import branch, rolled_up
from thenchot.rulesets.queries import frozen


def counted(cycle: Cycle) -> dict[str, tuple[int, ...]]:
    return {path: tuple(counts) for path, *counts in rolled_up([cycle])[cycle.id]}


def from_sheets(cycle: Cycle) -> dict[str, tuple[int, ...]]:
    """The same from the pages' own reading of the sheets."""
    paths = dict(UnitMonth.objects.filter(cycle=cycle).values_list("unit_id", "path"))
    codes = level_codes(frozen(cycle.digest))
    found = {}
    for row in unit_rows(cycle):
        levels = [row.levels.get(code, 0) for code in codes]
        missing = row.total - row.finished - row.excused
        levels += [0] * (4 - len(levels))
        found[paths[row.unit_id]] = (*levels, row.finished - sum(levels), row.excused, missing)
    return found


def test_publication_counts_every_unit_with_everybody_below(any_town: Town) -> None:
    any_town.finish()
    any_town.publish()
    cycle = any_town.cycle
    assert counted(cycle) == from_sheets(cycle)
    root = min(counted(cycle), key=len)
    assert sum(counted(cycle)[root]) == cycle.sheets.count()
    assert branch([cycle], root)[cycle.id].total == cycle.sheets.count()


def test_a_correction_moves_one_count_in_the_unit_and_in_every_unit_above(town: Town) -> None:
    town.finish()
    town.publish()
    before = counted(town.cycle)
    sheet = town.sheet(AN)
    assert sheet.scorer
    low = dict.fromkeys(sheet.marks["confirmed"], "0")
    correct(by=town.viewer(sheet.scorer.staff_code), given=Correction(sheet, "Có kết luận kiểm tra", low))
    after = counted(town.cycle)
    assert town.sheet(AN).band != sheet.band
    assert after == from_sheets(town.cycle)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {path for path in before if sheet.unit_path.startswith(path)}
