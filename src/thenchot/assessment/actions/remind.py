"""Remind those who owe a step that has begun (from its first day, day 20 in most calendars); nobody twice within four hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from thenchot.assessment.models import Cycle, Reminder, Sheet
from thenchot.assessment.queries.progress import owed_steps
from thenchot.assessment.steps import OPENED, last_day_to_send, steps_at
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.notices.actions.notify import Message, notify

QUIET = timedelta(hours=4)


def remind(*, cycle: Cycle, running: bool = False) -> tuple[int, int]:
    """Send one message to each person whose step is late, and with `running` also to whose step has begun.

    Returns (reminded, left out because reminded lately).
    """
    today = clock.today()
    owed = [line for line in owed_steps(cycle, today) if line.person_id and (running or line.last < today)]
    return _send(cycle, {(line.person_id, line.step): line.last for line in owed if line.person_id})


def remind_unsent(*, cycle: Cycle, sheets: Sequence[Sheet]) -> tuple[int, int]:
    """The same by who confirms, for people of theirs who have not sent; nobody before the first day of sending."""
    today, step = clock.today(), next((step for step in steps_at(cycle.steps) if step.code == "self_assess"), None)
    if step is None or today < step.first:
        return 0, 0
    ends = {returned: last_day_to_send(cycle.steps, returned=returned) or step.last for returned in (False, True)}
    unsent = [sheet for sheet in sheets if sheet.state == OPENED]
    return _send(cycle, {(sheet.person_id, step.code): ends[bool(sheet.return_note)] for sheet in unsent})


def _send(cycle: Cycle, last_days: Mapping[tuple[int, str], date]) -> tuple[int, int]:
    at = clock.now()
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
