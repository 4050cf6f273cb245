"""Which tasks owe an explanation (giải trình): late, rejected or missed, unless the cause was found objective (Điều 14)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Protocol

from thenchot.lib import clock
from thenchot.lib.periods import Period

ACCEPTED = "accepted"


class Work(Protocol):
    """A task as the table, a page or the engine knows it."""

    @property
    def status(self) -> str: ...
    @property
    def rejections(self) -> int: ...
    @property
    def rejections_excused(self) -> int: ...
    @property
    def latenesses(self) -> int: ...
    @property
    def latenesses_excused(self) -> int: ...


def deducted(work: Work) -> bool:
    """Whether a lateness or a rejection counts that no objective cause excuses (Điều 14 khoản 2 điểm b, c)."""
    return work.rejections > work.rejections_excused or work.latenesses > work.latenesses_excused


def missed(status: str, deadline: date | None, period: str) -> bool:
    """Not done when its deadline, or without one its period, is over."""
    return status == "assigned" and (deadline or last_day(period)) < clock.today()


def owes(work: Work, deadline: date | None, period: str, cause: str) -> bool:
    """Of a task that was missed an accepted cause ends the duty to explain, though it stays undone (điểm a)."""
    if work.status not in ("assigned", "done", "handed_back"):
        return False
    return deducted(work) or (cause != ACCEPTED and missed(work.status, deadline, period))


@lru_cache(maxsize=64)
def last_day(period: str) -> date:
    return Period.parse(period).last
