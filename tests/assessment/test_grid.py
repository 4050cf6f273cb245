"""The head's grid and the authority's desk: exceptions first, each with why it needs a look."""

from __future__ import annotations

from datetime import date
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
    DIVISION_DEPUTY,
    DIVISION_HEAD,
    DUNG,
    POOR,
    SECRETARY,
    STAFF,
    STRANGER,
    TOP,
    WARD,
    Month,
    Town,
    plan,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.decide import decide
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.propose import Choice, propose
from thenchot.assessment.actions.self_assess import self_assess_many
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.choices import ORDER, Desk, desks_to_decide, desks_to_rank
from thenchot.assessment.queries.grid import Grid, GridRow, grids_to_decide, grids_to_rank, grids_to_score
from thenchot.workplan.models import Task

WHY = "Theo biên bản họp."


def grid(town: Town, code: str = DIVISION_HEAD) -> Grid:
    (found,) = grids_to_score(town.viewer(code))
    return found


def row(town: Town, code: str, viewer: str = DIVISION_HEAD) -> GridRow:
    return next(row for row in grid(town, viewer).rows if row.staff_code == code)


def flags(town: Town, code: str) -> dict[str, dict[str, object]]:
    return dict(row(town, code).flags)


def send(town: Town, code: str, each: str = "2", **other: str) -> None:
    given = town.given(code, each=each)
    self_assess_many(by=town.actor(code), cycle=town.cycle, given=[type(given)(**{**vars(given), **other})])


def test_a_scorer_sees_exactly_their_own_subjects(town: Town) -> None:
    assert {found.staff_code for found in grid(town).rows} == {AN, BINH, CHI, DUNG, DIVISION_DEPUTY}
    assert {found.staff_code for found in grid(town, SECRETARY).rows} == {"0040"}
    assert grids_to_score(town.viewer(STRANGER)) == []


@pytest.mark.parametrize(
    ("each", "score", "band", "expected"),
    [
        ("2", 90, "HTXS", {}),
        ("2,5", 95, "HTXS", {}),
        ("1", 80, "HTT", {}),
        ("1,9", 89, "HTT", {"near_level": {"level": "HTXS", "short": Fraction(1)}}),
        ("1,8", 88, "HTT", {}),
    ],
)
def test_a_score_within_a_point_below_a_level_needs_a_look(
    town: Town, each: str, score: int, band: str, expected: dict[str, object]
) -> None:
    send(town, AN, each)
    found = row(town, AN)
    assert (found.score, found.band, dict(found.flags)) == (score, band, expected)


def test_the_grid_shows_what_confirming_as_sent_would_give_with_the_facts_of_now(town: Town) -> None:
    send(town, AN)
    town.burden(AN, units=10)
    found = row(town, AN)
    assert (found.self_score, found.self_level, found.score, found.band) == (90, "HTXS", 55, "HT")
    assert found.tasks == 2


def test_a_score_known_from_before_is_not_shown_for_other_work_or_other_marks(town: Town) -> None:
    send(town, AN)
    assert [row(town, AN).score for _ in range(2)] == [90, 90]
    town.burden(AN, units=10)
    assert row(town, AN).score == 55
    sheet = Sheet.objects.get(cycle=town.cycle, person__staff_code=AN)
    sheet.marks["self"] = dict.fromkeys(sheet.marks["self"], "1")
    Sheet.objects.filter(id=sheet.id).update(marks=sheet.marks)
    assert row(town, AN).score == 55 - len(sheet.marks["self"])


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"latenesses": 1}, {"count": 1}),
        ({"rejections": 1}, {"count": 1}),
        ({"latenesses": 2, "latenesses_excused": 1}, {"count": 1}),
        ({"latenesses": 1, "latenesses_excused": 1}, None),
    ],
    ids=str,
)
def test_late_or_rejected_work_without_an_excuse_needs_a_look(
    town: Town, columns: dict[str, int], expected: dict[str, int] | None
) -> None:
    Task.objects.filter(doer=town.id(AN)).update(**columns)
    send(town, AN)
    assert flags(town, AN).get("late_or_rejected") == expected


