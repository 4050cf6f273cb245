"""The wait before another try grows, is bounded, and is spread by chance."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.lib.backoff import FIRST, LONGEST, ROLLS, wait_after

failures, rolls = st.integers(1, 10_000), st.integers(0, ROLLS - 1)


@given(failures, rolls)
def test_no_wait_is_shorter_than_half_the_first_or_longer_than_the_longest(count: int, roll: int) -> None:
    assert FIRST / 2 <= wait_after(count, roll) < LONGEST


@given(failures, rolls, rolls)
def test_each_failure_waits_at_least_as_long_as_half_of_what_the_next_may(count: int, one: int, other: int) -> None:
    assert wait_after(count, one) <= 2 * wait_after(count + 1, other)


@pytest.mark.parametrize(("count", "minutes"), [(1, 1), (2, 2), (3, 4), (7, 64), (9, 256), (10, 360), (500, 360)])
def test_the_wait_doubles_until_it_is_six_hours(count: int, minutes: int) -> None:
    assert wait_after(count, 0) == timedelta(minutes=minutes) / 2
    assert timedelta(minutes=minutes) - wait_after(count, ROLLS - 1) <= timedelta(minutes=minutes) / ROLLS


@pytest.mark.parametrize(("count", "roll"), [(0, 0), (-1, 5), (1, -1), (1, ROLLS)])
def test_a_wait_after_nothing_is_none(count: int, roll: int) -> None:
    with pytest.raises(ValueError, match="no wait"):
        wait_after(count, roll)
