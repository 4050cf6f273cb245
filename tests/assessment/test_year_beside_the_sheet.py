"""What stands beside a sheet: comments awaited, work changed since, what a message tells, whose name is over a paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHAIR,
    CHI,
    DEPUTY,
    DEPUTY_2,
    DIVISION_DEPUTY,
    DIVISION_HEAD,
    GIANG,
    HANH,
    OFFICE_HEAD,
    ORGANISER,
    OTHER_HEAD,
    PARTY_HEAD,
    SECRETARY,
    STAFF,
    WARD,
    Town,
)
from tests.assessment.conftest import SetDay
from tests.assessment.test_forcing import record
from thenchot.assessment.actions.comment import comment
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.queries.changed import changed_in, changed_since
from thenchot.assessment.queries.comments_due import comments_due
from thenchot.assessment.queries.grounds import grounds_of
from thenchot.assessment.queries.letterheads import letterhead_of, letterhead_of_cycle, places_of
from thenchot.assessment.queries.moved import moved
from thenchot.assessment.queries.told import Told, told_at, told_of
from thenchot.assessment.steps import steps_at
from thenchot.lib import clock

NAMES: Mapping[str, str] = {DEPUTY: "Ngô Thanh Hà", DEPUTY_2: "La Văn Thiệp"}


def last_day(town: Town) -> date:
    return next(step.last for step in steps_at(town.cycle.steps) if step.code == "comment")


# Comments of deputies (Điều 17 khoản 2).


def test_the_deputy_in_charge_of_the_field_is_waited_for_and_nobody_else(town: Town) -> None:
    town.hand_in([AN, GIANG])
    due = comments_due(town.cycle, town.sheets([AN, GIANG]), last_day(town))
    assert due is not None
    assert due.waiting[town.sheet(AN).id] == (NAMES[DEPUTY],)
    assert due.waiting[town.sheet(GIANG).id] == (NAMES[DEPUTY_2],)
    assert (due.until, due.names) == (last_day(town), (NAMES[DEPUTY], NAMES[DEPUTY_2]))


def test_who_has_commented_is_waited_for_no_more_on_that_sheet_only(town: Town) -> None:
    town.hand_in([AN, BINH])
    comment(by=town.viewer(DEPUTY), sheet=town.sheet(AN), text="Đủ hồ sơ.")
    due = comments_due(town.cycle, town.sheets([AN, BINH]), clock.today())
    assert due is not None
    assert list(due.waiting) == [town.sheet(BINH).id]
    comment(by=town.viewer(DEPUTY), sheet=town.sheet(BINH), text="Đủ hồ sơ.")
    assert comments_due(town.cycle, town.sheets([AN, BINH]), clock.today()) is None


def test_nobody_is_waited_for_after_the_last_day_nor_on_a_sheet_not_sent_or_confirmed(town: Town) -> None:
    town.hand_in([AN, BINH])
    day = last_day(town)
    assert comments_due(town.cycle, town.sheets([AN]), day) is not None
    assert comments_due(town.cycle, town.sheets([AN]), day + timedelta(days=1)) is None
    assert comments_due(town.cycle, town.sheets([CHI]), day) is None
    town.confirm([AN])
    assert comments_due(town.cycle, town.sheets([AN]), day) is None
    assert comments_due(town.cycle, [], day) is None


def test_comments_awaited_take_as_many_queries_for_one_as_for_many(town: Town) -> None:
    town.hand_in(STAFF)
    counts = []
    for codes in ([AN], STAFF):
        cycle, sheets = town.cycle, town.sheets(codes)
        with CaptureQueriesContext(connection) as queries:
            comments_due(cycle, sheets, clock.today())
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4


# Work that changed after the confirmation.


@pytest.fixture
def confirmed(town: Town) -> Town:
    town.hand_in()
    town.confirm([AN, BINH])
    return town


def test_work_that_changed_since_is_named_with_the_score_it_would_make_now(confirmed: Town) -> None:
    assert changed_since(confirmed.cycle, confirmed.sheets([AN, BINH])) == {}
    before = confirmed.sheet(AN)
    confirmed.burden(AN)
    found = changed_since(confirmed.cycle, confirmed.sheets([AN, BINH]))
    assert list(found) == [before.id]
    assert before.score is not None
    now = found[before.id].now
    assert now is not None
    assert now < Fraction(before.score)
    assert [one.sheet.id for one in changed_in(confirmed.cycle)] == [before.id]
    assert confirmed.sheet(AN).score == before.score


def test_work_changed_before_the_confirmation_or_on_a_sheet_not_confirmed_is_no_change_since(confirmed: Town) -> None:
    confirmed.burden(CHI)
    assert changed_in(confirmed.cycle) == []
    confirmed.confirm_one(confirmed.sheet(CHI), "Có việc chưa xong")
    assert changed_in(confirmed.cycle) == []


def test_work_of_another_period_changes_nothing_in_this_one(confirmed: Town) -> None:
    september = Town(confirmed.month.__class__(confirmed.month.rulebook, 2026, 9), confirmed.cycle_id)
    september.burden(AN)
    assert changed_in(confirmed.cycle) == []


# What a message tells.


def test_each_version_is_told_with_who_confirmed_and_who_replaced_it(town: Town) -> None:
    town.close()
    sheet = town.sheet(AN)
    [first] = told_of(sheet.person_id, [sheet.id])
    assert (first.score, first.band, first.level) == (sheet.score, sheet.band, "")
    assert (first.confirmed_by, first.decided_by, first.replaced_by) == ("Bạch Văn Tường", "", "")
    correct(by=town.viewer(AUTHORITY), given=Correction(sheet, "Chấm lại", {"I.1": "0"}))
    again = told_of(sheet.person_id, [sheet.id])
    assert again[0] == first
    assert again[1].replaced_by == "Đinh Thế Lãm"
    assert again[1].score == town.sheet(AN).score != first.score


def test_nobody_is_told_of_somebody_elses_result(town: Town) -> None:
    town.close()
    theirs = town.sheet(BINH).id
    assert told_of(town.id(AN), [theirs]) == []
    assert told_of(town.id(AN), []) == []


def test_a_message_tells_the_version_in_force_when_it_was_sent(town: Town) -> None:
    at = clock.at(date(2026, 10, 20), 9)
    hour = timedelta(hours=1)
    told = [Told(7, at, Fraction(80), "HTT", "", "", "", "", ""), Told(7, at + hour, Fraction(60), "HT", "", "", "", "", "")]
    assert told_at(told, 7, at) is told[0]
    assert told_at(told, 7, at + hour / 2) is told[0]
    assert told_at(told, 7, at + hour) is told[1]
    assert told_at(told, 7, at - hour) is told[0]
    assert told_at(told, 8, at) is None
    assert told_at([], 7, at) is None


def test_who_decided_is_told_only_where_a_level_was_decided(old_town: Town) -> None:
    old_town.close()
    sheet = old_town.sheet(AN)
    [one] = told_of(sheet.person_id, [sheet.id])
    assert sheet.decider is not None
    assert (one.level, one.decided_by) == (sheet.level, sheet.decider.full_name)
    assert moved([old_town.cycle]) == []


# Whose name stands over a paper.


@pytest.mark.parametrize(
    ("code", "party", "above", "body"),
    [
        (AN, False, "Thành phố Đông Lam", "Phường Bến Trúc"), (CHAIR, False, "Thành phố Đông Lam", "Phường Bến Trúc"),
        (HANH, True, "", "Văn phòng Đảng ủy"), (PARTY_HEAD, True, "", "Văn phòng Đảng ủy"),
        (SECRETARY, True, "", "Phường Bến Trúc"),
    ],
)  # fmt: skip
def test_the_bloc_of_the_post_chooses_the_body_over_the_paper(town: Town, code: str, party: bool, above: str, body: str) -> None:
    sheet = town.sheet(code)
    found = letterhead_of(sheet, places_of([sheet.unit_path], town.cycle.day))
    assert (found.party, found.above, found.body) == (party, above, body)


def test_a_sheet_whose_place_is_unknown_has_a_blank_letterhead_and_a_cycle_has_that_of_its_place(town: Town) -> None:
    blank = letterhead_of(town.sheet(AN), {})
    assert (blank.party, blank.above, blank.body) == (False, "", "")
    found = letterhead_of_cycle(town.cycle)
    assert (found.party, found.above, found.body) == (False, "Thành phố Đông Lam", "Phường Bến Trúc")


def test_places_are_read_in_one_query_whatever_their_number(town: Town) -> None:
    paths = [town.sheet(code).unit_path for code in WARD]
    day = town.cycle.day
    with CaptureQueriesContext(connection) as queries:
        found = places_of(paths, day)
    assert len(queries) == 1
    assert {unit.name for unit in found.values()} >= {"Thành phố Đông Lam", "Phường Bến Trúc", "Văn phòng Đảng ủy"}


# What forces a level, and who may read it.


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        (AN, True), (DIVISION_HEAD, True), (CHAIR, True), (ORGANISER, True), (BINH, False), (DIVISION_DEPUTY, False),
        (OFFICE_HEAD, False), (OTHER_HEAD, False),
    ],
)  # fmt: skip
def test_a_discipline_is_read_by_the_person_those_who_judge_and_the_offices_over_the_place(
    town: Town, code: str, reads: bool
) -> None:
    """Điều 20 khoản 4: in a month the grounds only warn of the year."""
    record(town, AN, happened_on=date(2026, 3, 1), decided_on=date(2026, 4, 1))
    found = grounds_of(town.sheet(AN), town.viewer(code))
    assert (found is not None) == reads
    if found is not None:
        assert (len(found.rows), found.binding) == (1, False)


def test_a_month_without_any_fact_has_no_grounds_to_show(town: Town) -> None:
    found = grounds_of(town.sheet(BINH), town.viewer(BINH))
    assert found is not None
    assert (found.any, found.rows, found.forced) == (False, (), "")


def test_who_is_left_out_is_not_waited_for(town: Town, on_day: SetDay) -> None:
    town.hand_in([AN])
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), absence="sick")
    assert comments_due(town.cycle, town.sheets([AN]), clock.today()) is None
