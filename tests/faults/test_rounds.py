"""Three of the rounds of kill -9 that scripts/reliability.py plays by the thousand, and what their checks see."""

from __future__ import annotations

import pytest

from tests.faults.conftest import Play

pytestmark = [pytest.mark.database, pytest.mark.slow]


def test_nothing_answered_is_lost_and_nothing_sent_again_is_doubled(play: Play) -> None:
    found = play("rounds")
    assert found["rounds"] == 3
    assert found["answered"] > 0
    assert found.get("unanswered", 0) == found.get("again", 0), "what was not answered was sent again, and was answered then"
    assert found["faults"] == []
