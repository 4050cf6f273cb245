"""What the rulebooks in force ask of a person's plan rows beside units and deadlines, and the rows read that way."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from thenchot.lib.periods import Period
from thenchot.organisation.queries import calendar_days, unit_on
from thenchot.people.queries import post_of
from thenchot.rules.appraisal import AXES, AppraisedTask
from thenchot.rules.facts import PRODUCT_METHODS
from thenchot.rules.working_days import crosses_unentered_tet, working_days_between
from thenchot.rulesets.queries import in_force_for
from thenchot.workplan.models import Task
from thenchot.workplan.refusals import APPRAISAL_MISSING, APPRAISAL_NOT_NUMBER, APPRAISAL_RANGE

COUNTING = ("assigned", "done")
"""A row handed back is its new doer's product; one that is split counts through its parts."""
NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?", re.ASCII)
PRODUCTS, TASKS = "products", "tasks"


@dataclass(frozen=True)
class Asked:
    """One number asked of a row, with its bounds; `above` where the lower bound itself is too little."""

    name: str
    high: Fraction
    above: bool = False


PERCENT = Fraction(100)
OF_PRODUCT = (Asked("weight", Fraction(70), above=True), *(Asked(axis, PERCENT) for axis in AXES))
OF_TASK = (Asked("difficulty", Fraction(10), above=True), Asked("quality", PERCENT))
FIELDS: Mapping[str, tuple[Asked, ...]] = {PRODUCTS: OF_PRODUCT, TASKS: OF_TASK}


def asked_of(person_id: int | None, period: str, today: date) -> str:
    """What the rulebooks in force for the person ask of each row in the period: "products", "tasks", or "" for nothing."""
    span = Period.parse(period)
    day = min(span.last, max(span.first, today))
    post = post_of(person_id, day) if person_id else None
    place = unit_on(post.unit_id, day) if post else None
    if post is None or place is None:
        return ""
    books = (rule.book for rule in in_force_for(place.path, day, post.category))
    names = {method.name for book in books if book.steps_of(span.kind) for method in book.methods}
    if names & set(PRODUCT_METHODS):
        return PRODUCTS
    return TASKS if "city_tasks" in names else ""


def read_appraisal(asked: str, typed: Mapping[str, str], *, done: bool) -> dict[str, str]:
    """The numbers as kept, exact texts. Refuses a blank one, what is no number, and one out of bounds."""
    found = {field.name: _number(field, typed.get(field.name, "").strip()) for field in FIELDS[asked]}
    if asked == PRODUCTS:
        found["exceeds"] = "yes" if typed.get("exceeds") else "no"
    late = typed.get("late", "").strip()
    if asked == TASKS and not done and late:
        found["late"] = _days(late)
    return found


def _number(field: Asked, text: str) -> str:
    if not text:
        raise APPRAISAL_MISSING(field=field.name)
    number = Fraction(text.replace(",", ".")) if NUMBER.fullmatch(text) else None
    if number is None:
        raise APPRAISAL_NOT_NUMBER(field=field.name, text=text)
    if number > field.high or (field.above and number == 0):
        raise APPRAISAL_RANGE(field=field.name, high=field.high)
    return str(number)


def _days(text: str) -> str:
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII):
        raise APPRAISAL_NOT_NUMBER(field="late", text=text)
    return text


def appraised_of(period: str, person_ids: Collection[int]) -> dict[int, list[AppraisedTask]]:
    """Rows of each doer in the period with what is said of them, confirmed before proposed."""
    rows = list(
        Task.objects.filter(period=period, doer_id__in=list(person_ids), status__in=COUNTING).order_by("id")
    )
    days = [day for row in rows for day in (row.deadline, row.done_on) if day]
    holidays, worked = calendar_days(min(days), max(days)) if days else (frozenset[date](), frozenset[date]())
    found: dict[int, list[AppraisedTask]] = defaultdict(list)
    for row in rows:
        if row.doer_id is not None:
            found[row.doer_id].append(_appraised(row, late_days(row, holidays, worked)))
    return found


def late_days(row: Task, holidays: Collection[date], worked: Collection[date]) -> int | None:
    """Working days from deadline to finish, negative when early; None where one of them, or Tết between them, is unknown."""
    if row.status != "done" or row.deadline is None or row.done_on is None:
        return None
    if crosses_unentered_tet(min(row.deadline, row.done_on), max(row.deadline, row.done_on), holidays):
        return None
    return working_days_between(row.deadline, row.done_on, holidays, worked)


def days_late(row: Task) -> int | None:
    """The same for one row, with the calendar read for it."""
    if row.deadline is None or row.done_on is None:
        return None
    return late_days(row, *calendar_days(min(row.deadline, row.done_on), max(row.deadline, row.done_on)))


@dataclass(frozen=True)
class Form:
    """What the form of a row asks for, in its order; `products` tells the products of a quarter from a city's tasks."""

    names: tuple[str, ...]
    products: bool


@dataclass(frozen=True)
class Said:
    """The figures of a row as they are typed, whether its leader confirmed them, and the leader's reason for other ones."""

    figures: Mapping[str, str]
    confirmed: bool
    note: str


def asked_for(row: Task, today: date) -> Form | None:
    """The form of the row; None where no rulebook in force for its doer asks for one, or the row counts no more."""
    asked = asked_of(row.doer_id, row.period, today) if row.status in COUNTING else ""
    return Form(tuple(field.name for field in FIELDS[asked]), asked == PRODUCTS) if asked else None


def said_of(row: Task) -> Said:
    """What counts of the row now: what its leader confirmed, else what its doer proposed."""
    kept = row.appraisal or {}
    said = _said(row)
    figures = {
        name: text if name in ("exceeds", "note") else _typed(Fraction(text)) for name, text in said.items()
    }
    return Said(figures, bool(kept.get("confirmed")), str(said.get("note", "")))


def _typed(number: Fraction) -> str:
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}".replace(".", ",")


def _said(row: Task) -> Mapping[str, Any]:
    kept = row.appraisal or {}
    said: Mapping[str, Any] = kept.get("confirmed") or kept.get("proposed") or {}
    return said


def _appraised(row: Task, late: int | None) -> AppraisedTask:
    said = _said(row)

    def number(name: str) -> Fraction | None:
        return Fraction(said[name]) if name in said else None

    told = int(said["late"]) if "late" in said else None
    return AppraisedTask(
        name=row.content, units=Fraction(row.units), done=row.status == "done",
        late=row.latenesses > row.latenesses_excused, late_days=told if late is None else late, weight=number("weight"),
        axes=tuple(number(axis) for axis in AXES), exceeds=said.get("exceeds") == "yes",
        difficulty=number("difficulty"), quality=number("quality"), confirmed=bool((row.appraisal or {}).get("confirmed")),
    )  # fmt: skip
