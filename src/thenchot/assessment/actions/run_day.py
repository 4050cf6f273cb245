"""What happens once a day: broken-off publications go on, days are sealed, the late and the changed are told, the unused goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thenchot.assessment.actions.publish import BEGUN, publish
from thenchot.assessment.actions.remind import remind
from thenchot.assessment.actions.tell_changed import tell_changed
from thenchot.assessment.counts import count_uncounted
from thenchot.assessment.queries.broken_off import broken_off
from thenchot.assessment.queries.progress import open_cycles
from thenchot.assessment.steps import steps_at
from thenchot.attachments.actions.sweep_files import sweep_files
from thenchot.audit.actions.seal_days import seal_days
from thenchot.people.actions.lock_idle import lock_idle


@dataclass(frozen=True)
class DayReport:
    """What one run did; running it again the same day does nothing twice."""

    sealed: int
    reminded: int
    skipped: int
    locked: int = 0


def run_day(today: date) -> DayReport:
    """Do the day's work. Safe to repeat, and to run late: a missed day's reminders are those of today."""
    for cycle, organiser in broken_off(today, BEGUN):
        publish(by=organiser, cycle=cycle)
    count_uncounted()
    sealed, reminded, skipped = seal_days(before=today), 0, 0
    for cycle in open_cycles():
        begins = any(step.first == today for step in steps_at(cycle.steps))
        sent, left = remind(cycle=cycle, running=begins)
        reminded, skipped = reminded + sent, skipped + left
        tell_changed(cycle)
    sweep_files()
    return DayReport(sealed, reminded, skipped, lock_idle(today=today))
