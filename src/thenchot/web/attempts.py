"""Slows down guessing: a few wrong tries for one staff code or from one address, then a wait."""

from __future__ import annotations

from django.http import HttpRequest

from thenchot.people.actions.count_attempt import count_attempt, forget_attempts
from thenchot.people.security.limits import Limit, spent
from thenchot.web.security.sessions import address_of

WAIT_MINUTES = 10
ACCOUNT = Limit("sign-in", 5, WAIT_MINUTES)
ADDRESS = Limit("address", 60, WAIT_MINUTES)
"""A whole body may stand behind one address."""
FACTOR = Limit("factor", 5, WAIT_MINUTES)
CONFIRM = Limit("confirm", 5, WAIT_MINUTES)


def too_many(request: HttpRequest, staff_code: str) -> bool:
    return spent(ACCOUNT, staff_code) or spent(ADDRESS, address_of(request))


def wrong(request: HttpRequest, staff_code: str) -> None:
    """Count one wrong password, whether there is such an account or not; the count is forgotten after the wait."""
    count_attempt(limit=ACCOUNT, who=staff_code)
    count_attempt(limit=ADDRESS, who=address_of(request))


def right(staff_code: str) -> None:
    forget_attempts(limit=ACCOUNT, who=staff_code)
