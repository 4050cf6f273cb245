"""The authority considers whether the cause was objective (nguyên nhân khách quan), and the task counts accordingly."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity
from thenchot.workplan.actions.change import change
from thenchot.workplan.models import Task
from thenchot.workplan.owing import ACCEPTED, missed
from thenchot.workplan.refusals import CAUSE_REASON, NEGATIVE_COUNT, NOTHING_OWED, TOO_MANY_EXCUSED

LONGEST = 1000
PARTLY, REFUSED = "partly", "refused"


@dataclass(frozen=True)
class Finding:
    """What the authority found: of how many times the cause is objective, and why it says so.

    `undone` accepts the cause of a task that was missed; it has no times to count.
    """

    rejections: int
    latenesses: int
    note: str
    undone: bool = False


def consider(*, by: Identity, task: Task, found: Finding) -> None:
    """Times that came of an objective cause deduct nothing (Điều 14 khoản 2 điểm b, c); the doer is told and reads why.

    Work not done stays in the assigned total whatever the cause: điểm a knows no exception. Also after publication, when a
    petition brings the cause to light: the published result stays, and only a replacement reads the task anew.
    """
    _check(task, found)
    note = found.note.strip()[:LONGEST]
    cause = outcome(task, found)
    columns: dict[str, object] = {
        "rejections_excused": found.rejections, "latenesses_excused": found.latenesses, "cause": cause,
        "cause_note": note, "cause_by_id": by.person_id, "cause_at": clock.now(),
    }  # fmt: skip
    with transaction.atomic():
        change(by, task, "consider", columns, published_too=True)
        if task.doer_id is not None:
            told = {"task": task.content, "cause": cause, "by": by.name, "note": note}
            notify([Message(task.doer_id, "cause_considered", told, f"/ke-hoach/viec/{task.id}")])


def outcome(task: Task, found: Finding) -> str:
    excused, counted = found.rejections + found.latenesses, task.rejections + task.latenesses
    undone = missed(task.status, task.deadline, task.period)
    if excused == counted and (found.undone or not undone):
        return ACCEPTED
    return PARTLY if excused else REFUSED


def _check(task: Task, found: Finding) -> None:
    undone = missed(task.status, task.deadline, task.period)
    refuse_if(not (task.rejections or task.latenesses or undone), NOTHING_OWED)
    refuse_if(min(found.rejections, found.latenesses) < 0, NEGATIVE_COUNT)
    refuse_if(found.rejections > task.rejections, TOO_MANY_EXCUSED, excused=found.rejections, count=task.rejections)
    refuse_if(found.latenesses > task.latenesses, TOO_MANY_EXCUSED, excused=found.latenesses, count=task.latenesses)
    if not found.note.strip():
        raise CAUSE_REASON(field="cause_note")
