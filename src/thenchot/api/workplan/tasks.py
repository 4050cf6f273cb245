"""Given work in the key's subtree."""

from __future__ import annotations

from datetime import date
from typing import Any

from ninja import Query, Schema

from thenchot.api.door import Asking, api
from thenchot.api.fields import Code, exact
from thenchot.api.paging import Stretch, part
from thenchot.tokens.caller import Caller
from thenchot.workplan.listing import Wanted, task_under, tasks_after
from thenchot.workplan.refusals import TASK_NOT_FOUND


class Task(Schema):
    """A plan row (đầu việc); people and units by their codes, converted units exact."""

    id: int
    version: int
    period: str
    unit: str
    content: str
    doer: str | None
    leader: str | None
    product: str | None
    units: str | None
    origin: str
    status: str
    deadline: date | None
    done_on: date | None
    result: str
    rejections: int
    rejections_excused: int
    latenesses: int
    latenesses_excused: int
    explanation: str
    source: str


class Tasks(Schema):
    """A stretch of tasks."""

    items: list[Task]
    next: str | None


class Narrowed(Stretch):
    """Which tasks."""

    period: Code = ""
    doer: Code = ""
    status: Code = ""


@api.get("tasks", url_name="api.tasks", response=Tasks, summary="List tasks", tags=["tasks"])
def tasks(request: Asking, wanted: Query[Narrowed]) -> Tasks:
    """Verb `tasks.read`. Given work of the key's units, in the order of its numbers; rows of a draft are no work yet."""
    caller = request.auth
    caller.need("tasks.read")
    narrowed = Wanted(wanted.period, wanted.doer, wanted.status)
    found = part(
        wanted, lambda after, most: tasks_after(caller.unit_path, caller.day, narrowed, after, most), lambda row: row.id
    )
    return Tasks(items=[shown(row) for row in found.rows], next=found.next)


@api.get("tasks/{int:task_id}", url_name="api.task", response=Task, summary="One task", tags=["tasks"])
def task(request: Asking, task_id: int) -> Task:
    """Verb `tasks.read`."""
    request.auth.need("tasks.read")
    return task_shown(request.auth, task_id)


def task_shown(caller: Caller, task_id: int) -> Task:
    """The row as it is kept now."""
    found = task_under(caller.unit_path, caller.day, task_id)
    if found is None:
        raise TASK_NOT_FOUND()
    return shown(found)


def shown(row: Any) -> Task:
    return Task(
        id=row.id, version=row.version, period=row.period, unit=row.unit.code, content=row.content,
        doer=row.doer.staff_code if row.doer else None, leader=row.leader.staff_code if row.leader else None,
        product=row.product.code if row.product else None, units=exact(row.units), origin=row.origin, status=row.status,
        deadline=row.deadline, done_on=row.done_on, result=row.result, rejections=row.rejections,
        rejections_excused=row.rejections_excused, latenesses=row.latenesses, latenesses_excused=row.latenesses_excused,
        explanation=row.explanation, source=row.source,
    )  # fmt: skip
