"""The one way a plan row changes: a conditional UPDATE and one line of audit, in one short transaction."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act, entry
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.models import Task
from thenchot.workplan.queries import is_locked
from thenchot.workplan.refusals import TASK_CHANGED, TASK_CLOSED


def change(
    by: Identity, task: Task, action: str, columns: Mapping[str, object], note: str = "", *, published_too: bool = False
) -> None:
    """Write the columns if nobody changed the row since it was read; the trail keeps what they were.

    Raises TASK_CHANGED otherwise, and TASK_CLOSED once the doer's result of the period is published, unless the act
    is one that holds after publication too.
    """
    refuse_if(not published_too and is_locked(task.doer_id, task.period), TASK_CLOSED)
    at = clock.now()
    payload: dict[str, object] = {name: _shown(value) for name, value in columns.items()} | ({"note": note} if note else {})
    if columns:
        payload["was"] = {name: _shown(getattr(task, name)) for name in columns}
    act = Act("task", task.id, action, payload, task.last_hash)
    head = entry(by.actor, act, at).hash
    with transaction.atomic():
        changed = Task.objects.filter(id=task.id, version=task.version).update(
            **columns, version=task.version + 1, last_hash=head
        )
        if not changed:
            raise TASK_CHANGED()
        record(by.actor, [act], at)


def _shown(value: object) -> object:
    return value if isinstance(value, str | int | bool | dict | None) else str(value)
