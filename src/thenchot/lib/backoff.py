"""How long to wait before something that failed is tried again: longer each time, and never all at one moment."""

from __future__ import annotations

from datetime import timedelta

FIRST = timedelta(minutes=1)
LONGEST = timedelta(hours=6)
ROLLS = 1000
"""`roll` is one of so many numbers, drawn anew each time."""


def wait_after(failures: int, roll: int) -> timedelta:
    """The wait after so many failures in a row, 1 or more: doubled each time up to `LONGEST`, its second half by chance.

    Two installations that lost one server at the same moment do not come back to it at the same moment.
    """
    if failures < 1 or not 0 <= roll < ROLLS:
        raise ValueError(f"no wait after {failures} failures with roll {roll}")
    whole = min(LONGEST, FIRST * (1 << min(failures - 1, 20)))
    return whole / 2 + whole / 2 * roll / ROLLS
