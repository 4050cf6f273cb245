"""Lock the accounts that nobody used for 45 days (level 3 of Nghị định 331/2026/NĐ-CP)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import SOFTWARE
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.accounts import idle_accounts
from thenchot.people.actions.end_sessions import end_sessions
from thenchot.people.models import Account


def lock_idle(*, today: date) -> int:
    """Lock them all at once, with one act that names them. Returns how many; running it again finds none."""
    if settings.DEMO:
        # Invented people are signed in by choosing a role; nobody would be there to unlock them.
        return 0
    with transaction.atomic():
        idle = dict(idle_accounts(today).select_for_update().values_list("id", "staff_code"))
        if idle:
            Account.objects.filter(id__in=idle).update(is_active=False, locked_as_idle=True)
            end_sessions(account_ids=idle)
            payload: dict[str, object] = {"accounts": sorted(idle.values())}
            record_next(SOFTWARE, Act("register", 3, "lock_idle", payload), clock.now())
    return len(idle)
