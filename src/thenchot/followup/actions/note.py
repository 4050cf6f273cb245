"""A leader notes what they see of somebody's work in the month (ghi nhận theo dõi); it stands beside the sheet."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.followup.models import Note
from thenchot.followup.refusals import NO_NOTE, NOTE_TOO_LONG
from thenchot.lib import clock
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity
from thenchot.workplan.models import Task
from thenchot.workplan.refusals import TASK_NOT_FOUND

LONGEST = 1000


@dataclass(frozen=True)
class Noted:
    """What is noted on whose work of which period; on one of their tasks, or on the month."""

    person_id: int
    period: str
    text: str
    task_id: int | None = None


def note(*, by: Identity, given: Noted) -> int:
    """Keep the note and tell the person; returns its number. A note is never changed: what turns out wrong gets another."""
    text = given.text.strip()
    if not text:
        raise NO_NOTE(field="text")
    if len(text) > LONGEST:
        raise NOTE_TOO_LONG(field="text", length=len(text), limit=LONGEST)
    _refuse_others_work(given)
    at = clock.now()
    with transaction.atomic():
        row = Note.objects.create(
            person_id=given.person_id, period=given.period, task_id=given.task_id, text=text, by_id=by.person_id, at=at
        )
        payload = {"person": given.person_id, "period": given.period, "task": given.task_id, "text": text}
        record_next(by.actor, Act("note", row.id, "note", payload), at)
        params = {"by": by.name, "period": given.period, "note": text}
        notify([Message(given.person_id, "noted", params, f"/lich/ghi-nhan/{given.period}")])
    return row.id


def _refuse_others_work(given: Noted) -> None:
    """A note on a task is about the work of the person it names, in the period it names."""
    if given.task_id is None:
        return
    if not Task.objects.filter(id=given.task_id, doer_id=given.person_id, period=given.period).exists():
        raise TASK_NOT_FOUND()