def test_each_exception_says_why(town: Town) -> None:
    town.burden(BINH)
    Task.objects.filter(doer=town.id(CHI)).delete()
    for code in (AN, BINH, CHI):
        send(town, code, **({"behalf_of": "Ông An đi công tác"} if code == AN else {}))
    assert flags(town, AN) == {"on_behalf": {"who": "Ông An đi công tác"}}
    assert flags(town, BINH) == {"below_pass": {"bound": Fraction(50)}}
    assert flags(town, CHI) == {"no_score": {}}
    assert flags(town, DUNG) == {"not_sent": {}}


def test_a_jump_from_last_month_needs_a_look(town: Town, on_day: SetDay) -> None:
    town.finish()
    town.publish()
    on_day(date(2026, 11, 20))
    town.month = Month(town.month.rulebook, 2026, 11)
    plan(town)
    town.open()
    for code, each in ((AN, "2"), (BINH, "1"), (CHI, "0,9")):
        send(town, code, each)
    assert [row(town, code).last_score for code in (AN, BINH)] == [90, 90]
    assert "jump" not in flags(town, AN)
    assert "jump" not in flags(town, BINH)
    assert flags(town, CHI)["jump"] == {"difference": Fraction(-11)}
    assert row(town, CHI).difference == -11
    assert [found.cycle.period for found in grids_to_score(town.viewer(DIVISION_HEAD), "2026-10")] == ["2026-10"]


def test_rows_come_in_groups_exceptions_first_and_by_given_name_within(town: Town) -> None:
    send(town, BINH)
    send(town, CHI, "1")
    send(town, DUNG, "1")
    town.hand_in([DIVISION_DEPUTY])
    order = [(found.group, found.staff_code) for found in grid(town).rows]
    assert order == [("exception", AN), ("top", BINH), ("ordinary", CHI), ("ordinary", DUNG), ("leader", DIVISION_DEPUTY)]
    assert [found.staff_code for found in grid(town).matching] == [BINH, CHI, DUNG]
    assert [found.staff_code for found in grid(town).of("top")] == [BINH]


def test_who_is_done_or_left_out_moves_to_the_end(town: Town) -> None:
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), absence="sick")
    send(town, BINH)
    town.confirm([BINH])
    assert [found.group for found in grid(town).rows][-2:] == ["excused", "done"]
    assert [found.staff_code for found in grid(town).rows][-2:] == [AN, BINH]
    assert row(town, AN).absence == "sick"


def test_a_leader_waits_in_a_group_of_their_own_until_their_people_are_done(town: Town) -> None:
    town.hand_in([AN, BINH, CHI, DUNG, DIVISION_DEPUTY])
    assert row(town, DIVISION_DEPUTY).group == "leader"
    town.confirm([AN, BINH, CHI, DUNG])
    assert row(town, DIVISION_DEPUTY).group == "top"


def test_the_scorer_sees_the_distribution_their_marks_make(town: Town) -> None:
    for code, each in ((AN, "2"), (BINH, "1"), (CHI, "1")):
        send(town, code, each)
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(DUNG), absence="sick")
    assert grid(town).distribution == {"HTXS": 1, "HTT": 2, "opened": 1}
    (cap,) = grid(town).caps
    assert (cap.binding, cap.body) == (False, "Phường Bến Trúc")


def test_the_number_of_reads_does_not_grow_with_the_number_of_subjects(town: Town) -> None:
    town.hand_in()

    def reads() -> int:
        viewer = town.viewer(DIVISION_HEAD)
        with CaptureQueriesContext(connection) as queries:
            grids_to_score(viewer)
        return len(queries)

    many = reads()
    town.cycle.sheets.filter(person__staff_code__in=(AN, BINH, CHI)).delete()
    assert len(grid(town).rows) == 2
    assert reads() == many


def test_ranker_and_authority_have_grids_only_where_the_period_has_their_steps(town: Town) -> None:
    assert grids_to_rank(town.viewer(CHAIR)) == []
    assert grids_to_decide(town.viewer(AUTHORITY)) == []


