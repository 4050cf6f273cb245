"""What day and time it is; the one place that asks the system clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time, timedelta, timezone

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
FROZEN_DAY = "THENCHOT_TODAY"
"""Environment variable (YYYY-MM-DD) that sets the day for a demo and for tests."""


def now() -> datetime:
    """Return the present moment in Vietnam's time; the day may be set by THENCHOT_TODAY."""
    moment = datetime.now(UTC).astimezone(VIETNAM)
    set_day = os.environ.get(FROZEN_DAY)
    if not set_day:
        return moment
    return datetime.combine(date.fromisoformat(set_day), moment.timetz())


def today() -> date:
    return now().date()


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), tzinfo=VIETNAM)
