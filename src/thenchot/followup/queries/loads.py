"""Everybody's load in a period (khối lượng quy đổi): units given, done, left, what is overdue; summed in the database, exact."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import BigIntegerField, Case, Count, Exists, F, Func, Min, Q, QuerySet, Sum, Value, When

from thenchot.followup.queries.agenda import DOING, carried_on
from thenchot.organisation.queries import UnitAt
from thenchot.people.queries import PersonRow, first_staff
from thenchot.workplan.models import Task
from thenchot.workplan.queries import TaskRow, tasks_below
from thenchot.workplan.workloads import PLACES

MOST_PEOPLE = 600
"""Of a larger place a unit below is chosen first: nobody follows six hundred people on one page."""


class _Tenths(Func):
    """Units in ten thousandths, whole: no engine rounds them then."""

    template = f"CAST(ROUND(%(expressions)s * {PLACES}) AS bigint)"
    output_field = BigIntegerField()


@dataclass(frozen=True)
class Load:
    """What one person has to do in the period, in standard units (đơn vị quy đổi)."""

    person: PersonRow
    given: Fraction = Fraction(0)
    done: Fraction = Fraction(0)
    tasks: int = 0
    left_tasks: int = 0
    overdue: int = 0
    unplanned: int = 0
    next_due: date | None = None

    @property
    def left(self) -> Fraction:
        return self.given - self.done


def loads_of(place: UnitAt, period: str, today: date) -> list[Load] | None:
    """Everybody of the place, overdue first, then by what is left; None where they are too many for a page."""
    people = first_staff(place.path, today, "", MOST_PEOPLE + 1)
    if len(people) > MOST_PEOPLE:
        return None
    sums = _sums([person.id for person in people], period, today)
    found = [_load(person, sums.get(person.id)) for person in people]
    return sorted(found, key=lambda one: (-one.overdue, -one.left))


def load_of(person: PersonRow, period: str, today: date) -> Load:
    return _load(person, _sums([person.id], period, today).get(person.id))


def _load(person: PersonRow, row: Mapping[str, object] | None) -> Load:
    if row is None:
        return Load(person)
    given, done = (Fraction(_whole(row[name]), PLACES) for name in ("given", "done"))
    tasks, left, overdue, unplanned = (_whole(row[name]) for name in ("tasks", "left_tasks", "overdue", "unplanned"))
    due = row["next_due"]
    return Load(person, given, done, tasks, left, overdue, unplanned, due if isinstance(due, date) else None)


def _whole(value: object) -> int:
    return int(str(value or 0))


def _sums(person_ids: Sequence[int], period: str, today: date) -> dict[int, Mapping[str, object]]:
    late = Q(status="assigned", deadline__lt=today)
    size, nought = _Tenths(F("units")), Value(0, BigIntegerField())
    rows = (
        _given(period)
        .filter(doer_id__in=person_ids)
        .order_by()
        .values("doer_id")
        .annotate(
            given=Sum(size), done=Sum(Case(When(status="done", then=size), default=nought)), tasks=Count("id"),
            left_tasks=Count("id", Q(status="assigned")), overdue=Count("id", late),
            unplanned=Count("id", Q(origin="unplanned")),
            next_due=Min("deadline", filter=Q(status="assigned", deadline__gte=today)),
        )
    )  # fmt: skip
    return {row["doer_id"]: row for row in rows}


def _given(period: str) -> QuerySet[Task]:
    """Work of the period, without what goes on as a row of a later one."""
    return Task.objects.filter(period=period, status__in=DOING).exclude(Q(status="assigned") & Q(Exists(carried_on())))


def overdue_in(unit_ids: Sequence[int], period: str, today: date) -> list[TaskRow]:
    """Overdue rows of these units, the oldest first."""
    carried = set(_carried_among(unit_ids, period))
    return [row for row in tasks_below(unit_ids, period) if row.overdue(today) and row.id not in carried]


def _carried_among(unit_ids: Sequence[int], period: str) -> QuerySet[Task, int | None]:
    here = Task.objects.filter(unit_id__in=unit_ids, period=period).values("id")
    rows = Task.objects.filter(carried_from__in=here).exclude(status="dropped")
    return rows.values_list("carried_from_id", flat=True)
