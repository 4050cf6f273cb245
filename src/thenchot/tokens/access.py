"""Who sees, settles, takes and revokes a key; and whose key a secret is."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q, QuerySet

from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import UnitAt, below, unit_on, versions_on
from thenchot.people.identity import Identity
from thenchot.people.models import Person
from thenchot.people.queries import post_of
from thenchot.tokens.caller import Caller
from thenchot.tokens.models import Secret, Token
from thenchot.tokens.refusals import (
    NOT_APPROVER,
    NOT_OWNER,
    NOT_REQUESTER,
    OWN_TOKEN,
    TOKEN_NOT_FOUND,
    UNIT_NEEDED,
    UNKNOWN,
)
from thenchot.tokens.secrets import digest_of

KEEPERS = ("administrator", "organisation_body")
"""Roles that see the keys of their subtree: neither the secrets, nor anything that is read with them."""


def tokens_in_sight(viewer: Identity) -> QuerySet[Token]:
    """One's own keys, and for a keeper those of their subtree."""
    seen = Q(owner_id=viewer.person_id)
    for path in (path for role in KEEPERS for path in viewer.scopes(role)):
        seen |= Q(unit__in=versions_on(viewer.day).filter(below(path)).values("unit_id"))
    return Token.objects.filter(seen)


def require_sight(viewer: Identity) -> None:
    """For the keepers, and whoever has a key in their charge: 404 for everybody else."""
    if not any(viewer.has(role) for role in KEEPERS) and not tokens_in_sight(viewer).exists():
        raise TOKEN_NOT_FOUND()


def may_request(viewer: Identity) -> bool:
    return viewer.has("administrator")


def unit_to_open(viewer: Identity, unit_id: int) -> UnitAt:
    """A unit that an administrator may ask a key for: 403 for other keepers, 404 for who is none."""
    if not may_request(viewer):
        raise NOT_REQUESTER() if viewer.grants else TOKEN_NOT_FOUND()
    unit = unit_on(unit_id, viewer.day)
    if unit is None or not viewer.has("administrator", unit.path):
        raise UNIT_NEEDED(field="unit")
    return unit


def token_in_sight(viewer: Identity, token_id: int) -> Token:
    found = tokens_in_sight(viewer).filter(id=token_id).select_related("owner").first()
    if found is None:
        raise TOKEN_NOT_FOUND()
    return found


def token_to_settle(viewer: Identity, token_id: int) -> Token:
    """For the organisation body of its unit; never who asked for it or has it in charge (four eyes)."""
    found = token_in_sight(viewer, token_id)
    refuse_if(not _over(viewer, "organisation_body", found), NOT_APPROVER)
    refuse_if(viewer.person_id in (found.requested_by_id, found.owner_id), OWN_TOKEN)
    return found


def own_token(viewer: Identity, token_id: int) -> Token:
    """For who has it in charge: nobody else sees its secret, the administrator least of all."""
    found = token_in_sight(viewer, token_id)
    refuse_if(found.owner_id != viewer.person_id, NOT_OWNER, owner=found.owner.full_name)
    return found


def _over(viewer: Identity, role: str, token: Token) -> bool:
    unit = unit_on(token.unit_id, viewer.day)
    return unit is not None and viewer.has(role, unit.path)


def open_secret(secret: str, now: datetime) -> Secret:
    """The secret as it is kept, with its key. Refuses (401) one that is none or has ended."""
    kept = Secret.objects.select_related("token__owner__account").filter(digest=digest_of(secret)).first()
    if kept is None or not in_force(kept.token, now) or (kept.valid_until is not None and kept.valid_until <= now):
        raise UNKNOWN()
    return kept


def caller_of(token: Token, day: date) -> Caller:
    """Whom the key stands for. Refuses (401) where its owner left the place or is locked."""
    owner, place = token.owner, unit_on(token.unit_id, day)
    if place is None or not _answers_for(owner, place, day):
        raise UNKNOWN()
    return Caller(
        person_id=owner.id, staff_code=owner.staff_code, name=owner.full_name, gender=owner.gender, day=day,
        unit_id=place.id, unit_name=f"{place.name} · {token.name}", unit_path=place.path, rank="head", bloc=place.bloc,
        grants=(("monitoring_office", place.path),), token_id=token.id, token_name=token.name, verbs=tuple(token.verbs),
        expires_on=token.expires_on,
    )  # fmt: skip


def _answers_for(owner: Person, place: UnitAt, day: date) -> bool:
    """Whether the owner can sign in and still works in the place: nobody else may stop what the software does."""
    account = getattr(owner, "account", None)
    post = post_of(owner.id, day)
    here = unit_on(post.unit_id, day) if post else None
    return account is not None and account.is_active and here is not None and here.path.startswith(place.path)


def in_force(token: Token, now: datetime) -> bool:
    return token.state == "approved" and token.expires_on >= now.date()
