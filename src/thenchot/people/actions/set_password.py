"""An administrator gives a person a password that serves once: the person chooses their own at the next sign-in."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.actions.end_sessions import end_sessions
from thenchot.people.identity import Identity
from thenchot.people.models import Account

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No letter that is read aloud or copied by hand as another (i, l, 1, o, 0)."""
GROUPS, LENGTH = 4, 4


def set_password(*, by: Identity, account: Account) -> str:
    """Set a random password and return it, to be shown once; it is kept nowhere but as a hash. Ends open sessions."""
    with transaction.atomic():
        password = give_temporary_password(account)
        end_sessions(account_ids=[account.id])
        record_next(
            by.actor, Act("account", account.id, "set_password", {"account": account.staff_code}), clock.now()
        )
    return password


def give_temporary_password(account: Account) -> str:
    """The part of it that other acts share: the password serves once, and only for a while."""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
    until = timezone.now() + timedelta(hours=settings.TEMPORARY_PASSWORD_HOURS)
    Account.objects.filter(id=account.id).update(
        password=make_password(password), must_change=True, temporary_until=until, short_password=False
    )
    return password
