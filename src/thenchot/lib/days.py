"""Days and months as people write them: 01/07/2026, 1-7-2026, 2026-07-01; 7/2026, tháng 7/2026, 2026-07."""

from __future__ import annotations

import re
from datetime import date

DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00)?)?", re.ASCII)
MONTH = re.compile(r"(?:tháng\s+)?(\d{1,2})\s?[/-]\s?(\d{4})", re.ASCII | re.IGNORECASE)
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


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


def month_of(text: str) -> str:
    """The month that was written, as YYYY-MM; "" for what is none."""
    if found := MONTH.fullmatch(text.strip()):
        month, year = int(found[1]), int(found[2])
    elif found := ISO_MONTH.fullmatch(text.strip()):
        year, month = int(found[1]), int(found[2])
    else:
        return ""
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and year else ""
