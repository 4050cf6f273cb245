"""Weeks from Monday to Sunday, and the weeks that a month touches."""

from __future__ import annotations

from datetime import date, timedelta

DAYS = 7


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> tuple[date, ...]:
    """The seven days of the week that the day is in."""
    first = monday_of(day)
    return tuple(first + timedelta(days=number) for number in range(DAYS))


def weeks_between(first: date, last: date) -> list[tuple[date, ...]]:
    """Whole weeks, the first with the first day in it and the last with the last one."""
    weeks, monday = [], monday_of(first)
    while monday <= last:
        weeks.append(week_of(monday))
        monday += timedelta(days=DAYS)
    return weeks
