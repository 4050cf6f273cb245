"""What opening a period would do, shown before it is done: how many people under which rulebook, and what is in the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection

from thenchot.assessment.actions.open_cycle import (
    ASSESSED,
    BLOC,
    FROM,
    TIER,
    Opening,
    days_off_around,
    opened_already,
    steps_of_opening,
)
from thenchot.assessment.models import Cycle
from thenchot.assessment.steps import StepAt, steps_at, steps_in
from thenchot.lib.periods import Period
from thenchot.organisation.queries import calendar_days, units_on
from thenchot.people.queries import heads_on, router_on
from thenchot.people.routing import Router, Subject
from thenchot.rules.working_days import is_working_day
from thenchot.rulesets.queries import InForce, in_force_for

LISTED = 30
"""At most so many names are listed of one kind of hindrance; the count beside them is of all."""


@dataclass(frozen=True)
class BookCount:
    """One cycle that would be opened: rulebook, category, people; `open_already` is the scope in which it stands since before."""

    rulebook: str
    name: str
    category: str
    people: int
    steps: tuple[StepAt, ...]
    open_already: str
    cycle_id: int | None = None


@dataclass(frozen=True)
class EndOff:
    """A step that would end on a day off, and the next working day."""

    category: str
    step: StepAt
    offered: date


@dataclass(frozen=True)
class Preview:
    """`lost` are people without a scorer (name, unit), `headless` units nobody leads, `days_off` inside the calendar."""

    books: tuple[BookCount, ...]
    lost: tuple[tuple[str, str], ...]
    lost_count: int
    twice: int
    headless: tuple[str, ...]
    days_off: tuple[date, ...]
    ends_off: tuple[EndOff, ...]

    @property
    def all_open(self) -> bool:
        """Whether every cycle of this period stands already: nothing is left to open."""
        return bool(self.books) and all(book.open_already for book in self.books)

    @property
    def people(self) -> int:
        return sum(book.people for book in self.books if not book.open_already)


def before_opening(opening: Opening) -> Preview:
    """Return the preview of an opening whose period is well formed (see `Period.parse`), with the days as the body or the
    rulebook has them: what ends on a day off is named beside them.
    """
    opening = replace(opening, end_at_work=False)
    period = Period.parse(opening.period)
    applied = [
        rule for rule in in_force_for(opening.scope.path, opening.day) if steps_in(rule.book, rule.settings, period.kind)
    ]
    router, people, books = router_on(opening.day), Counter[int](), []
    lost: list[tuple[str, str]] = []
    for rule in applied:
        rows = _people(rule.category, opening)
        people.update(row[0] for row in rows)
        lost += [
            (row[1], router.units[row[2]].name) for row in rows if not _scored(router, rule.category, row)
        ]
        books.append(_count(rule, len(rows), opening, period))
    books = [book for book in books if book.people]
    return Preview(
        books=tuple(books), lost=tuple(lost[:LISTED]), lost_count=len(lost),
        twice=sum(1 for times in people.values() if times > 1), headless=tuple(_headless(opening)[:LISTED]),
        days_off=_days_off(books), ends_off=tuple(_ends_off(books)),
    )  # fmt: skip


def _people(category: str, opening: Opening) -> list[Any]:
    """(person, name, unit, bloc, rank, tier) of everybody of the category who would get a sheet."""
    path = opening.scope.path
    statement = (
        f"SELECT a.person_id, p.full_name, a.unit_id, {BLOC}, a.rank, {TIER} {FROM} "
        f"JOIN people_person p ON p.id = a.person_id WHERE {ASSESSED} ORDER BY p.sort_key"
    )
    given: dict[str, Any] = {"day": opening.day, "path": path, "past": path + "z", "category": category}
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        return list(cursor.fetchall())


def _scored(router: Router, category: str, row: Any) -> bool:
    """Whether somebody other than the person scores them."""
    person, _name, unit, bloc, rank, tier = row
    holder = router.holder("score", Subject(unit, bloc, rank, category, tier)).person_id
    return holder is not None and holder != person


def _count(rule: InForce, people: int, opening: Opening, period: Period) -> BookCount:
    other = opened_already(opening, rule, period)
    steps = tuple(steps_at(steps_of_opening(opening, rule, period)))
    if other is None:
        return BookCount(rule.book.id, rule.book.name, rule.category, people, steps, "")
    same = Cycle.objects.filter(rulebook=rule.book.id, category=rule.category, period=str(period), scope_id=other.id)
    cycle_id = same.values_list("id", flat=True).first()
    return BookCount(rule.book.id, rule.book.name, rule.category, people, steps, other.name, cycle_id)


def _headless(opening: Opening) -> list[str]:
    led = {unit for unit, _bloc in heads_on(opening.day)}
    return [unit.name for unit in units_on(opening.day, opening.scope.path).values() if unit.id not in led]


def _ends_off(books: list[BookCount]) -> Iterator[EndOff]:
    """As the body's own days or the rulebook's would have it; what is open already is not asked about."""
    for book in books:
        days = days_off_around([{"from": step.first.isoformat(), "to": step.last.isoformat()} for step in book.steps])
        for step in () if book.open_already else book.steps:
            if (offered := days.working_end(step.last)) != step.last:
                yield EndOff(book.category, step, offered)


def _days_off(books: list[BookCount]) -> tuple[date, ...]:
    """Days off between the first and the last day of the steps, weekends included."""
    days = [day for book in books for step in book.steps for day in (step.first, step.last)]
    if not days:
        return ()
    first, last = min(days), max(days)
    entered = calendar_days(first, last)
    span = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(day for day in span if not is_working_day(day, *entered))
