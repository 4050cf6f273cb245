"""A doer reports a wrong fact of a prefilled row to whoever can mend it (báo sai)."""

from __future__ import annotations

from django.db import transaction

from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity
from thenchot.workplan.access import assigner_of
from thenchot.workplan.actions.change import change
from thenchot.workplan.models import COUNTED, Task
from thenchot.workplan.queries import REPORTED, WRONGS, reports_among
from thenchot.workplan.refusals import ALREADY_REPORTED, NOBODY_TO_MEND, NOT_REPORTABLE, REPORT_NEEDED

LONGEST = 500


def report_wrong(*, by: Identity, task: Task, kind: str, text: str) -> None:
    """Say what is wrong, and tell who gave the task; the row itself stays until they answer."""
    refuse_if(task.status not in COUNTED, NOT_REPORTABLE)
    if kind not in WRONGS:
        raise REPORT_NEEDED("kind")
    if not text.strip():
        raise REPORT_NEEDED("text")
    refuse_if(reports_among([task.id]), ALREADY_REPORTED)
    to = assigner_of(task, by.day)
    if to is None:
        raise NOBODY_TO_MEND()
    note = text.strip()[:LONGEST]
    with transaction.atomic():
        change(by, task, REPORTED, {}, f"{kind}: {note}")
        told = {"by": by.name, "task": task.content, "note": note}
        notify([Message(to, "wrong_reported", told, f"/ke-hoach/viec/{task.id}")])
