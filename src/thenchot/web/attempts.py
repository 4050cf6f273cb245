"""Slows down guessing: a few wrong tries for one staff code or from one address, then a wait."""

from __future__ import annotations

import logging

from django.http import HttpRequest

from thenchot.people.accounts import account_of
from thenchot.people.actions.count_attempt import count_attempt, forget_attempts
from thenchot.people.security.limits import Limit, spent
from thenchot.web.security.sessions import address_of

LOG = logging.getLogger("thenchot.signin")
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
    known = account_of(staff_code)
    # What is no staff code may be a password typed into the wrong field: it is not written down.
    why = f"{known.staff_code}, wrong password" if known else "no such account"
    LOG.warning("refused: %s, from %s", why, address_of(request))
    count_attempt(limit=ACCOUNT, who=staff_code)
    count_attempt(limit=ADDRESS, who=address_of(request))


def right(staff_code: str) -> None:
    forget_attempts(limit=ACCOUNT, who=staff_code)
