"""Who the signed-in person is, and whether a role over a place is theirs."""

from __future__ import annotations

from datetime import date

from thenchot.people.accounts import accounts_under
from thenchot.people.identity import Identity
from thenchot.people.models import Account
from thenchot.people.queries import identity_of, person_of_account
from thenchot.people.refusals import ACCOUNT_NOT_FOUND, NOT_ADMINISTRATOR, NOT_FOUND, NOT_GRANTED, OWN_ACCOUNT


def identity_of_account(account_id: int, day: date) -> Identity:
    return identity_of(person_of_account(account_id), day)


def require(viewer: Identity, role: str, path: str | None = None) -> None:
    """Refuse (403) who does not hold the role over the place; 404 who holds nothing there at all."""
    if viewer.has(role, path):
        return
    raise NOT_GRANTED() if viewer.grants else NOT_FOUND()


def require_administrator(viewer: Identity) -> None:
    if not viewer.has("administrator"):
        raise NOT_ADMINISTRATOR() if viewer.grants else NOT_FOUND()


def account_to_manage(viewer: Identity, account_id: int) -> Account:
    """The account of somebody who works in a place the administrator looks after; never one's own."""
    require_administrator(viewer)
    found = accounts_under(viewer.scopes("administrator"), viewer.day).filter(id=account_id).first()
    if found is None:
        raise ACCOUNT_NOT_FOUND()
    if found.person_id == viewer.person_id:
        raise OWN_ACCOUNT()
    return found
