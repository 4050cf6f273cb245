"""Random plans: the calendar shows on each day what a look at every row one by one would show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest

from tests.workplan.conftest import AN, BINH, SETUP, TODAY, Ward
from thenchot.followup.models import PlannedDay
from thenchot.followup.queries.agenda import Agenda, AgendaRow, month_agenda, week_agenda
from thenchot.lib.periods import Period
from thenchot.workplan.actions.carry_over import Carried, carry_over
from thenchot.workplan.models import LockedPeriod, Task

STATUSES = ["assigned"] * 4 + ["done"] * 3 + ["handed_back", "claimed", "declined", "split", "drafted", "dropped"]
PERIODS = ["2026-09", "2026-10", "2026-11", "2026-11", "2026-12"]


@dataclass(frozen=True)
class Plan:
    """What is known of somebody's rows: published periods, rows that go on, planned days."""

    person: int
    locked: frozenset[str]
    going_on: frozenset[int]
    planned: dict[int, date]

    def seen(self) -> list[Task]:
        """The rows that are work and not history."""
        rows = Task.objects.filter(doer_id=self.person, status__in=("assigned", "done")).order_by("deadline", "id")
        return [row for row in rows if row.status == "done" or not self._over(row)]

    def _over(self, row: Task) -> bool:
        return row.period in self.locked or row.id in self.going_on


def make(ward: Ward, chance: Random) -> Plan:
    tasks = []
    for _ in range(45):
        period = chance.choice(PERIODS)
        first = Period.parse(period).first
        deadline = None if chance.random() < 0.15 else first + timedelta(days=chance.randrange(40))
        tasks.append(
            ward.give(
                str(chance.randrange(1, 9)), doer=chance.choice([AN, AN, BINH]), period=period, deadline=deadline,
                status=chance.choice(STATUSES), origin=chance.choice(["planned", "unplanned"]),
            )
        )  # fmt: skip
    going_on = set()
    for task in [one for one in tasks if one.status == "assigned"][:6]:
        day = Period.parse(task.period).following().last
        number = carry_over(by=SETUP, rows=[Carried(task, day)], here={ward.id(AN), ward.id(BINH)})[0]
        drafted = chance.random() < 0.5
        Task.objects.filter(id=number).update(status="drafted" if drafted else "assigned")
        if not drafted:
            going_on.add(task.id)
    planned = {}
    for task in [one for one in tasks if one.status == "assigned"][6:]:
        if chance.random() < 0.5:
            planned[task.id] = Period.parse(task.period).first + timedelta(days=chance.randrange(28))
            PlannedDay.objects.create(task=task, day=planned[task.id])
    locked = frozenset(["2026-09"])
    LockedPeriod.objects.create(person_id=ward.id(AN), period="2026-09")
    return Plan(ward.id(AN), locked, frozenset(going_on), planned)


def ids(rows: tuple[AgendaRow, ...]) -> list[int]:
    return [row.id for row in rows]


def check(found: Agenda, plan: Plan, period: str) -> None:
    rows = plan.seen()
    for one in found.days:
        assert ids(one.due) == [row.id for row in rows if row.deadline == one.day], one.day
        meant = [row.id for row in rows if plan.planned.get(row.id) == one.day and row.deadline != one.day]
        assert sorted(ids(one.meant)) == sorted(meant), one.day
    overdue = [row for row in rows if row.status == "assigned" and row.deadline and row.deadline < TODAY]
    assert ids(found.overdue) == [row.id for row in overdue]
    undated = [row.id for row in rows if row.deadline is None and row.status == "assigned" and row.period == period]
    shown = {day.day for day in found.days}
    meant_here = {number for number, day in plan.planned.items() if day in shown}
    assert set(undated) <= set(ids(found.undated)) <= set(undated) | meant_here


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_week_and_month_shows_what_a_look_at_each_row_would(ward: Ward, seed: int) -> None:
    plan = make(ward, Random(seed))
    for offset in (-42, -14, -7, 0, 7, 14, 35):
        day = TODAY + timedelta(days=offset)
        monday = day - timedelta(days=day.weekday())
        check(week_agenda(plan.person, day, TODAY), plan, f"{day:%Y-%m}")
        assert week_agenda(plan.person, day, TODAY).days[0].day == monday
    for period in ("2026-10", "2026-11", "2026-12"):
        check(month_agenda(plan.person, Period.parse(period), TODAY), plan, period)
