"""What becomes of a task: done, rejected, late, handed back and taken over (Điều 14, Điều 18)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.actions.change import change
from thenchot.workplan.models import Task
from thenchot.workplan.queries import goes_on
from thenchot.workplan.refusals import (
    CARRIED_ON,
    DEADLINE_EARLIER,
    NOT_DOING,
    NOT_JUDGED,
    NOT_YET,
    REASON_NEEDED,
    SAME_DOER,
)

JUDGED = ("assigned", "done")


def finish(*, by: Identity, task: Task, done_on: date, result: str = "") -> None:
    """Report a task done; after its deadline that is one lateness (Điều 14 khoản 2 điểm c), unless it is recorded already."""
    refuse_if(task.status != "assigned", NOT_DOING)
    refuse_if(goes_on(task.id), CARRIED_ON)
    refuse_if(done_on > clock.today(), NOT_YET, day=f"{done_on:%d/%m/%Y}")
    late = task.deadline is not None and done_on > task.deadline and task.late_for != task.deadline
    columns: dict[str, object] = {"status": "done", "done_on": done_on}
    if late:
        columns |= {"latenesses": task.latenesses + 1, "late_for": task.deadline}
    change(by, task, "finish", columns | ({"result": result.strip()[:500]} if result.strip() else {}))


def reject(*, by: Identity, task: Task, note: str, redo: bool = False) -> None:
    """A major content error: one rejection, a quarter of the product's quality points (Điều 14 khoản 2 điểm b).

    With `redo` a finished task goes back to its doer and counts as done again only when it is finished again.
    """
    refuse_if(task.status not in JUDGED, NOT_JUDGED)
    refuse_if(not note.strip(), REASON_NEEDED)
    columns: dict[str, object] = {"rejections": task.rejections + 1}
    if redo and task.status == "done":
        columns |= {"status": "assigned", "done_on": None}
    change(by, task, "reject", columns, note.strip())


def mark_late(*, by: Identity, task: Task, note: str, new_deadline: date | None = None) -> None:
    """One lateness, a quarter of the product's progress points (Điều 14 khoản 2 điểm c).

    A new deadline may be set; missing that one too is a lateness of its own.
    """
    refuse_if(task.status not in JUDGED, NOT_JUDGED)
    refuse_if(not note.strip(), REASON_NEEDED)
    columns: dict[str, object] = {"latenesses": task.latenesses + 1, "late_for": task.deadline}
    if new_deadline is not None:
        if task.deadline is not None and new_deadline <= task.deadline:
            raise DEADLINE_EARLIER(field="new_deadline", new=f"{new_deadline:%d/%m/%Y}", old=f"{task.deadline:%d/%m/%Y}")
        columns["deadline"] = new_deadline
    change(by, task, "mark_late", columns, note.strip())


def hand_back(*, by: Identity, task: Task, to_id: int) -> int:
    """Give the task to somebody else: it stays in the first doer's assigned total and counts as not done, and counts
    on top for the second (Điều 18 khoản 1 điểm d). Returns the number of the second doer's row.
    """
    refuse_if(task.status != "assigned", NOT_DOING)
    refuse_if(goes_on(task.id), CARRIED_ON)
    refuse_if(to_id == task.doer_id, SAME_DOER)
    with transaction.atomic():
        change(by, task, "hand_back", {"status": "handed_back"})
        row = PlanRow(
            unit_id=task.unit_id, period=task.period, content=task.content, units=task.units, doer_id=to_id,
            leader_id=task.leader_id, deadline=task.deadline, product_id=task.product_id, origin="taken_over",
            source=f"Nhận từ {task.doer}" if task.doer else "", taken_from_id=task.id,
        )  # fmt: skip
        return assign(by=by.actor, row=row)
