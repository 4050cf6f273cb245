"""A page of a whole period counts its sheets once, says what asking one by one says, and reads no sheet nobody touched."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assessment.cast import AN, BINH, CHI, DIVISION_HEAD, DUNG, ORGANISER, Town
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.caps import cap_states
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.changed import changed_in
from thenchot.assessment.queries.missing import missing_by_reason
from thenchot.assessment.queries.progress import cycle_rows, distribution, step_counts, with_same_time
from thenchot.assessment.queries.tally import tally_of
from thenchot.assessment.queries.units import unit_progress
from thenchot.workplan.actions.report import reject
from thenchot.workplan.models import Task


@pytest.fixture
def half_way(town: Town) -> Town:
    """An and Bình confirmed, Chi sent, Dũng left out, all others not sent."""
    town.hand_in([AN, BINH, CHI])
    town.confirm([AN, BINH])
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(DUNG), absence="maternity")
    return town


def test_the_tally_is_what_the_sheets_say_one_by_one(half_way: Town) -> None:
    tally = tally_of(half_way.cycle)
    sheets = list(half_way.cycle.sheets.all())
    assert tally.states == Counter(sheet.state for sheet in sheets)
    assert tally.units == {
        unit: Counter(sheet.state for sheet in sheets if sheet.unit_id == unit)
        for unit in {sheet.unit_id for sheet in sheets}
    }
    assert tally.levels == Counter(sheet.level or sheet.band for sheet in sheets if sheet.state != "excused")
    assert tally.reasons == Counter((sheet.absence, sheet.state) for sheet in sheets)
    assert sum(tally.levels.values()) == sum(tally.states.values()) - 1


def test_everything_that_is_said_of_a_period_comes_out_of_one_count(half_way: Town) -> None:
    cycle, day, tally = half_way.cycle, date(2026, 10, 23), tally_of(half_way.cycle)
    with CaptureQueriesContext(connection) as asked:
        found = (step_counts(cycle, day, tally), distribution(cycle, tally), missing_by_reason(cycle, tally))
        units = unit_progress(cycle, day, tally)
        row, same = with_same_time(half_way.viewer(ORGANISER), cycle, tally)
    assert not [one for one in asked.captured_queries if "GROUP BY" in one["sql"]]
    assert found == (step_counts(cycle, day), distribution(cycle), missing_by_reason(cycle))
    assert units == unit_progress(cycle, day)
    assert (row, same) == (cycle_rows([cycle])[0], [])


def test_a_decided_level_stands_before_the_band(half_way: Town) -> None:
    half_way.cycle.sheets.filter(id=half_way.sheet(AN).id).update(level="KHT")
    assert tally_of(half_way.cycle).levels["KHT"] == 1


def test_only_sheets_whose_work_was_touched_are_read_again(half_way: Town) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert changed_in(half_way.cycle) == []
    assert not [one for one in asked.captured_queries if '"marks"' in one["sql"]]
    task = Task.objects.filter(doer__staff_code=BINH, period=half_way.cycle.period).order_by("id").first()
    assert task is not None
    reject(by=half_way.viewer(DIVISION_HEAD), task=task, note="Sai căn cứ")
    assert [one.sheet.id for one in changed_in(half_way.cycle)] == [half_way.sheet(BINH).id]


def test_work_of_somebody_not_confirmed_yet_changes_nothing(half_way: Town) -> None:
    task = Task.objects.filter(doer__staff_code=CHI, period=half_way.cycle.period).order_by("id").first()
    assert task is not None
    reject(by=half_way.viewer(DIVISION_HEAD), task=task, note="Sai căn cứ")
    assert changed_in(half_way.cycle) == []


def test_a_cap_counts_the_latest_word_on_each_sheet_and_none_that_is_not_sent(half_way: Town) -> None:
    """The decided level, else the proposed, else the band, else the person's own."""
    sheets = {code: half_way.sheet(code) for code in (AN, BINH, CHI)}
    for columns, level in (
        ({"self_level": "HTXS", "band": "", "proposed_level": "", "level": ""}, "HTXS"),
        ({"self_level": "HTXS", "band": "HTT"}, "HTT"),
        ({"self_level": "HTT", "band": "HTT", "proposed_level": "HTXS"}, "HTXS"),
        ({"self_level": "HTT", "band": "HTT", "proposed_level": "HTT", "level": "HTXS"}, "HTXS"),
    ):
        for sheet in sheets.values():
            Sheet.objects.filter(id=sheet.id).update(**{"proposed_level": "", "level": "", **columns})
        states = cap_states(half_way.cycle)
        assert sum(state.count for state in states) == 3 * (level == "HTXS"), columns
        assert sum(state.ranked for state in states) == 3, columns
