"""Who the signed-in person is, and whether a role over a place is theirs."""

from __future__ import annotations

from datetime import date

from thenchot.people.identity import Identity
from thenchot.people.queries import identity_of, person_of_account
from thenchot.people.refusals import NOT_FOUND, NOT_GRANTED


def identity_of_account(account_id: int, day: date) -> Identity:
    return identity_of(person_of_account(account_id), day)


def require(viewer: Identity, role: str, path: str | None = None) -> None:
    """Refuse (403) who does not hold the role over the place; 404 who holds nothing there at all."""
    if viewer.has(role, path):
        return
    raise NOT_GRANTED() if viewer.grants else NOT_FOUND()
