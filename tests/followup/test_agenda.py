"""Somebody's calendar: what is overdue, what falls on which day, and what is history."""

from __future__ import annotations

from datetime import date

import pytest

from tests.workplan.conftest import AN, BINH, SETUP, TODAY, Ward
from thenchot.followup.actions.plan_day import plan_day
from thenchot.followup.queries.agenda import Agenda, month_agenda, week_agenda
from thenchot.lib.periods import Period
from thenchot.organisation.models import CalendarDay
from thenchot.workplan.actions.carry_over import Carried, carry_over
from thenchot.workplan.models import LockedPeriod, Task

MONDAY = date(2026, 11, 16)


def week(ward: Ward, day: date = MONDAY, code: str = AN) -> Agenda:
    return week_agenda(ward.id(code), day, TODAY)


def on(found: Agenda, day: date) -> tuple[list[int], list[int]]:
    """The numbers of what falls due on the day, and of what is meant for it."""
    one = next(one for one in found.days if one.day == day)
    return [row.id for row in one.due], [row.id for row in one.meant]


def test_work_stands_on_its_deadline_done_or_not_and_only_its_doers(ward: Ward) -> None:
    running, done = ward.give(deadline=date(2026, 11, 18)), ward.give("2", deadline=date(2026, 11, 18), status="done")
    ward.give("3", doer=BINH, deadline=date(2026, 11, 18))
    ward.give("5", deadline=date(2026, 11, 18), status="handed_back")
    ward.give("6", deadline=date(2026, 11, 18), status="drafted")
    assert on(week(ward), date(2026, 11, 18)) == ([running.id, done.id], [])
    assert on(week(ward, date(2026, 11, 22)), date(2026, 11, 18)) == ([running.id, done.id], [])
    assert [day.day for day in week(ward).days if not day.works] == [date(2026, 11, 21), date(2026, 11, 22)]


def test_overdue_work_stands_above_every_week_the_oldest_first_until_its_month_is_published(ward: Ward) -> None:
    later, older = ward.give(deadline=date(2026, 11, 19)), ward.give("2", deadline=date(2026, 10, 15), period="2026-10")
    ward.give("3", deadline=TODAY)
    for day in (MONDAY, date(2027, 3, 1)):
        assert [row.id for row in week(ward, day).overdue] == [older.id, later.id]
    LockedPeriod.objects.create(person_id=ward.id(AN), period="2026-10")
    assert [row.id for row in week(ward).overdue] == [later.id]


def test_a_row_carried_over_is_overdue_until_the_new_row_is_given(ward: Ward) -> None:
    old = ward.give(deadline=date(2026, 11, 10))
    new = carry_over(by=SETUP, rows=[Carried(old, date(2026, 12, 15))], here={ward.id(AN)})[0]
    Task.objects.filter(id=new).update(status="drafted")
    assert [row.id for row in week(ward).overdue] == [old.id]
    Task.objects.filter(id=new).update(status="assigned")
    assert week(ward).overdue == ()
    assert on(week(ward, date(2026, 12, 15)), date(2026, 12, 15)) == ([new], [])


def test_a_planned_day_shows_the_work_there_too_and_moves_and_goes(ward: Ward) -> None:
    task = ward.give(deadline=date(2026, 11, 27))
    plan_day(task=task, day=date(2026, 11, 18))
    assert on(week(ward), date(2026, 11, 18)) == ([], [task.id])
    plan_day(task=task, day=date(2026, 11, 19))
    assert on(week(ward), date(2026, 11, 18)) == ([], [])
    plan_day(task=task, day=date(2026, 11, 27))
    assert on(week(ward, date(2026, 11, 27)), date(2026, 11, 27)) == ([task.id], [])
    plan_day(task=task, day=None)
    assert week(ward).days[0].meant == ()


def test_a_month_holds_whole_weeks_undated_work_of_the_month_and_entered_days_off(ward: Ward) -> None:
    undated = ward.give(deadline=None)
    ward.give("2", deadline=None, period="2026-12")
    beyond = ward.give("3", deadline=date(2026, 12, 6))
    CalendarDay.objects.create(day=date(2026, 11, 25), works=False, source="Quyết định nghỉ")
    found = month_agenda(ward.id(AN), Period.parse("2026-11"), TODAY)
    assert (found.days[0].day, found.days[-1].day, len(found.weeks)) == (date(2026, 10, 26), date(2026, 12, 6), 6)
    assert ([row.id for row in found.undated], on(found, date(2026, 12, 6))) == ([undated.id], ([beyond.id], []))
    assert not next(day for day in found.days if day.day == date(2026, 11, 25)).works


@pytest.mark.parametrize(
    ("deadline", "day", "fits"),
    [
        (date(2026, 11, 15), date(2026, 11, 1), True), (date(2026, 11, 15), date(2026, 11, 30), True),
        (date(2026, 12, 10), date(2026, 12, 10), True), (date(2026, 12, 10), date(2026, 12, 11), False),
        (None, date(2026, 10, 31), False), (None, date(2026, 12, 1), False),
    ],
)  # fmt: skip
def test_a_planned_day_lies_in_the_period_or_before_the_deadline(
    ward: Ward, refuses: object, deadline: date | None, day: date, *, fits: bool
) -> None:
    task = ward.give(deadline=deadline)
    assert callable(refuses)
    if fits:
        plan_day(task=task, day=day)
    else:
        assert refuses(plan_day, task=task, day=day) == "followup.day_outside"


def test_done_work_takes_no_planned_day(ward: Ward, refuses: object) -> None:
    assert callable(refuses)
    assert refuses(plan_day, task=ward.give(status="done"), day=date(2026, 11, 18)) == "workplan.not_doing"
