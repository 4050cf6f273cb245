"""What becomes of a task: done, rejected, late, excused, explained, handed back and taken over (Điều 14, Điều 18)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.actions.change import change
from thenchot.workplan.models import Task
from thenchot.workplan.refusals import NOT_DOING, TOO_MANY_EXCUSED


def finish(*, by: Identity, task: Task, done_on: date, result: str = "") -> None:
    """Report a task done; after its deadline that is one lateness (Điều 14 khoản 2 điểm c)."""
    refuse_if(task.status != "assigned", NOT_DOING)
    late = int(task.deadline is not None and done_on > task.deadline)
    columns = {"status": "done", "done_on": done_on, "latenesses": task.latenesses + late}
    change(by, task, "finish", columns | ({"result": result[:500]} if result else {}))


def reject(*, by: Identity, task: Task, note: str) -> None:
    """A major content error: one rejection, a quarter of the product's quality points (Điều 14 khoản 2 điểm b)."""
    change(by, task, "reject", {"rejections": task.rejections + 1}, note)


def mark_late(*, by: Identity, task: Task, note: str) -> None:
    """One lateness, a quarter of the product's progress points (Điều 14 khoản 2 điểm c)."""
    change(by, task, "mark_late", {"latenesses": task.latenesses + 1}, note)


def excuse(*, by: Identity, task: Task, rejections: int, latenesses: int) -> None:
    """Confirm how many of each came of an objective cause: those deduct nothing (Điều 14 khoản 2)."""
    refuse_if(rejections > task.rejections, TOO_MANY_EXCUSED, excused=rejections, count=task.rejections)
    refuse_if(latenesses > task.latenesses, TOO_MANY_EXCUSED, excused=latenesses, count=task.latenesses)
    change(by, task, "excuse", {"rejections_excused": rejections, "latenesses_excused": latenesses})


def explain(*, by: Identity, task: Task, text: str) -> None:
    """The doer's explanation (giải trình)."""
    change(by, task, "explain", {"explanation": text.strip()[:1000]})


def hand_back(*, by: Identity, task: Task, to_id: int) -> int:
    """Give the task to somebody else: it stays in the first doer's assigned total and counts as not done, and counts
    on top for the second (Điều 18 khoản 1 điểm d). Returns the number of the second doer's row.
    """
    refuse_if(task.status != "assigned", NOT_DOING)
    with transaction.atomic():
        change(by, task, "hand_back", {"status": "handed_back"})
        row = PlanRow(
            unit_id=task.unit_id, period=task.period, content=task.content, units=task.units, doer_id=to_id,
            leader_id=task.leader_id, deadline=task.deadline, product_id=task.product_id, origin="taken_over",
            source=f"Nhận từ {task.doer}" if task.doer else "", taken_from_id=task.id,
        )  # fmt: skip
        return assign(by=by.actor, row=row)