def test_grids_of_the_ranker_and_of_the_authority_hold_those_they_rank_or_decide(old_town: Town) -> None:
    (ranked,), (decided,) = grids_to_rank(old_town.viewer(CHAIR)), grids_to_decide(old_town.viewer(AUTHORITY))
    assert len(ranked.rows) == 10
    assert {found.staff_code for found in decided.rows} == set(WARD)


@pytest.fixture
def desks(old_town: Town) -> Town:
    """An is excellent, Bình poor, the rest as usual; all staff confirmed, Bình's line needs the authority."""
    for code, level in ((AN, TOP), (BINH, POOR)):
        old_town.hand_in([code], level)
    old_town.hand_in([code for code in STAFF if code not in (AN, BINH)])
    old_town.confirm(STAFF)
    return old_town


def groups(desk: Desk) -> dict[str, str]:
    return {case.row.staff_code: case.group for case in desk.cases}


def test_the_rankers_desk_puts_asks_first_then_differences_then_the_rest(desks: Town) -> None:
    Sheet.objects.filter(person=desks.id(BINH)).update(band="ASK", score=None)
    (desk,) = desks_to_rank(desks.viewer(CHAIR))
    order = [ORDER.index(case.group) for case in desk.cases]
    assert order == sorted(order)
    assert groups(desk)[BINH] == "ask"
    assert groups(desk)[AN] == "agreed"
    assert groups(desk)[DIVISION_HEAD] == "waiting"
    assert (desk.levels, desk.last_day) == (("A", "B", "C", "D"), date(2019, 10, 24))
    assert desk.open_count == 5


def test_a_changed_level_is_a_difference_with_its_reasons_on_the_authoritys_desk(desks: Town) -> None:
    propose(by=desks.viewer(CHAIR), choice=Choice(desks.sheet(CHI), "A", WHY))
    propose(by=desks.viewer(CHAIR), choice=Choice(desks.sheet(AN)))
    (desk,) = desks_to_decide(desks.viewer(AUTHORITY))
    (case,) = desk.of("differs")
    assert (case.row.staff_code, case.before, case.unit) == (CHI, "A", "Phòng Kinh tế, Hạ tầng và Đô thị")
    assert [(change.before, change.after, change.reason) for change in case.changes] == [("B", "A", WHY)]
    assert [case.row.staff_code for case in desk.of("agreed")] == [AN]
    assert groups(desk)[DUNG] == "waiting"
    assert [case.row.staff_code for case in desk.holders("A")] == [AN, CHI]
    (ranked,) = desks_to_rank(desks.viewer(CHAIR))
    assert groups(ranked)[CHI] == groups(ranked)[AN] == "settled"


def test_a_decided_case_is_settled(desks: Town) -> None:
    propose(by=desks.viewer(CHAIR), choice=Choice(desks.sheet(DUNG)))
    decide(by=desks.viewer(AUTHORITY), choice=Choice(desks.sheet(DUNG)))
    (desk,) = desks_to_decide(desks.viewer(AUTHORITY))
    assert groups(desk)[DUNG] == "settled"
    excuse(by=desks.viewer(CHAIR), sheet=desks.sheet(DIVISION_HEAD), absence="sick")
    assert groups(desks_to_decide(desks.viewer(AUTHORITY))[0])[DIVISION_HEAD] == "settled"


def test_where_nobody_proposes_confirmed_sheets_are_on_the_authoritys_desk(quarter_town: Town) -> None:
    quarter_town.hand_in([AN, BINH])
    quarter_town.confirm([AN])
    (desk,) = desks_to_decide(quarter_town.viewer(AUTHORITY))
    assert groups(desk)[AN] == "agreed"
    assert groups(desk)[BINH] == "waiting"
    assert next(case.before for case in desk.cases if case.row.staff_code == AN) == "HTT"
    assert desks_to_rank(quarter_town.viewer(CHAIR)) == []
