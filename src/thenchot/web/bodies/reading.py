"""Reading the day of a decision."""

from __future__ import annotations

from datetime import date

from thenchot.web.reading import read_day

UNREAD = date(1, 1, 1)


def day_or_none(text: str) -> date | None:
    """The day as typed (20/11/2026); None for none."""
    found, wrong = read_day(text, UNREAD)
    return None if wrong or found == UNREAD else found
