"""Clocks in working days (ngày làm việc): weekends and fixed public holidays, moving and swapped days as given."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
SATURDAY = 5

# Luật Lao động Điều 112: the holidays that fall on the same date each year. Tết, Giỗ Tổ, the neighbour of 2/9 and
# swapped days are announced each year, so a body enters them with their source.
FIXED_HOLIDAYS = ((1, 1), (4, 30), (5, 1), (9, 2))

# Lunar New Year falls between 21 January and 20 February; its days off may begin and end a week beyond.
TET_WINDOW = ((1, 14), (2, 28))


def is_working_day(day: date, holidays: Collection[date], worked_days: Collection[date]) -> bool:
    """True on Monday to Friday that is no holiday, and on a day off that the authorities swapped for work."""
    if day in worked_days:
        return True
    return day.weekday() < SATURDAY and (day.month, day.day) not in FIXED_HOLIDAYS and day not in holidays


def add_working_days(
    start: date, days: int, holidays: Collection[date] = (), worked_days: Collection[date] = ()
) -> date:
    """The day on which `days` working days have passed; the start itself does not count.

    With 0 days it is the start, whatever day that is; a negative number counts backwards.
    """
    step = ONE_DAY if days >= 0 else -ONE_DAY
    day, left = start, abs(days)
    while left:
        day += step
        if is_working_day(day, holidays, worked_days):
            left -= 1
    return day


def working_days_between(
    start: date, end: date, holidays: Collection[date] = (), worked_days: Collection[date] = ()
) -> int:
    """Working days after `start` up to and including `end`; negative when `end` comes first."""
    if end < start:
        return -working_days_between(end, start, holidays, worked_days)
    span = (end - start).days
    days = (start + timedelta(days=number) for number in range(1, span + 1))
    return sum(is_working_day(day, holidays, worked_days) for day in days)


def crosses_unentered_tet(start: date, end: date, holidays: Collection[date] = ()) -> tuple[int, ...]:
    """The years whose Tết the clock from `start` to `end` may cross while nobody has entered its days."""
    years: list[int] = []
    for year in range(start.year, end.year + 1):
        opens, closes = date(year, *TET_WINDOW[0]), date(year, *TET_WINDOW[1])
        crossed = start <= closes and opens <= end
        if crossed and not any(opens <= day <= closes for day in holidays):
            years.append(year)
    return tuple(years)
