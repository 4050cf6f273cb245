"""Clocks in working days on a calendar whose moving dates are entered (petition: Điều 22)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.rules.working_days import (
    add_working_days,
    crosses_unentered_tet,
    is_working_day,
    working_days_between,
)

MONDAY = date(2026, 11, 16)
TET_2026 = [date(2026, 2, day) for day in range(16, 21)]
days = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def test_a_petition_is_answered_in_seven_working_days() -> None:
    assert add_working_days(MONDAY, 7) == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("start", "days_", "end"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        (date(2026, 11, 22), 5, date(2026, 11, 27)),
        (date(2026, 4, 29), 1, date(2026, 5, 4)),
        (date(2026, 9, 1), 1, date(2026, 9, 3)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (MONDAY, 0, MONDAY),
        (MONDAY, -1, date(2026, 11, 13)),
    ],
)
def test_weekends_and_fixed_holidays_do_not_count(start: date, days_: int, end: date) -> None:
    assert add_working_days(start, days_) == end


def test_an_entered_holiday_does_not_count() -> None:
    assert add_working_days(date(2026, 2, 13), 1, TET_2026) == date(2026, 2, 23)
    assert add_working_days(date(2026, 2, 13), 1) == date(2026, 2, 16)


def test_a_swapped_saturday_counts() -> None:
    saturday = date(2026, 11, 21)
    assert add_working_days(date(2026, 11, 20), 1, worked_days=[saturday]) == saturday


def test_a_swapped_day_counts_even_on_a_holiday() -> None:
    assert is_working_day(date(2026, 9, 2), [], [date(2026, 9, 2)])


@pytest.mark.parametrize("month_day", [(1, 1), (4, 30), (5, 1), (9, 2)])
@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_the_fixed_holidays_are_the_same_each_year(year: int, month_day: tuple[int, int]) -> None:
    assert not is_working_day(date(year, *month_day), [], [])


@given(days, st.integers(1, 60))
def test_a_clock_ends_on_a_working_day_and_counts_back_to_itself(start: date, number: int) -> None:
    end = add_working_days(start, number, TET_2026)
    assert is_working_day(end, TET_2026, [])
    assert working_days_between(start, end, TET_2026) == number
    assert working_days_between(end, start, TET_2026) == -number


@given(days, st.integers(0, 40), st.integers(0, 40))
def test_two_clocks_in_a_row_are_one(start: date, one: int, other: int) -> None:
    assert add_working_days(add_working_days(start, one), other) == add_working_days(start, one + other)


@given(days, st.integers(1, 40))
def test_another_holiday_never_shortens_a_clock(start: date, number: int) -> None:
    holiday = start + timedelta(days=2)
    assert add_working_days(start, number, [holiday]) >= add_working_days(start, number)


def test_a_clock_across_a_tet_nobody_entered_says_so() -> None:
    assert crosses_unentered_tet(date(2027, 1, 28), date(2027, 2, 10)) == (2027,)
    assert crosses_unentered_tet(date(2026, 12, 1), date(2028, 12, 1)) == (2027, 2028)


def test_a_clock_across_an_entered_tet_is_silent() -> None:
    assert crosses_unentered_tet(date(2026, 2, 1), date(2026, 3, 1), TET_2026) == ()


def test_a_clock_far_from_tet_is_silent() -> None:
    assert crosses_unentered_tet(date(2026, 3, 2), date(2026, 12, 31)) == ()
    assert crosses_unentered_tet(date(2026, 11, 16), date(2026, 11, 25)) == ()
