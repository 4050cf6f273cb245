"""Days as people write them: 01/07/2026, 1-7-2026, 2026-07-01."""

from __future__ import annotations

import re
from datetime import date

DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", re.ASCII)


def day_of(text: str) -> date | None:
    """The day that was written; None for what is no day of the calendar."""
    if found := DAY.fullmatch(text.strip()):
        day, month, year = (int(part) for part in found.groups())
    elif found := ISO_DAY.fullmatch(text.strip()):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
