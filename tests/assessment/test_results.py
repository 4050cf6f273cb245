"""Published results, read within their scope of publication."""

from __future__ import annotations

import pytest

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    AUTHORITY,
    CHAIR,
    CHI,
    DIVISION_HEAD,
    GIANG,
    HANH,
    ORGANISER,
    SECRETARY,
    STRANGER,
    WARD,
    Town,
)
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.queries.results import published_cycles, results_of

ALL = frozenset(WARD)
DIVISION = frozenset({"0021", "0022", "0023", "0024", "0025"})


def seen(town: Town, code: str, under: str = "") -> set[str]:
    return {row.staff_code for row in results_of(town.cycle, town.viewer(code), under)}


@pytest.mark.parametrize(
    ("code", "decree", "city"),
    [
        (AN, {AN}, ALL),
        (GIANG, {GIANG}, ALL),
        (DIVISION_HEAD, DIVISION | {DIVISION_HEAD}, ALL),
        (SECRETARY, {SECRETARY, "0040", HANH}, ALL),
        (AUTHORITY, ALL, ALL),
        (ORGANISER, ALL, ALL),
        (AUDITOR, ALL, ALL),
        (ADMIN, set(), set()),
        (STRANGER, set(), set()),
    ],
)
def test_the_decree_shows_each_their_own_and_the_city_shows_the_whole_body(
    any_town: Town, code: str, decree: set[str], city: set[str]
) -> None:
    any_town.finish()
    any_town.publish()
    assert seen(any_town, code) == (city if any_town.month.rulebook.startswith("hn") else decree)


@pytest.mark.parametrize(
    ("code", "there"),
    [
        (AN, True), (DIVISION_HEAD, True), (CHAIR, True), (AUTHORITY, True), (ORGANISER, True), (AUDITOR, True),
        (ADMIN, False), (STRANGER, False),
    ],
)
def test_a_published_cycle_is_listed_for_who_has_a_part_in_it(town: Town, code: str, there: bool) -> None:
    assert published_cycles(town.viewer(code)) == []
    town.finish()
    town.publish()
    assert [cycle.id for cycle in published_cycles(town.viewer(code))] == [town.cycle_id] * there


def test_who_only_proposed_levels_finds_the_cycle_too(old_town: Town) -> None:
    old_town.finish()
    old_town.publish()
    excused = old_town.cycle.sheets.filter(person=old_town.id(CHAIR))
    excused.update(person_id=old_town.id(STRANGER))
    old_town.cycle.sheets.filter(scorer=old_town.id(CHAIR)).update(scorer=old_town.id(AUTHORITY))
    assert [cycle.id for cycle in published_cycles(old_town.viewer(CHAIR))] == [old_town.cycle_id]


def test_the_newest_version_is_shown_with_its_number(town: Town) -> None:
    town.finish()
    town.publish()
    correct(by=town.viewer(DIVISION_HEAD), given=Correction(town.sheet(AN), "Đính chính.", {"I.1": "0"}))
    (row,) = results_of(town.cycle, town.viewer(AN))
    assert (row.number, row.score, row.band, row.self_level) == (2, 88, "HTT", "HTXS")
    assert (row.person, row.unit, row.title) == ("Hồ Hữu An", "Phòng Kinh tế, Hạ tầng và Đô thị", "Chuyên viên")


def test_what_is_not_published_is_in_no_list(town: Town) -> None:
    town.hand_in([AN, CHI])
    town.confirm([AN])
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(CHI), absence="sick")
    assert seen(town, ORGANISER) == set()
    town.publish(reason="Chốt sớm.")
    assert seen(town, ORGANISER) == {AN}


def test_a_list_may_be_narrowed_to_a_part_in_the_order_of_the_tree(town: Town) -> None:
    town.finish()
    town.publish()
    assert seen(town, ORGANISER, town.unit("BT-VP").path) == {"0030", GIANG}
    names = [row.person for row in results_of(town.cycle, town.viewer(DIVISION_HEAD), town.unit("BT-KT").path)]
    assert names == ["Hồ Hữu An", "Tạ Thanh Bình", "Lương Thùy Chi", "Bùi Đức Dũng", "Ninh Thị Sen", "Bạch Văn Tường"]
