"""Who works elsewhere is assessed where they work; two blocs in one ward have a head each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHAIR,
    CHI,
    DIVISION_HEAD,
    DUNG,
    GIANG,
    HANH,
    OCTOBER,
    OCTOBER_2019,
    OFFICE_HEAD,
    ORGANISER,
    OTHER_HEAD,
    PARTY_HEAD,
    SECRETARY,
    SETUP,
    START,
    STRANGER,
    WARD,
    Month,
    Town,
    plan,
    post,
    refused,
)
from thenchot.assessment import access
from thenchot.assessment.caps import cap_states
from thenchot.assessment.queries.grid import grids_to_score
from thenchot.assessment.queries.results import results_of
from thenchot.assessment.queries.sheets import view_of
from thenchot.assessment.refusals import NO_SCORER, SHEET_NOT_FOUND, SUBORDINATES_WAITING
from thenchot.people.actions.delegate import Rule, delegate
from thenchot.people.actions.enrol import enrol

Place = Callable[[Month], Town]


def people(town: Town) -> set[str]:
    return set(town.cycle.sheets.values_list("person__staff_code", flat=True))


def second(code: str, unit: str, **other: Any) -> None:
    enrol(by=SETUP, rows=[post(code, unit, kind="seconded", **{"valid_from": date(2019, 9, 1), **other})])


# --- seconded ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("month", [OCTOBER, OCTOBER_2019], ids=lambda month: month.rulebook)
def test_a_seconded_person_is_assessed_by_the_receiving_body_and_not_at_home(place: Place, month: Month) -> None:
    town = place(month)
    second(AN, "HL")
    home = town.open("BT")
    assert AN not in people(town)
    town.open("HL")
    sheet = town.sheet(AN)
    assert sheet.scorer is not None
    assert (sheet.scorer.staff_code, sheet.unit.code, sheet.body.code) == (OTHER_HEAD, "HL", "HL")
    assert home.sheets.count() == len(WARD) - 1


def test_the_receiving_head_confirms_and_the_former_one_sees_nothing(place: Place) -> None:
    town = place(OCTOBER)
    second(AN, "HL")
    town.open("HL")
    town.hand_in([AN])
    sheet = town.sheet(AN)
    assert access.sheet_to_score(town.viewer(OTHER_HEAD), sheet.id).id == sheet.id
    for former in (DIVISION_HEAD, CHAIR):
        with refused(SHEET_NOT_FOUND):
            access.sheet_to_read(town.viewer(former), sheet.id)
    town.confirm([AN])
    assert town.sheet(AN).band == "HTXS"


@pytest.mark.parametrize(
    ("dates", "where"),
    [
        ({"valid_to": date(2026, 9, 30)}, "BT-KT"),
        ({"valid_to": date(2026, 10, 1)}, "BT-VP"),
        ({"valid_from": date(2026, 10, 2)}, "BT-KT"),
        ({"valid_from": date(2026, 10, 1)}, "BT-VP"),
    ],
    ids=str,
)
def test_a_secondment_counts_from_its_first_to_its_last_day(place: Place, dates: dict[str, date], where: str) -> None:
    town = place(OCTOBER)
    second(AN, "BT-VP", **dates)
    town.open()
    assert town.sheet(AN).unit.code == where


def test_the_work_of_the_month_follows_the_person(place: Place) -> None:
    town = place(OCTOBER)
    second(AN, "BT-VP")
    town.open()
    town.hand_in([AN])
    assert [task.content for task in view_of(town.sheet(AN)).tasks] == ["Xử lý hồ sơ trong tháng"]
    assert town.sheet(AN).self_score == 90


def test_the_receiving_leader_waits_for_the_seconded_person_and_the_former_does_not(place: Place) -> None:
    town = place(OCTOBER)
    second(AN, "BT-VP")
    town.open()
    town.hand_in([GIANG, OFFICE_HEAD])
    town.confirm([GIANG])
    with refused(SUBORDINATES_WAITING, count=1):
        town.confirm([OFFICE_HEAD])
    assert view_of(town.sheet(DIVISION_HEAD)).below_waiting == 4


def test_one_who_did_not_complete_lowers_the_leader_they_work_for(place: Place) -> None:
    town = place(OCTOBER)
    second(AN, "BT-VP")
    town.burden(AN)
    town.open()
    town.hand_in()
    town.confirm([AN, BINH, CHI, DUNG, GIANG, "0021"])
    for code in (OFFICE_HEAD, DIVISION_HEAD):
        town.confirm_one(town.sheet(code), reason="Tính lại tiêu chí d.")
    assert town.sheet(OFFICE_HEAD).inputs["input"]["six"][3] == {"n": "1/2"}
    assert town.sheet(DIVISION_HEAD).inputs["input"]["six"][3] == 1


def test_a_seconded_person_counts_under_the_cap_of_the_receiving_body(place: Place) -> None:
    town = place(OCTOBER_2019)
    enrol(by=SETUP, rows=[post(f"07{n:02d}", "HL") for n in range(2)])
    second(AN, "HL", valid_from=date(2019, 10, 1))
    town.open("HL")
    codes = [AN, STRANGER, OTHER_HEAD, "0700", "0701"]
    delegate(by=SETUP, rule=Rule("score", "HL", "QĐ 2", rank="head", holder_code=AUTHORITY), valid_from=START)
    town.hand_in(codes)
    town.confirm(codes)
    (state,) = cap_states(town.cycle)
    assert (state.body, state.ranked) == ("Phường Hàng Lựu", 5)


def test_an_acting_head_scores_in_place_of_the_one_on_leave(place: Place) -> None:
    town = place(OCTOBER)
    enrol(by=SETUP, rows=[post(BINH, "BT-KT", "Phụ trách phòng", "head", kind="acting", valid_from=date(2026, 9, 1))])
    town.open()
    assert town.sheet(AN).scorer_id == town.id(BINH)
    assert (town.sheet(BINH).rank, town.sheet(BINH).scorer_id) == ("head", town.id(CHAIR))


# --- two blocs -----------------------------------------------------------------------------------------------


def test_each_bloc_of_the_ward_has_its_own_head_as_scorer_and_ranker(any_town: Town) -> None:
    party, state = any_town.sheet(PARTY_HEAD), any_town.sheet(DIVISION_HEAD)
    assert (party.scorer_id, party.ranker_id, party.bloc) == (any_town.id(SECRETARY), any_town.id(SECRETARY), "dang")
    assert (state.scorer_id, state.ranker_id, state.bloc) == (any_town.id(CHAIR), any_town.id(CHAIR), "chinh_quyen")


def test_neither_head_sees_or_waits_for_the_other_bloc(town: Town) -> None:
    for viewer, foreign in ((CHAIR, HANH), (CHAIR, SECRETARY), (SECRETARY, AN), (SECRETARY, CHAIR)):
        with refused(SHEET_NOT_FOUND):
            access.sheet_to_read(town.viewer(viewer), town.sheet(foreign).id)
    town.hand_in([HANH, PARTY_HEAD, SECRETARY])
    town.confirm([HANH, PARTY_HEAD, SECRETARY])
    assert town.sheet(SECRETARY).inputs["input"]["six"][3] == 1
    assert view_of(town.sheet(CHAIR)).below_waiting == 10


def test_one_who_did_not_complete_lowers_the_head_of_their_own_bloc_only(town: Town) -> None:
    town.burden(HANH)
    town.hand_in()
    town.confirm([code for code in WARD if code not in (PARTY_HEAD, SECRETARY)])
    for code in (PARTY_HEAD, SECRETARY):
        town.confirm_one(town.sheet(code), reason="Tính lại tiêu chí d.")
    assert town.sheet(HANH).band == "KHT"
    assert town.sheet(SECRETARY).inputs["input"]["six"][3] == {"n": "1/2"}
    assert town.sheet(CHAIR).inputs["input"]["six"][3] == 1


def test_a_person_of_another_bloc_inside_a_division_is_ranked_by_the_head_of_that_bloc(place: Place) -> None:
    town = place(OCTOBER)
    enrol(by=SETUP, rows=[post("0051", "BT-KT", "Chuyên trách công tác Đảng", bloc="dang")])
    town.open()
    sheet = town.sheet("0051")
    assert (sheet.bloc, sheet.scorer_id, sheet.ranker_id) == ("dang", town.id(DIVISION_HEAD), town.id(SECRETARY))
    assert view_of(town.sheet(SECRETARY)).below_waiting == 3
    assert view_of(town.sheet(CHAIR)).below_waiting == 10
    assert view_of(town.sheet(DIVISION_HEAD)).below_waiting == 6


def test_a_bloc_without_a_head_needs_a_row_of_delegation_and_then_counts_for_who_holds_it(place: Place) -> None:
    """The secretary assesses the Front and mass organisations too, as the table of delegation says."""
    town = place(OCTOBER)
    enrol(by=SETUP, rows=[post("0052", "BT", "Cán bộ Mặt trận", bloc="doan_the")])
    with refused(NO_SCORER, names="Người 0052"):
        town.open()
    for task in ("score", "rank"):
        rule = Rule(task, "BT", "Quy chế số 4", bloc="doan_the", holder_code=SECRETARY)
        delegate(by=SETUP, rule=rule, valid_from=START)
    town.open()
    sheet = town.sheet("0052")
    assert (sheet.scorer_id, sheet.ranker_id) == (town.id(SECRETARY), town.id(SECRETARY))
    assert view_of(town.sheet(SECRETARY)).below_waiting == 3
    assert view_of(town.sheet(CHAIR)).below_waiting == 10
    (grid,) = grids_to_score(town.viewer(SECRETARY))
    assert {row.staff_code for row in grid.rows} == {PARTY_HEAD, "0052"}


def test_both_blocs_are_published_together_and_the_unit_reads_both(old_town: Town) -> None:
    old_town.finish()
    old_town.publish()
    names = {row.staff_code for row in results_of(old_town.cycle, old_town.viewer(HANH))}
    assert names == set(WARD)
    assert {row.staff_code for row in results_of(old_town.cycle, old_town.viewer(ORGANISER))} == set(WARD)
    plan(old_town, [AN], "2019-11")
