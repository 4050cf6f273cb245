"""Reading second factors: which an account has, whether its roles need one, how long its password must be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils.crypto import salted_hmac

from thenchot.organisation.queries import in_force
from thenchot.people.identity import Identity
from thenchot.people.models import Account, Grant, RecoveryCode, SecondFactor
from thenchot.people.security.keys import Key
from thenchot.people.security.refusals import FACTOR_NOT_FOUND

LONG, SHORT = 14, 8
"""Fewest characters of a password without and with a second factor (level 3 of Nghị định 331/2026/NĐ-CP)."""
EVERYBODY = "everybody"


@dataclass(frozen=True)
class FactorRow:
    """A line of the list of one's own second factors."""

    id: int
    kind: str
    name: str
    made_at: datetime
    used_at: datetime | None


def factors_of(account: Account) -> list[FactorRow]:
    rows = SecondFactor.objects.filter(account=account).order_by("made_at", "id")
    return [FactorRow(row.id, row.kind, row.name, row.made_at, row.used_at) for row in rows]


def has_factor(account: Account) -> bool:
    return SecondFactor.objects.filter(account=account).exists()


def keys_of(account: Account) -> list[Key]:
    rows = SecondFactor.objects.filter(account=account, kind="key").order_by("id")
    return [Key(row.id, row.secret, row.counter) for row in rows]


def own_factor(account: Account, factor_id: int) -> SecondFactor:
    found = SecondFactor.objects.filter(account=account, id=factor_id).first()
    if found is None:
        raise FACTOR_NOT_FOUND()
    return found


def recovery_codes_left(account: Account) -> int:
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def digest_of(code: str) -> str:
    """The digest of a recovery code; spaces, hyphens and capitals of the paper do not count."""
    plain = "".join(letter for letter in code.casefold() if letter.isalnum())
    return salted_hmac("thenchot recovery code", plain, algorithm="sha256").hexdigest()


def needs_factor(roles: Iterable[str]) -> bool:
    """Whether somebody with these roles may sign in only with a second factor."""
    asked = set(settings.SECOND_FACTOR_ROLES)
    return EVERYBODY in asked or bool(asked & set(roles))


def person_needs_factor(viewer: Identity) -> bool:
    return needs_factor(role for role, _path in viewer.grants)


def fewest_characters(account: Account) -> int:
    return SHORT if has_factor(account) else LONG


def without_factor(day: date) -> int:
    """How many active accounts hold a role that needs a second factor, and have none."""
    asked = set(settings.SECOND_FACTOR_ROLES)
    accounts = Account.objects.filter(is_active=True, factors=None)
    if EVERYBODY not in asked:
        holders = Grant.objects.filter(in_force(day), role__in=asked).values("person")
        accounts = accounts.filter(person__in=holders)
    return accounts.count()
