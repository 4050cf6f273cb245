"""Who is under whom: heads, deputies with and without fields, and two heads of one unit with a bloc each."""

from __future__ import annotations

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHAIR,
    CHI,
    DEPUTY,
    DEPUTY_2,
    DIVISION_DEPUTY,
    DIVISION_HEAD,
    DUNG,
    GIANG,
    HANH,
    OFFICE_HEAD,
    PARTY_HEAD,
    SECRETARY,
    SETUP,
    START,
    WARD,
    Town,
)
from thenchot.assessment.below import Below, Line, Subordinates
from thenchot.assessment.models import Sheet
from thenchot.assessment.steps import CONFIRMED, EXCUSED, OPENED, SUBMITTED
from thenchot.people.actions.delegate import put_in_charge

DIVISION = {DIVISION_HEAD, DIVISION_DEPUTY, AN, BINH, CHI, DUNG}
OFFICE = {OFFICE_HEAD, GIANG}
PARTY = {PARTY_HEAD, HANH}
UNDER = {
    DIVISION_HEAD: DIVISION - {DIVISION_HEAD},
    DIVISION_DEPUTY: {AN, BINH, CHI, DUNG},
    OFFICE_HEAD: {GIANG},
    PARTY_HEAD: {HANH},
    DEPUTY: DIVISION,
    DEPUTY_2: OFFICE,
    CHAIR: {DEPUTY, DEPUTY_2, *DIVISION, *OFFICE},
    SECRETARY: PARTY,
}


def mark(town: Town, codes: set[str] | list[str], **columns: str) -> None:
    Sheet.objects.filter(cycle=town.cycle, person__staff_code__in=codes).update(**columns)


def of(town: Town, leader: str) -> Below:
    sheet = town.sheet(leader)
    return Subordinates(town.cycle, [sheet]).of(sheet)


@pytest.mark.parametrize("leader", UNDER)
def test_a_leader_answers_for_these_and_for_nobody_else(town: Town, leader: str) -> None:
    mark(town, WARD, state=CONFIRMED, band="")
    mark(town, UNDER[leader], band="HTT")
    found = of(town, leader)
    assert found.bands == ("HTT",) * len(UNDER[leader])
    mark(town, set(WARD) - UNDER[leader], band="KHT")
    assert of(town, leader) == found


@pytest.mark.parametrize("leader", UNDER)
def test_one_bad_result_below_reaches_every_leader_above_and_no_other(town: Town, leader: str) -> None:
    for code in WARD:
        mark(town, WARD, state=CONFIRMED, band="HTT")
        mark(town, [code], band="KHT")
        assert ("KHT" in of(town, leader).bands) is (code in UNDER[leader])


def test_all_leaders_of_a_ward_are_answered_from_one_reading(town: Town) -> None:
    sheets = town.sheets(UNDER)
    together = Subordinates(town.cycle, sheets)
    assert [together.of(sheet) for sheet in sheets] == [of(town, leader) for leader in UNDER]


def test_nobody_is_under_themselves(town: Town) -> None:
    mark(town, WARD, state=CONFIRMED, band="HTT")
    for leader in UNDER:
        mark(town, [leader], band="KHT")
        assert "KHT" not in of(town, leader).bands
        mark(town, [leader], band="HTT")


@pytest.mark.parametrize(("state", "waits"), [(OPENED, True), (SUBMITTED, True), (CONFIRMED, False), (EXCUSED, False)])
def test_a_sheet_is_waited_for_until_it_is_confirmed_or_left_out(town: Town, state: str, waits: bool) -> None:
    mark(town, WARD, state=CONFIRMED, band="HTT")
    mark(town, [AN, BINH], state=state)
    assert of(town, DIVISION_HEAD).waiting == (2 if waits else 0)


def test_whoever_is_left_out_has_no_band_even_when_one_was_written_before(town: Town) -> None:
    mark(town, WARD, state=CONFIRMED, band="HTT")
    mark(town, [AN], state=EXCUSED, band="KHT")
    assert sorted(of(town, DIVISION_DEPUTY).bands, key=str) == ["HTT", "HTT", "HTT", None]


def test_a_sheet_that_is_not_scored_has_no_band(town: Town) -> None:
    assert set(of(town, CHAIR).bands) == {None}
    assert of(town, CHAIR).waiting == len(UNDER[CHAIR])


def test_a_deputy_without_a_field_answers_for_the_staff_of_the_own_unit_only(town: Town) -> None:
    mark(town, WARD, state=CONFIRMED, band="HT")
    mark(town, [DIVISION_HEAD], band="KHT")
    assert of(town, DIVISION_DEPUTY).bands == ("HT",) * 4


def test_a_deputy_in_charge_of_the_own_unit_answers_for_all_of_it_but_not_for_themselves(town: Town) -> None:
    put_in_charge(by=SETUP, deputy_code=DIVISION_DEPUTY, unit_code="BT-KT", valid_from=START)
    mark(town, WARD, state=CONFIRMED, band="HTT")
    mark(town, [DIVISION_DEPUTY], band="KHT")
    assert of(town, DIVISION_DEPUTY).bands == ("HTT",) * len(DIVISION - {DIVISION_DEPUTY})


def test_sheets_of_another_cycle_do_not_count(town: Town) -> None:
    mark(town, WARD, state=CONFIRMED, band="HTT")
    other = town.cycle
    other.pk, other.period, other.last_hash = None, "2026-09", ""
    other.save()
    moved = town.sheet(AN)
    Sheet.objects.filter(id=moved.id).update(cycle=other, band="KHT")
    assert of(town, DIVISION_DEPUTY).bands == ("HTT",) * 3


def test_a_unit_whose_path_begins_like_another_is_not_below_it(town: Town) -> None:
    # Paths have eight digits a level: 00000001 does not hold 000000010.
    line = Line("0000000100000002", 1, "staff", CONFIRMED, "HTT", "dang")
    assert line.path.startswith("00000001")
    paths = {town.sheet(code).unit_path for code in (AN, GIANG, CHAIR)}
    assert all(len(path) % 8 == 0 for path in paths)
    mark(town, WARD, state=CONFIRMED, band="HTT")
    mark(town, [AN], unit_path=town.sheet(GIANG).unit_path + "00009999")
    assert len(of(town, OFFICE_HEAD).bands) == 2
    assert len(of(town, DIVISION_DEPUTY).bands) == 3
