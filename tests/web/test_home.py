"""The home page of somebody assessed under two rulebooks in one month: each line says which one it is about."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment.cast import AN, CHAIR, DIVISION_HEAD, GIANG, OCTOBER, OFFICE_HEAD, Town, take_up
from tests.web.office_cast import get, main, town_of
from thenchot.rulesets import shelf

pytestmark = pytest.mark.django_db
HANOI = "hn-1841-2021"


@pytest.fixture
def both() -> Town:
    town = town_of(OCTOBER, opened=False)
    take_up(town, HANOI, date(2026, 1, 1))
    town.open()
    return town


def test_two_lines_that_would_read_the_same_name_their_rulebooks(both: Town) -> None:
    shown = main(get(AN, "/viec-can-lam"))
    assert shown.count("Phiếu tháng 10/2026") == 2
    for code in (OCTOBER.rulebook, HANOI):
        assert shown.count(shelf.load(code).name) == 1


def test_a_line_that_stands_alone_is_not_burdened_with_the_name() -> None:
    town_of(OCTOBER)
    for code in (AN, DIVISION_HEAD):
        assert shelf.load(OCTOBER.rulebook).name not in main(get(code, "/viec-can-lam"))


def test_sheets_that_wait_for_subordinates_are_counted_apart_from_those_that_can_be_confirmed_today() -> None:
    town = town_of(OCTOBER)
    town.hand_in([DIVISION_HEAD, OFFICE_HEAD, GIANG])
    shown = main(get(CHAIR, "/viec-can-lam"))
    assert "2 phiếu tháng 10/2026 chờ cấp dưới được xác nhận" in shown
    assert "Xác nhận 2 phiếu" not in shown
    town.confirm([GIANG])
    assert "Xác nhận 1 phiếu tháng 10/2026, còn 1 phiếu chờ cấp dưới" in main(get(CHAIR, "/viec-can-lam"))
