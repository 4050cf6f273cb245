"""Four real races over HTTP, between two web servers on one database: never both, never neither, nothing half."""

from __future__ import annotations

from typing import Any

import pytest

from tests.faults.conftest import Play

pytestmark = [pytest.mark.database, pytest.mark.slow]
DONE, TOLD = 302, (403, 409)


@pytest.fixture
def found(play: Play) -> dict[str, Any]:
    return play("over_http")


def test_of_two_who_confirm_one_sheet_one_is_told(found: dict[str, Any]) -> None:
    # Told as a conflict where both had read the sheet, as too late where the second read it after the first had written.
    assert all(answers in ([DONE, 409], [DONE, 403]) for answers in found["confirmed"]), found["confirmed"]
    assert found["confirming acts"] == 6


def test_the_last_place_under_the_cap_goes_to_one_of_two(found: dict[str, Any]) -> None:
    assert found["last place"] == [[DONE, 403]] * 3
    assert found["top"] == [1, 1, 1]


def test_who_objects_while_the_month_is_published_is_heard_or_told_that_it_is_not_published_yet(found: dict[str, Any]) -> None:
    assert found["published"] == DONE
    for answer, petitions in found["petitions"].values():
        assert (answer == DONE) == (petitions == 1), found["petitions"]
        assert answer in (DONE, *TOLD)


def test_who_is_confirmed_or_hands_in_while_the_month_is_closed_is_in_it_or_told(found: dict[str, Any]) -> None:
    for answer, state in found["late"].values():
        assert (answer, state) in {(DONE, "published"), (409, "submitted")}, found["late"]
    for answer, state in found["returned"].values():
        assert (answer, state) in {(DONE, "submitted"), (409, "opened")}, found["returned"]
    assert found["moved after the end"] == 0
    assert found["counted as missing"] == found["missing"]


def test_the_trail_of_all_of_it_verifies(found: dict[str, Any]) -> None:
    assert found["faults"] == []
