"""The invented city of the tests, with its clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.assessment import cast
from tests.assessment.cast import FOURTH_QUARTER, OCTOBER, OCTOBER_2019, Month, Town

SetDay = Callable[[date], None]


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> SetDay:
    """Set the clock to a day."""

    def set_day(day: date) -> None:
        monkeypatch.setenv("THENCHOT_TODAY", day.isoformat())

    return set_day


@pytest.fixture
def place(db: None, on_day: SetDay) -> Callable[[Month], Town]:
    """Build the city for a month, the clock on its 20th."""

    def build(month: Month) -> Town:
        on_day(month.day(20))
        return cast.build(month)

    return build


@pytest.fixture
def town(place: Callable[[Month], Town]) -> Town:
    """The city under Nghị định 335, October open."""
    found = place(OCTOBER)
    found.open()
    return found


@pytest.fixture
def old_town(place: Callable[[Month], Town]) -> Town:
    """The city under the monthly framework of 2018, October 2019 open: this one has levels and a cap each month."""
    found = place(OCTOBER_2019)
    found.open()
    return found


@pytest.fixture
def quarter_town(place: Callable[[Month], Town]) -> Town:
    """The city under a framework by quarters that has levels, but nobody who proposes them and no cap."""
    found = place(FOURTH_QUARTER)
    found.open()
    return found


@pytest.fixture(params=[OCTOBER, OCTOBER_2019], ids=["nd335", "hn-3814"])
def any_town(request: pytest.FixtureRequest, place: Callable[[Month], Town]) -> Town:
    """The city under either rulebook, October open."""
    found = place(request.param)
    found.open()
    return found
