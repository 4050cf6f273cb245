"""The counts of a published cycle by unit: they are those of its sheets, before and after a correction."""

from __future__ import annotations

from tests.assessment.cast import AN, BINH, CHI, DIVISION_HEAD, DUNG, Town
from thenchot.assessment.actions.confirm import Confirmation, confirm
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.counts import count_uncounted
from thenchot.assessment.judging import level_codes
from thenchot.assessment.models import Cycle, UnitMonth
from thenchot.assessment.queries.missing import missing_by_reason
from thenchot.assessment.queries.moved import moved
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


# --- why some have no result, and who was raised or lowered ----------------------------------------------------


def moves(cycle: Cycle) -> dict[str, tuple[int, int]]:
    """Raised and lowered of every unit with everybody below it, as the counts have them."""
    rows = UnitMonth.objects.filter(cycle=cycle).values_list("path", "all_raised", "all_lowered")
    return {path: (raised, lowered) for path, raised, lowered in rows}


def moves_from_sheets(cycle: Cycle) -> dict[str, tuple[int, int]]:
    paths, rows = moves(cycle), moved([cycle])
    return {path: _of([row.raised for row in rows if row.unit_path.startswith(path)]) for path in paths}


def _of(raised: list[bool]) -> tuple[int, int]:
    return raised.count(True), raised.count(False)


def partly_finished(town: Town) -> Cycle:
    """An confirmed, Bình lowered, Chi waiting, Dũng on maternity leave, all others not sent; published with a reason."""
    town.hand_in([AN, BINH, CHI])
    town.confirm([AN])
    confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(town.sheet(BINH), {"I.1": "0"}, reason="Theo biên bản."))
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(DUNG), absence="maternity", note="Từ tháng 8")
    town.publish(reason="Còn người chưa gửi")
    return town.cycle


def test_publication_counts_why_some_have_no_result_and_who_was_moved(town: Town) -> None:
    cycle = partly_finished(town)
    rows = UnitMonth.objects.filter(cycle=cycle).order_by("path")
    whole, own = rows[0].all_reasons, [row.reasons for row in rows]
    assert whole == missing_by_reason(cycle)
    assert {code: sum(one.get(code, 0) for one in own) for code in whole} == whole
    assert (whole["maternity"], whole["submitted"]) == (1, 1)
    assert sum(whole.values()) == rows[0].all_excused + rows[0].all_missing
    assert moves(cycle) == moves_from_sheets(cycle)
    assert moves(cycle)[rows[0].path] == (0, 1)


def test_a_correction_moves_raises_and_lowerings_as_the_sheets_stand(town: Town) -> None:
    cycle = partly_finished(town)
    seen = [max(moves(cycle).values())]
    for code, mark in ((AN, "0"), (AN, "2.5"), (BINH, "2.5")):
        sheet = town.sheet(code)
        assert sheet.scorer
        typed = dict.fromkeys(sheet.marks["confirmed"], mark)
        correct(by=town.viewer(sheet.scorer.staff_code), given=Correction(sheet, "Có kết luận kiểm tra", typed))
        assert moves(cycle) == moves_from_sheets(cycle)
        assert counted(cycle) == from_sheets(cycle)
        seen.append(max(moves(cycle).values()))
    assert len(set(seen)) > 2


def test_the_days_work_counts_a_cycle_that_nobody_has_counted(town: Town) -> None:
    cycle = partly_finished(town)
    kept = list(UnitMonth.objects.filter(cycle=cycle).order_by("path").values_list("path", "all_reasons", "all_lowered"))
    UnitMonth.objects.filter(cycle=cycle).delete()
    Cycle.objects.filter(id=cycle.id).update(counted=0)
    assert (count_uncounted(), count_uncounted()) == (1, 0)
    again = UnitMonth.objects.filter(cycle=cycle).order_by("path").values_list("path", "all_reasons", "all_lowered")
    assert list(again) == kept
