"""The doer says why a task was late, missed or rejected (giải trình): in their own words, for this task."""

from __future__ import annotations

from thenchot.lib import clock
from thenchot.people.identity import Identity
from thenchot.workplan.actions.change import change
from thenchot.workplan.copied import mark_of
from thenchot.workplan.models import Task
from thenchot.workplan.refusals import (
    EXPLANATION_COPIED,
    EXPLANATION_IS_TASK,
    EXPLANATION_LONG,
    EXPLANATION_NEEDED,
    OWN_COPIED,
)

LONGEST = 1000


def explain(*, by: Identity, task: Task, text: str, field: str = "explanation") -> None:
    """Keep the explanation; a later one takes its place, and the trail keeps both.

    Refuses one without a word, one that only repeats the task, and the words given for another task by anybody.
    """
    said = text.strip()
    mark = mark_of(said)
    if not mark:
        raise EXPLANATION_NEEDED(field=field)
    if len(said) > LONGEST:
        raise EXPLANATION_LONG(field=field, length=len(said), limit=LONGEST)
    if mark == mark_of(task.content):
        raise EXPLANATION_IS_TASK(field=field)
    _refuse_copied(task, mark, field)
    columns: dict[str, object] = {"explanation": said, "explanation_mark": mark, "explained_at": clock.now()}
    change(by, task, "explain", columns)


def _refuse_copied(task: Task, mark: str, field: str) -> None:
    """One's own other task is named; of somebody else's nothing is told but that it was said before."""
    same = Task.objects.filter(explanation_mark=mark).exclude(id=task.id).order_by("id")
    own = same.filter(doer_id=task.doer_id).values_list("content", flat=True).first()
    if own is not None:
        raise OWN_COPIED(field=field, task=own)
    if same.exists():
        raise EXPLANATION_COPIED(field=field)
