"""Who scores, ranks and decides: every row of Điều 10, and the delegation table over it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from thenchot.organisation.queries import SEGMENT, UnitAt
from thenchot.people.routing import Holder, Router, Row, Subject

CITY, WARD, DIVISION, OFFICE, PARTY_OFFICE, BUREAU, LONE = 1, 2, 3, 4, 5, 6, 7
MAYOR, CHAIR, SECRETARY, DIVISION_HEAD, OFFICE_HEAD, PARTY_HEAD, LONE_HEAD, SOMEBODY = 11, 12, 13, 14, 15, 16, 17, 99


def unit(number: int, position: str, parent: UnitAt | None = None, bloc: str = "chinh_quyen") -> UnitAt:
    path = (parent.path if parent else "") + f"{number:0{SEGMENT}d}"
    return UnitAt(number, f"U{number}", f"Đơn vị {number}", bloc, position, parent.id if parent else None, path, "")


ROOT = unit(CITY, "managing")
BODY = unit(WARD, "using", ROOT)
UNITS = {
    CITY: ROOT, WARD: BODY, DIVISION: unit(DIVISION, "direct", BODY), OFFICE: unit(OFFICE, "direct", BODY),
    PARTY_OFFICE: unit(PARTY_OFFICE, "direct", BODY, "dang"), BUREAU: unit(BUREAU, "using", ROOT),
    LONE: unit(LONE, "direct", ROOT),
}  # fmt: skip
HEADS = {
    (CITY, ""): MAYOR, (WARD, "chinh_quyen"): CHAIR, (WARD, "dang"): SECRETARY, (DIVISION, ""): DIVISION_HEAD,
    (OFFICE, ""): OFFICE_HEAD, (PARTY_OFFICE, ""): PARTY_HEAD, (LONE, ""): LONE_HEAD,
}  # fmt: skip
ROW = Row("score", BODY.path, "", "", "", "", SOMEBODY, None, "Quyết định 12")


def router(*rows: Row) -> Router:
    return Router(UNITS, HEADS, rows)


def subject(unit_id: int, rank: str = "staff", bloc: str = "chinh_quyen", tier: str = "") -> Subject:
    return Subject(unit_id, bloc, rank, "cong_chuc", tier)


@pytest.mark.parametrize(
    ("who", "task", "holder", "citation"),
    [
        # The head of the managing body follows and ranks the heads of using bodies.
        (subject(WARD, "head"), "score", MAYOR, "Điều 10 khoản 1 điểm a"),
        (subject(WARD, "head"), "rank", MAYOR, "Điều 10 khoản 2 điểm a"),
        # The head of the using body: own deputies and people, and the heads of directly using bodies.
        (subject(WARD, "deputy"), "score", CHAIR, "Điều 10 khoản 1 điểm b"),
        (subject(WARD, "staff"), "score", CHAIR, "Điều 10 khoản 1 điểm b"),
        (subject(DIVISION, "head"), "score", CHAIR, "Điều 10 khoản 1 điểm b"),
        (subject(WARD, "deputy"), "rank", CHAIR, "Điều 10 khoản 2 điểm b"),
        (subject(WARD, "staff"), "rank", CHAIR, "Điều 10 khoản 2 điểm b"),
        (subject(DIVISION, "head"), "rank", CHAIR, "Điều 10 khoản 2 điểm b"),
        # The head of the directly using body follows; the head of the using body ranks.
        (subject(DIVISION, "deputy"), "score", DIVISION_HEAD, "Điều 10 khoản 1 điểm c"),
        (subject(DIVISION, "staff"), "score", DIVISION_HEAD, "Điều 10 khoản 1 điểm c"),
        (subject(DIVISION, "deputy"), "rank", CHAIR, "Điều 10 khoản 2 điểm b"),
        (subject(DIVISION, "staff"), "rank", CHAIR, "Điều 10 khoản 2 điểm b"),
        # Without a using body between, the managing body is the using one.
        (subject(LONE, "staff"), "score", LONE_HEAD, "Điều 10 khoản 1 điểm c"),
        (subject(LONE, "staff"), "rank", MAYOR, "Điều 10 khoản 2 điểm b"),
        (subject(LONE, "head"), "score", MAYOR, "Điều 10 khoản 1 điểm b"),
        (subject(CITY, "staff"), "score", MAYOR, "Điều 10 khoản 1 điểm b"),
        (subject(CITY, "deputy"), "rank", MAYOR, "Điều 10 khoản 2 điểm b"),
    ],
)
def test_article_ten_row_by_row(who: Subject, task: str, holder: int, citation: str) -> None:
    assert router().holder(task, who) == Holder(holder, citation)


@pytest.mark.parametrize("who", [subject(WARD, "head"), subject(DIVISION), subject(DIVISION, "head")])
def test_without_a_row_of_its_own_the_decision_lies_with_who_ranks(who: Subject) -> None:
    assert router().holder("decide", who) == router().holder("rank", who)


def test_a_row_on_ranking_moves_the_decision_too_but_not_the_scoring() -> None:
    table = router(replace(ROW, task="rank"))
    assert table.holder("decide", subject(DIVISION)).person_id == SOMEBODY
    assert table.holder("score", subject(DIVISION)).person_id == DIVISION_HEAD


def test_in_a_ward_of_two_blocs_each_head_has_their_own() -> None:
    assert router().holder("rank", subject(DIVISION)).person_id == CHAIR
    assert router().holder("rank", subject(PARTY_OFFICE, bloc="dang")).person_id == SECRETARY
    assert router().holder("score", subject(WARD, "deputy", "dang")).person_id == SECRETARY
    assert router().holder("score", subject(PARTY_OFFICE, "head", "dang")).person_id == SECRETARY


def test_a_bloc_without_a_head_of_its_own_is_left_open_not_guessed() -> None:
    assert router().holder("score", subject(WARD, "staff", "doan_the")).person_id is None


def test_a_row_gives_the_mass_organisations_to_the_secretary() -> None:
    row = replace(ROW, bloc="doan_the", holder_id=SECRETARY)
    assert router(row).holder("score", subject(WARD, "staff", "doan_the")) == Holder(SECRETARY, "Quyết định 12")
    assert router(row).holder("score", subject(WARD, "staff")).person_id == CHAIR


def test_one_head_of_a_whole_unit_leads_every_bloc() -> None:
    table = Router(UNITS, {(WARD, ""): CHAIR}, ())
    assert table.holder("score", subject(WARD, "staff", "dang")).person_id == CHAIR


def test_the_head_of_everything_has_nobody_above() -> None:
    assert router().holder("score", subject(CITY, "head")).person_id is None


def test_a_body_without_a_head_leaves_its_people_open() -> None:
    assert router().holder("score", subject(BUREAU, "staff")).person_id is None


@pytest.mark.parametrize(
    ("row", "fits", "fits_not"),
    [
        (ROW, subject(DIVISION), subject(BUREAU)),
        (replace(ROW, rank="deputy"), subject(WARD, "deputy"), subject(WARD, "staff")),
        (replace(ROW, bloc="dang"), subject(WARD, bloc="dang"), subject(WARD)),
        (replace(ROW, tier="BTV"), subject(WARD, tier="BTV"), subject(WARD, tier="UBND")),
        (replace(ROW, category="vien_chuc"), Subject(WARD, "chinh_quyen", "staff", "vien_chuc"), subject(WARD)),
        (replace(ROW, path=UNITS[DIVISION].path), subject(DIVISION), subject(OFFICE)),
    ],
)
def test_each_condition_of_a_row_counts(row: Row, fits: Subject, fits_not: Subject) -> None:
    assert router(row).holder("score", fits).person_id == SOMEBODY
    assert router(row).holder("score", fits_not).person_id != SOMEBODY


def test_the_row_with_most_conditions_holds_wherever_it_stands() -> None:
    special = replace(ROW, rank="deputy", tier="BTV", holder_id=70)
    ordinary = replace(ROW, rank="deputy", holder_id=71)
    deep = replace(ROW, path=UNITS[DIVISION].path, holder_id=72)
    for rows in ([special, ordinary, deep], [deep, ordinary, special]):
        assert router(*rows).holder("score", subject(DIVISION, "deputy", tier="BTV")).person_id == 70
        assert router(*rows).holder("score", subject(DIVISION, "deputy")).person_id == 71
        assert router(*rows).holder("score", subject(DIVISION, "staff")).person_id == 72


def test_of_rows_alike_the_deeper_unit_holds_and_then_the_latest() -> None:
    high = replace(ROW, path=ROOT.path, holder_id=70)
    low, later = replace(ROW, holder_id=71), replace(ROW, holder_id=72)
    assert router(low, high).holder("score", subject(WARD)).person_id == 71
    assert router(low, later).holder("score", subject(WARD)).person_id == 72


def test_a_row_may_name_a_body_whose_head_holds() -> None:
    row = replace(ROW, task="decide", holder_id=None, holder_unit_id=CITY)
    assert router(row).holder("decide", subject(DIVISION)) == Holder(MAYOR, "Quyết định 12")


def test_of_a_body_of_two_blocs_the_head_of_the_subjects_bloc_holds() -> None:
    row = replace(ROW, task="decide", holder_id=None, holder_unit_id=WARD)
    assert router(row).holder("decide", subject(PARTY_OFFICE, bloc="dang")).person_id == SECRETARY
    assert router(row).holder("decide", subject(DIVISION)).person_id == CHAIR


@pytest.mark.parametrize(
    ("unit_id", "body"), [(DIVISION, WARD), (OFFICE, WARD), (WARD, WARD), (BUREAU, BUREAU), (LONE, CITY), (CITY, CITY)]
)
def test_caps_count_in_the_using_body(unit_id: int, body: int) -> None:
    assert router().body_of(unit_id) == body
