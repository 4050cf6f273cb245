"""Remind those whose step is late; nobody twice within four hours."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from thenchot.assessment.models import Cycle, Reminder
from thenchot.assessment.queries.progress import late_steps
from thenchot.lib import clock
from thenchot.notices.actions.notify import Message, notify

QUIET = timedelta(hours=4)


def remind(*, cycle: Cycle) -> tuple[int, int]:
    """Send one message to each responsible person; returns (reminded, left out because reminded lately)."""
    at = clock.now()
    late = {(line.person_id, line.step) for line in late_steps(cycle, at.date()) if line.person_id}
    lately = set(Reminder.objects.filter(cycle=cycle, at__gt=at - QUIET).values_list("person_id", "step"))
    due = sorted(late - lately)
    with transaction.atomic():
        Reminder.objects.bulk_create([Reminder(cycle=cycle, person_id=person, step=step, at=at) for person, step in due])
        notify(Message(person, "step_late", {"period": cycle.period, "step": step}, "/viec-can-lam") for person, step in due)
    return len(due), len(late) - len(due)
