"""A doer says on which day they mean to do a task, or takes that back: their own week, and no fact about the work."""

from __future__ import annotations

from datetime import date

from thenchot.followup.models import PlannedDay
from thenchot.followup.refusals import DAY_OUTSIDE
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.workplan.models import Task
from thenchot.workplan.refusals import NOT_DOING


def plan_day(*, task: Task, day: date | None) -> None:
    """Keep the day; None takes it back. It lies in the task's period, or after it and not after the deadline."""
    refuse_if(task.status != "assigned", NOT_DOING)
    if day is None:
        PlannedDay.objects.filter(task=task).delete()
        return
    period = Period.parse(task.period)
    last = max(period.last, task.deadline or period.last)
    if not period.first <= day <= last:
        raise DAY_OUTSIDE(field="day", first=f"{period.first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    PlannedDay.objects.update_or_create(task=task, defaults={"day": day})
