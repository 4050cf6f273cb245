"""Remind those who owe a step that has begun (from its first day, day 20 in most calendars); nobody twice within four hours."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from thenchot.assessment.models import Cycle, Reminder
from thenchot.assessment.queries.progress import owed_steps
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.notices.actions.notify import Message, notify

QUIET = timedelta(hours=4)


def remind(*, cycle: Cycle, running: bool = False) -> tuple[int, int]:
    """Send one message to each person whose step is late, and with `running` also to whose step has begun.

    Returns (reminded, left out because reminded lately).
    """
    at = clock.now()
    owed = [line for line in owed_steps(cycle, at.date()) if line.person_id and (running or line.last < at.date())]
    last_days = {(line.person_id, line.step): line.last for line in owed if line.person_id}
    with transaction.atomic():
        # Two runs at once: the second waits here and finds everybody reminded just now.
        wait_for("remind", cycle.id)
        lately = set(Reminder.objects.filter(cycle=cycle, at__gt=at - QUIET).values_list("person_id", "step"))
        due = sorted(set(last_days) - lately)
        Reminder.objects.bulk_create([Reminder(cycle=cycle, person_id=person, step=step, at=at) for person, step in due])
        notify(_message(cycle, person, step, last_days[person, step], at.date()) for person, step in due)
    return len(due), len(last_days) - len(due)


def _message(cycle: Cycle, person: int, step: str, last: date, today: date) -> Message:
    kind = "step_late" if last < today else "step_due"
    return Message(person, kind, {"period": cycle.period, "step": step, "last": last.isoformat()}, "/viec-can-lam")
