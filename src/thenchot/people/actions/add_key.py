"""A person adds a security key or a phone (WebAuthn) as second factor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.identity import Identity
from thenchot.people.models import Account, SecondFactor
from thenchot.people.security.keys import Site, new_key
from thenchot.people.security.refusals import KEY_WRONG


def add_key(*, by: Identity, asked: tuple[Site, Mapping[str, Any]], answer: str, name: str) -> None:
    """`asked` is the site and what the session kept when the browser was asked. Refuses an answer that is not true."""
    made = new_key(*asked, answer)
    if made is None:
        raise KEY_WRONG()
    public, counter = made
    account = Account.objects.get(person_id=by.person_id)
    with transaction.atomic():
        SecondFactor.objects.create(
            account=account, kind="key", name=name, secret=public, counter=counter, made_at=timezone.now()
        )
        record_next(by.actor, Act("account", account.id, "add_factor", {"kind": "key", "name": name}), clock.now())
