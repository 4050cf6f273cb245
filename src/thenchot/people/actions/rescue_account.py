"""Whoever runs the machine opens an account again that nobody else can open: the last administrator lost phone and password."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import SOFTWARE
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.actions.end_sessions import end_sessions
from thenchot.people.actions.set_password import give_temporary_password
from thenchot.people.models import Account, RecoveryCode, SecondFactor


def rescue_account(*, account: Account) -> str:
    """Unlock it, remove its second factors, and return a password that serves once."""
    with transaction.atomic():
        SecondFactor.objects.filter(account=account).delete()
        RecoveryCode.objects.filter(account=account).delete()
        changed = {"is_active": True, "locked_as_idle": False, "counted_from": clock.today()}
        Account.objects.filter(id=account.id).update(**changed)
        password = give_temporary_password(account)
        end_sessions(account_ids=[account.id])
        record_next(SOFTWARE, Act("account", account.id, "rescue", {"account": account.staff_code}), clock.now())
    return password
