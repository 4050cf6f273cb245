"""Give work: add rows to the month's plan, one or many (Điều 18 khoản 1)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet

from thenchot.audit.actions.record import record
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act, entry
from thenchot.lib import clock
from thenchot.lib.database import insert_many, wait_for
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.workplan.copied import mark_of
from thenchot.workplan.models import PlanTable, Task
from thenchot.workplan.queries import locked_among
from thenchot.workplan.refusals import (
    BAD_PERIOD,
    GIVEN_ALREADY,
    NEGATIVE_COUNT,
    NO_CONTENT,
    NO_UNITS,
    TASK_CLOSED,
    TOO_LONG,
    TOO_MANY_EXCUSED,
    TOO_MUCH,
)

LONGEST = 500
MOST_UNITS, MOST_TIMES = Decimal(99_999_999), 999
"""What a row holds; far above any work there is."""


@dataclass(frozen=True)
class PlanRow:
    """A row to add; `units` are converted units, greater than 0 for a row with a doer."""

    unit_id: int
    period: str
    content: str
    units: Decimal
    doer_id: int | None = None
    leader_id: int | None = None
    deadline: date | None = None
    result: str = ""
    product_id: int | None = None
    origin: str = "planned"
    status: str = "assigned"
    done_on: date | None = None
    rejections: int = 0
    rejections_excused: int = 0
    latenesses: int = 0
    latenesses_excused: int = 0
    explanation: str = ""
    source: str = "Kế hoạch tháng"
    taken_from_id: int | None = None
    part_of_id: int | None = None
    doer_unit_id: int | None = None
    carried_from_id: int | None = None
    recurring: bool = False
    clarity: Mapping[str, str] | None = None
    explanation_mark: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "explanation_mark", mark_of(self.explanation))


def assign(*, by: Actor, row: PlanRow) -> int:
    """Add one row; returns its number.

    Refuses a row without content, a period that is none, a doer without units, and a month that is published.
    """
    check_rows([row])
    with transaction.atomic():
        return add_row(by, by_the_lock([row])[0])


def assign_once(*, by: Actor, row: PlanRow) -> int:
    """Add one row that was typed into a form. Refuses a row that is there already, alike in everything typed.

    A form sent twice, or sent again because no answer came, adds its work once; twins would count twice in a score.
    """
    check_rows([row])
    with transaction.atomic():
        # Of two at once the second waits here and finds the first.
        wait_for("plan row", row.doer_id or 0)
        given = by_the_lock([row])[0]
        if alike(given).exists():
            raise GIVEN_ALREADY(field="content")
        return add_row(by, given)


def by_the_lock(rows: Sequence[PlanRow]) -> list[PlanRow]:
    """What joins a table after its lock was not planned (đột xuất); parts of a planned row and work taken over stay."""
    locked = _locked_tables({(row.unit_id, row.period) for row in rows if _joins_the_plan(row)})
    return [
        replace(row, origin="unplanned") if _joins_the_plan(row) and (row.unit_id, row.period) in locked else row
        for row in rows
    ]


def _joins_the_plan(row: PlanRow) -> bool:
    return row.origin == "planned" and row.part_of_id is None


def _locked_tables(places: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """The units and months, some of these among them, whose table is locked."""
    tables = PlanTable.objects.filter(state="locked", period__in={period for _, period in places})
    return set(tables.values_list("unit_id", "period")) if places else set()


def alike(row: PlanRow) -> QuerySet[Task]:
    """Rows that differ in nothing that is typed; one that was declined or dropped stands in nobody's way."""
    typed = ("unit_id", "period", "content", "units", "doer_id", "deadline", "origin", "product_id")
    same = Task.objects.filter(**{name: getattr(row, name) for name in typed}).exclude(status__in=("declined", "dropped"))
    return same.filter(result=row.result, done_on=row.done_on) if row.status == "claimed" else same


def add_row(by: Actor, row: PlanRow) -> int:
    at = clock.now()
    task = Task.objects.create(**vars(row))
    act = Act("task", task.id, "assign", _payload(row))
    Task.objects.filter(id=task.id).update(last_hash=entry(by, act, at).hash)
    record(by, [act], at)
    return task.id


def assign_many(*, by: Actor, rows: Sequence[PlanRow]) -> int:
    """Add many rows with the same checks and the same line of audit for each; all or none. Returns how many."""
    check_rows(rows)
    at = clock.now()
    with transaction.atomic():
        rows = by_the_lock(rows)
        last = Task.objects.order_by("-id").values_list("id", flat=True).first() or 0
        columns = [name.removesuffix("_id") for name in PlanRow.__dataclass_fields__]
        insert_many(Task, columns, [list(vars(row).values()) for row in rows])
        # Rows are numbered in the order they were given; those of others are committed with their hash already.
        ids = Task.objects.filter(id__gt=last, last_hash="").order_by("id").values_list("id", flat=True)
        record(by, (Act("task", id_, "assign", _payload(row)) for id_, row in zip(ids, rows, strict=True)), at)
        _take_heads(last)
    return len(rows)


def _take_heads(after_id: int) -> None:
    from_audit = (
        "UPDATE workplan_task SET last_hash = (SELECT e.hash FROM audit_entry e WHERE e.object_kind = 'task' "
        "AND e.object_id = workplan_task.id AND e.prev_hash = '') WHERE id > %s AND last_hash = ''"
    )
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(from_audit, [after_id])


def check_rows(rows: Sequence[PlanRow]) -> None:
    for row in rows:
        _check(row)
    for period in {row.period for row in rows}:
        check_period(period)
    locked = locked_among({(row.doer_id, row.period) for row in rows if row.doer_id is not None})
    refuse_if(locked, TASK_CLOSED)


def _check(row: PlanRow) -> None:
    content = row.content.strip()
    refuse_if(not content, NO_CONTENT)
    refuse_if(len(content) > LONGEST, TOO_LONG, length=len(content), limit=LONGEST)
    refuse_if(row.doer_id is not None and row.units <= 0, NO_UNITS)
    check_size(row.units, row.rejections, row.latenesses)
    pairs = ((row.rejections_excused, row.rejections), (row.latenesses_excused, row.latenesses))
    refuse_if(min(min(pair) for pair in pairs) < 0, NEGATIVE_COUNT)
    for excused, count in pairs:
        refuse_if(excused > count, TOO_MANY_EXCUSED, excused=excused, count=count)


def check_size(units: Decimal, *times: int) -> None:
    """Refuse what no row can hold before the database does."""
    if units > MOST_UNITS or max(times, default=0) > MOST_TIMES:
        raise TOO_MUCH(units=f"{MOST_UNITS:,}".replace(",", "."), times=MOST_TIMES)


def check_period(period: str) -> None:
    refuse_if(not _is_period(period), BAD_PERIOD, period=period)


def _is_period(text: str) -> bool:
    try:
        return Period.parse(text).kind in ("month", "quarter")
    except ValueError:
        return False


def _payload(row: PlanRow) -> dict[str, object]:
    return {
        "content": row.content, "doer": row.doer_id, "units": row.units, "origin": row.origin,
        "deadline": row.deadline.isoformat() if row.deadline else None, "period": row.period,
    }  # fmt: skip
