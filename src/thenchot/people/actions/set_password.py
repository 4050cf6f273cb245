"""An administrator gives a person a password that serves once: the person chooses their own at the next sign-in."""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import make_password
from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.identity import Identity
from thenchot.people.models import Account

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter that is read aloud or copied by hand as another (i, l, 1, o, 0)."""
GROUPS, LENGTH = 4, 4


def set_password(*, by: Identity, account: Account) -> str:
    """Set a random password and return it, to be shown once; it is kept nowhere but as a hash. Ends open sessions."""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
    with transaction.atomic():
        Account.objects.filter(id=account.id).update(password=make_password(password), must_change=True)
        record_next(
            by.actor, Act("account", account.id, "set_password", {"account": account.staff_code}), clock.now()
        )
    return password
