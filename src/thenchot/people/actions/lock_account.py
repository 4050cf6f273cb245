"""An administrator locks an account, so that nobody signs in with it, or opens it again."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.identity import Identity
from thenchot.people.models import Account


def lock_account(*, by: Identity, account: Account, locked: bool) -> None:
    """Lock or unlock; a locked account's open sessions end with their next request."""
    action = "lock" if locked else "unlock"
    with transaction.atomic():
        Account.objects.filter(id=account.id).update(is_active=not locked)
        record_next(
            by.actor, Act("account", account.id, action, {"account": account.staff_code}), clock.now()
        )
