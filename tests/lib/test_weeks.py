"""Weeks begin on Monday; a month's weeks are whole, in order, and leave no day out."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from thenchot.lib.weeks import monday_of, week_of, weeks_between

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(DAYS)
def test_a_week_is_seven_days_from_a_monday_with_the_day_in_it(day: date) -> None:
    week = week_of(day)
    assert (week[0], week[0].weekday(), len(week), day in week) == (monday_of(day), 0, 7, True)


@given(DAYS, st.integers(0, 70))
def test_the_weeks_of_a_stretch_are_whole_and_follow_each_other(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    days = [day for week in weeks_between(first, last) for day in week]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    assert days[0] <= first <= last <= days[-1]
    assert (first - days[0]).days < 7 > (days[-1] - last).days


def test_november_2026_touches_six_weeks() -> None:
    weeks = weeks_between(date(2026, 11, 1), date(2026, 11, 30))
    assert (len(weeks), weeks[0][0], weeks[-1][-1]) == (6, date(2026, 10, 26), date(2026, 12, 6))
