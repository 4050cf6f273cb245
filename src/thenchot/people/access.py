"""Who the signed-in person is, and whether a role over a place is theirs."""

from __future__ import annotations

from datetime import date

from thenchot.organisation.queries import unit_on
from thenchot.people.accounts import accounts_under
from thenchot.people.identity import Identity
from thenchot.people.models import Account, Delegation
from thenchot.people.queries import person_of_account
from thenchot.people.refusals import (
    ACCOUNT_NOT_FOUND,
    DELEGATION_NOT_FOUND,
    NOT_ADMINISTRATOR,
    NOT_FOUND,
    NOT_GRANTED,
    OWN_ACCOUNT,
)
from thenchot.people.who import identity_of


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


def delegation_to_end(viewer: Identity, row_id: int) -> Delegation:
    """A row of the delegation table over a place the organisation body looks after, still in force or yet to be."""
    require(viewer, "organisation_body")
    found = Delegation.objects.filter(id=row_id).first()
    unit = unit_on(found.unit_id, max(viewer.day, found.valid_from)) if found else None
    over = found is not None and found.valid_to is not None and found.valid_to < viewer.day
    if found is None or unit is None or over or not viewer.has("organisation_body", unit.path):
        raise DELEGATION_NOT_FOUND()
    return found
