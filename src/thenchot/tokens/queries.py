"""Reading keys for their pages: whose, over what, how far, last used when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from thenchot.lib import clock
from thenchot.organisation.queries import names_of_units, unit_on
from thenchot.people.identity import Identity
from thenchot.people.models import Grant
from thenchot.tokens.access import KEEPERS, in_force, tokens_in_sight
from thenchot.tokens.models import Secret, Token


@dataclass(frozen=True)
class SecretRow:
    """A secret that still opens something."""

    hint: str
    made_at: datetime
    valid_until: datetime | None
    used_at: datetime | None


@dataclass(frozen=True)
class TokenRow:
    """A key as its pages show it; `may` names what the reader may do with it: settle, take, rotate, revoke."""

    id: int
    version: int
    name: str
    owner: str
    owner_code: str
    unit: str
    verbs: tuple[str, ...]
    purpose: str
    state: str
    expires_on: date
    requested_by: str
    requested_at: datetime
    settled_by: str
    settled_at: datetime | None
    note: str
    used_at: datetime | None
    secrets: tuple[SecretRow, ...]
    may: frozenset[str]
    ending: bool
    """In force for some days only: whoever still needs it asks for another in time."""


SOON = timedelta(days=14)


def token_rows(viewer: Identity) -> list[TokenRow]:
    """The keys the viewer sees: those that wait first, then those in use, then the ended."""
    rows = (
        tokens_in_sight(viewer)
        .select_related("owner", "requested_by", "settled_by", "revoked_by")
        .order_by("-id")
    )
    tokens = list(rows)
    names = names_of_units({token.unit_id for token in tokens}, viewer.day)
    secrets = _open_secrets([token.id for token in tokens])
    found = [_row(viewer, token, names.get(token.unit_id, ""), secrets.get(token.id, ())) for token in tokens]
    return sorted(found, key=lambda row: _order(row.state))


STATE_ORDER = ("requested", "approved", "expired", "declined", "revoked")


def _order(state: str) -> int:
    return STATE_ORDER.index(state)


def holders_over(role: str, path: str, day: date) -> list[int]:
    """Who holds the role over a place on the day."""
    grants = Grant.objects.filter(role=role, valid_from__lte=day).exclude(valid_to__lt=day)
    found = {}
    for person_id, unit_id in grants.values_list("person_id", "unit_id"):
        place = unit_on(unit_id, day)
        if place is not None and path.startswith(place.path):
            found[person_id] = True
    return sorted(found)


def _open_secrets(token_ids: Collection[int]) -> dict[int, tuple[SecretRow, ...]]:
    found: dict[int, tuple[SecretRow, ...]] = {}
    now = clock.now()
    for one in Secret.objects.filter(token_id__in=list(token_ids)).order_by("id"):
        if one.valid_until is None or one.valid_until > now:
            row = SecretRow(one.hint, one.made_at, one.valid_until, one.used_at)
            found[one.token_id] = (*found.get(one.token_id, ()), row)
    return found


def _row(viewer: Identity, token: Token, unit: str, secrets: tuple[SecretRow, ...]) -> TokenRow:
    settled = token.revoked_by or token.settled_by
    return TokenRow(
        id=token.id, version=token.version, name=token.name, owner=token.owner.full_name, owner_code=token.owner.staff_code,
        unit=unit, verbs=tuple(token.verbs), purpose=token.purpose, state=_state(token), expires_on=token.expires_on,
        requested_by=token.requested_by.full_name, requested_at=token.requested_at,
        settled_by=settled.full_name if settled else "", settled_at=token.revoked_at or token.settled_at, note=token.note,
        used_at=token.used_at, secrets=secrets if _state(token) == "approved" else (), may=_may(viewer, token, secrets),
        ending=token.expires_on - viewer.day <= SOON,
    )  # fmt: skip


def _state(token: Token) -> str:
    ended = token.state == "approved" and not in_force(token, clock.now())
    return "expired" if ended else token.state


def _may(viewer: Identity, token: Token, secrets: tuple[SecretRow, ...]) -> frozenset[str]:
    mine, keeps = token.owner_id == viewer.person_id, _keeps(viewer, token)
    in_use = mine and _state(token) == "approved"
    can = {
        "settle": token.state == "requested" and _may_settle(viewer, token, keeps),
        "take": in_use and not secrets,
        "rotate": in_use and len(secrets) == 1,
        "revoke": _state(token) in ("requested", "approved") and (mine or bool(keeps)),
    }
    return frozenset(verb for verb, allowed in can.items() if allowed)


def _keeps(viewer: Identity, token: Token) -> set[str]:
    """The roles that the viewer holds over the key's place."""
    place = unit_on(token.unit_id, viewer.day)
    return {role for role in KEEPERS if place is not None and viewer.has(role, place.path)}


def _may_settle(viewer: Identity, token: Token, keeps: set[str]) -> bool:
    return "organisation_body" in keeps and viewer.person_id not in (token.requested_by_id, token.owner_id)
