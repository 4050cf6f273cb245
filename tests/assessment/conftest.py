"""The invented city of the tests, with its clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.assessment import cast
from tests.assessment.cast import FOURTH_QUARTER, OCTOBER, OCTOBER_2019, Month, Town
from tests.kept import state

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
        return state(cast.build, month)

    return build


def opened(month: Month, on_day: SetDay) -> Town:
    """Build the city for a month and open it, the clock on its 20th."""
    on_day(month.day(20))
    return state(cast.build_and_open, month)


@pytest.fixture
def town(db: None, on_day: SetDay) -> Town:
    """The city under Nghị định 335, October open."""
    return opened(OCTOBER, on_day)


@pytest.fixture
def old_town(db: None, on_day: SetDay) -> Town:
    """The city under the monthly framework of 2018, October 2019 open: this one has levels and a cap each month."""
    return opened(OCTOBER_2019, on_day)


@pytest.fixture
def quarter_town(db: None, on_day: SetDay) -> Town:
    """The city under a framework by quarters that has levels, but nobody who proposes them and no cap."""
    return opened(FOURTH_QUARTER, on_day)


@pytest.fixture(params=[OCTOBER, OCTOBER_2019], ids=["nd335", "hn-3814"])
def any_town(request: pytest.FixtureRequest, db: None, on_day: SetDay) -> Town:
    """The city under either rulebook, October open."""
    return opened(request.param, on_day)
