"""A person's own history, and what a new sheet takes from the last one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment.cast import AN, BINH, DIVISION_HEAD, Month, Town, plan
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.save_draft import save_draft
from thenchot.assessment.actions.self_assess import self_assess_many
from thenchot.assessment.actions.send_back import send_back
from thenchot.assessment.queries.results import history_of
from thenchot.assessment.queries.sheets import own_sheet_of, own_sheets, previous_marks, view_of


@pytest.fixture
def november(town: Town, on_day: SetDay) -> Town:
    """October is published (An at 90 points, Bình left out), November is open."""
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(BINH), absence="study", note="Lớp cao cấp")
    town.hand_in([AN])
    town.confirm([AN])
    town.publish(reason="Chốt sớm.")
    on_day(date(2026, 11, 20))
    town.month = Month(town.month.rulebook, 2026, 11)
    plan(town)
    town.open()
    return town


def test_history_shows_each_period_with_its_result_or_why_there_is_none(november: Town) -> None:
    an, binh = history_of(november.id(AN)), history_of(november.id(BINH))
    assert [(p.period, p.score, p.band, p.state, p.versions) for p in an] == [
        ("2026-10", 90, "HTXS", "published", 1), ("2026-11", None, "", "opened", 0),
    ]  # fmt: skip
    assert [(p.state, p.absence) for p in binh] == [("excused", "study"), ("opened", "")]
    assert an[0].rulebook_name == "Theo dõi, đánh giá, xếp loại chất lượng công chức"


def test_history_shows_the_result_in_force_and_how_many_versions_it_had(november: Town) -> None:
    (october,) = own_sheet_of(november.viewer(AN), "2026-10")
    correct(by=november.viewer(DIVISION_HEAD), given=Correction(october, "Đính chính.", {"I.1": "0"}))
    point = history_of(november.id(AN))[0]
    assert (point.score, point.band, point.versions) == (88, "HTT", 2)


def test_general_points_start_from_the_last_confirmed_month_never_from_the_maximum(november: Town) -> None:
    view = view_of(november.sheet(AN))
    assert view.last_period == "2026-10"
    assert {line.start for line in view.lines} == {"2"}
    assert all(line.from_last and not line.typed for line in view.lines)


def test_who_has_no_confirmed_month_starts_empty(november: Town) -> None:
    view = view_of(november.sheet(BINH))
    assert (view.last_period, {line.start for line in view.lines}) == ("", {""})
    assert not any(line.from_last for line in view.lines)
    assert previous_marks(november.sheet(BINH)) == ("", {})


def test_what_is_typed_or_kept_as_a_draft_stands_over_the_start(november: Town) -> None:
    save_draft(sheet=november.sheet(AN), typed={"I.1": "4,", "strengths": "Đang viết"})
    view = view_of(november.sheet(AN))
    lines = {line.id: line for line in view.lines}
    assert (lines["I.1"].start, lines["I.1"].typed, lines["I.1"].from_last) == ("4,", True, False)
    assert (lines["I.2"].start, lines["I.2"].from_last) == ("2", True)
    assert view.strengths == "Đang viết"
    typed = view_of(november.sheet(AN), {"I.1": "x"})
    assert typed.lines[0].start == "x"
    assert typed.score.problem == "marks_invalid"


def test_a_month_that_was_sent_back_and_never_confirmed_again_is_no_start(town: Town, on_day: SetDay) -> None:
    town.hand_in([AN])
    town.confirm([AN])
    send_back(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), note="Bổ sung.")
    on_day(date(2026, 11, 20))
    town.month = Month(town.month.rulebook, 2026, 11)
    town.open()
    assert previous_marks(town.sheet(AN)) == ("", {})


def test_the_score_shown_before_sending_is_provisional_and_after_confirming_is_the_kept_one(november: Town) -> None:
    before = view_of(november.sheet(AN)).score
    assert (before.score, before.band, before.provisional) == (90, "HTXS", True)
    november.hand_in([AN])
    november.confirm([AN])
    after = view_of(november.sheet(AN)).score
    assert (after.score, after.band, after.provisional) == (90, "HTXS", False)
    assert [line.code for line in after.because][:2] == ["general", "quantity"]
    assert after.values["result_points"] == 70


def test_ones_own_sheets_stand_with_the_open_one_first(november: Town) -> None:
    assert [sheet.cycle.period for sheet in own_sheets(november.viewer(AN))] == ["2026-11", "2026-10"]
    assert [sheet.person_id for sheet in own_sheet_of(november.viewer(AN), "2026-11")] == [november.id(AN)]
    assert own_sheet_of(november.viewer(AN), "2026-12") == []


def test_the_marks_confirmed_are_shown_beside_the_persons_own(november: Town) -> None:
    self_assess_many(by=None, cycle=november.cycle, given=[november.given(AN, each="1,5")])
    november.confirm([AN])
    line = view_of(november.sheet(AN)).lines[0]
    assert (line.own, line.confirmed, line.max) == ("1,5", "1,5", "5")
    assert view_of(november.sheet(AN)).self_score == 85
