"""An administrator locks an account, so that nobody signs in with it, or opens it again."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.actions.end_sessions import end_sessions
from thenchot.people.identity import Identity
from thenchot.people.models import Account


def lock_account(*, by: Identity, account: Account, locked: bool) -> None:
    """Lock or unlock. A lock ends the open sessions; idle days count anew from the unlocking."""
    action = "lock" if locked else "unlock"
    changed = {"is_active": not locked, "locked_as_idle": False}
    with transaction.atomic():
        if locked:
            end_sessions(account_ids=[account.id])
        Account.objects.filter(id=account.id).update(**changed, **({} if locked else {"counted_from": clock.today()}))
        record_next(
            by.actor, Act("account", account.id, action, {"account": account.staff_code}), clock.now()
        )
