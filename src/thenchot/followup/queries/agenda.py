"""Somebody's calendar (lịch công tác): their work by deadline and by the day they mean to do it, what is overdue first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from thenchot.followup.models import PlannedDay
from thenchot.lib.periods import Period
from thenchot.lib.weeks import week_of, weeks_between
from thenchot.organisation.queries import calendar_days
from thenchot.rules.working_days import is_working_day
from thenchot.workplan.models import UNGIVEN, LockedPeriod, Task

DOING = ("assigned", "done")
MOST_OVERDUE = 60
"""So many overdue rows stand over a calendar; who has more needs another page than this."""


@dataclass(frozen=True)
class AgendaRow:
    """A piece of work as a calendar shows it; `planned` is the day its doer means to do it."""

    id: int
    content: str
    period: str
    deadline: date | None
    planned: date | None
    status: str
    done_on: date | None
    unplanned: bool

    @property
    def done(self) -> bool:
        return self.status == "done"


@dataclass(frozen=True)
class AgendaDay:
    """One day: what falls due on it, and what its doer plans for it that falls due on another."""

    day: date
    works: bool
    due: tuple[AgendaRow, ...]
    meant: tuple[AgendaRow, ...]


@dataclass(frozen=True)
class Agenda:
    """`undated` is the running work of the period without a deadline; `weeks` holds whole weeks."""

    overdue: tuple[AgendaRow, ...]
    weeks: tuple[tuple[AgendaDay, ...], ...]
    undated: tuple[AgendaRow, ...]

    @property
    def days(self) -> list[AgendaDay]:
        return [day for week in self.weeks for day in week]


def week_agenda(person_id: int, day: date, today: date) -> Agenda:
    """The week that the day is in."""
    return _agenda(person_id, [week_of(day)], f"{day:%Y-%m}", today)


def month_agenda(person_id: int, month: Period, today: date) -> Agenda:
    """The weeks that a month touches."""
    return _agenda(person_id, weeks_between(month.first, month.last), str(month), today)


def _agenda(person_id: int, weeks: Sequence[tuple[date, ...]], period: str, today: date) -> Agenda:
    first, last = weeks[0][0], weeks[-1][-1]
    within = Q(deadline__range=(first, last)) | Q(id__in=_planned(first, last, person_id))
    late = Q(status="assigned", deadline__lt=today)
    undated = Q(status="assigned", deadline=None, period=period)
    rows = _rows(_open_work(person_id).filter(within | late | undated))
    off, worked = calendar_days(first, last)
    days = tuple(tuple(_day(day, rows, is_working_day(day, off, worked)) for day in week) for week in weeks)
    running = [row for row in rows if not row.done]
    overdue = tuple(row for row in running if row.deadline and row.deadline < today)
    return Agenda(overdue[:MOST_OVERDUE], days, tuple(row for row in running if row.deadline is None))


def _open_work(person_id: int) -> QuerySet[Task]:
    """Work done or to be done; a row of a published month is history, one carried over goes on as a row of the later month."""
    published = LockedPeriod.objects.filter(person=OuterRef("doer"), period=OuterRef("period"))
    closed = Q(Exists(published)) | Q(Exists(carried_on()))
    return Task.objects.filter(doer_id=person_id, status__in=DOING).exclude(Q(status="assigned") & closed)


def carried_on() -> QuerySet[Task]:
    """The row in which an unfinished one goes on, once it is somebody's work."""
    return Task.objects.filter(carried_from=OuterRef("id")).exclude(status__in=UNGIVEN)


def _planned(first: date, last: date, person_id: int) -> QuerySet[PlannedDay, int]:
    return PlannedDay.objects.filter(day__range=(first, last), task__doer_id=person_id).values_list("task_id", flat=True)


def _rows(tasks: QuerySet[Task]) -> list[AgendaRow]:
    found = list(tasks.order_by("deadline", "id"))
    planned = planned_days([task.id for task in found])
    return [
        AgendaRow(
            id=task.id, content=task.content, period=task.period, deadline=task.deadline, planned=planned.get(task.id),
            status=task.status, done_on=task.done_on, unplanned=task.origin == "unplanned",
        )
        for task in found
    ]  # fmt: skip


def planned_days(task_ids: Collection[int]) -> Mapping[int, date]:
    return dict(PlannedDay.objects.filter(task_id__in=task_ids).values_list("task_id", "day")) if task_ids else {}


def _day(day: date, rows: Sequence[AgendaRow], works: bool) -> AgendaDay:
    due = tuple(row for row in rows if row.deadline == day)
    return AgendaDay(day, works, due, tuple(row for row in rows if row.planned == day and row.deadline != day))
