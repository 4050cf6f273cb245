"""The administrator asks for a key for some software (đề nghị cấp khóa); it opens nothing until it is approved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import Kind
from thenchot.notices.actions.notify import Message, notify
from thenchot.organisation.queries import UnitAt
from thenchot.people.identity import Identity
from thenchot.people.models import Account
from thenchot.people.who import identity_of
from thenchot.tokens.models import Token
from thenchot.tokens.queries import holders_over
from thenchot.tokens.refusals import (
    DAY_WRONG,
    NAME_NEEDED,
    NAME_TAKEN,
    OWNER_ADMINISTRATOR,
    OWNER_UNKNOWN,
    PURPOSE_NEEDED,
    VERBS_NEEDED,
)
from thenchot.tokens.verbs import VERBS

LONGEST = 366
"""Days: whoever still needs a key after a year says so again."""
LONGEST_NAME, LONGEST_PURPOSE = 80, 300


@dataclass(frozen=True)
class Asked:
    """What is asked for, as it is typed."""

    name: str
    owner_code: str
    unit: UnitAt
    verbs: tuple[str, ...]
    purpose: str
    expires_on: date


def request_token(*, by: Identity, asked: Asked) -> int:
    """Returns its number. Refuses what is missing, a second key of one name, and an owner who is an administrator."""
    _check(by, asked)
    owner_id = _owner(by, asked)
    at = clock.now()
    with transaction.atomic():
        wait_for("token of", asked.unit.id)
        if Token.objects.filter(
            unit_id=asked.unit.id, name=asked.name.strip(), state__in=("requested", "approved")
        ).exists():
            raise NAME_TAKEN(field="name")
        token = Token.objects.create(
            name=asked.name.strip(), owner_id=owner_id, unit_id=asked.unit.id, verbs=sorted(set(asked.verbs)),
            purpose=asked.purpose.strip(), expires_on=asked.expires_on, requested_by_id=by.person_id, requested_at=at,
        )  # fmt: skip
        payload: dict[str, object] = {
            "name": token.name, "owner": asked.owner_code, "unit": asked.unit.code, "verbs": token.verbs,
            "purpose": token.purpose, "expires_on": token.expires_on,
        }  # fmt: skip
        record_next(by.actor, Act("token", token.id, "request", payload), at)
        approvers = holders_over("organisation_body", asked.unit.path, by.day)
        told = {"by": by.name, "software": token.name}
        notify([Message(person, "token_requested", told, "/khoa-ket-noi") for person in approvers])
    return token.id


def _check(by: Identity, asked: Asked) -> None:
    problems: tuple[tuple[bool, Kind, str], ...] = (
        (not 0 < len(asked.name.strip()) <= LONGEST_NAME, NAME_NEEDED, "name"),
        (not 0 < len(asked.purpose.strip()) <= LONGEST_PURPOSE, PURPOSE_NEEDED, "purpose"),
        (not asked.verbs or any(verb not in VERBS for verb in asked.verbs), VERBS_NEEDED, "verbs"),
    )
    for wrong, kind, field in problems:
        if wrong:
            raise kind(field=field)
    if not by.day < asked.expires_on <= by.day + timedelta(days=LONGEST):
        raise DAY_WRONG(field="expires_on", days=LONGEST)


def _owner(by: Identity, asked: Asked) -> int:
    """Somebody who works in the place, can sign in, and is no administrator: the secret opens content."""
    account = Account.objects.filter(staff_code__iexact=asked.owner_code.strip(), is_active=True).first()
    owner = identity_of(account.person_id, by.day) if account else None
    if owner is None or not owner.unit_path or not owner.unit_path.startswith(asked.unit.path):
        raise OWNER_UNKNOWN(field="owner", code=asked.owner_code.strip())
    if owner.has("administrator"):
        raise OWNER_ADMINISTRATOR(field="owner")
    return owner.person_id
