"""Slows down guessing of passwords: a few wrong ones for one staff code, then a wait."""

from __future__ import annotations

from django.core.cache import cache

ALLOWED = 5
WAIT_MINUTES = 10


def _key(staff_code: str) -> str:
    return f"sign-in:{staff_code.strip().lower().encode().hex()[:120]}"


def too_many(staff_code: str) -> bool:
    return int(cache.get(_key(staff_code), 0)) >= ALLOWED


def wrong(staff_code: str) -> None:
    """Count one wrong password; the count is forgotten after the wait."""
    if not cache.add(_key(staff_code), 1, WAIT_MINUTES * 60):
        cache.incr(_key(staff_code))


def right(staff_code: str) -> None:
    cache.delete(_key(staff_code))
