"""Count a cycle that still runs by unit, for the overview of places too large to be counted at each look (Toàn cảnh)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from thenchot.assessment.counts import put_rows, rows_of
from thenchot.assessment.models import Cycle, RunningCount
from thenchot.lib import clock
from thenchot.lib.database import wait_for


def count_running(cycle: Cycle) -> bool:
    """Returns whether the counts are this call's: not where the cycle was published, or counted by another, meanwhile.

    The sheets are read before anything is locked, so saving goes on.
    """
    at, before = clock.now(), _counted_at(cycle)
    rows = rows_of(cycle)
    with transaction.atomic():
        # Publication waits here or is waited for, and its counts stay.
        wait_for("publish", cycle.id)
        if Cycle.objects.filter(id=cycle.id, state="published").exists() or _counted_at(cycle) != before:
            return False
        put_rows(cycle, rows)
        RunningCount.objects.update_or_create(cycle=cycle, defaults={"at": at})
    return True


def _counted_at(cycle: Cycle) -> datetime | None:
    return RunningCount.objects.filter(cycle=cycle).values_list("at", flat=True).first()
