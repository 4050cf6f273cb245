"""An administrator takes the second factors off the account of somebody who lost them."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.actions.end_sessions import end_sessions
from thenchot.people.actions.set_password import give_temporary_password
from thenchot.people.identity import Identity
from thenchot.people.models import Account, RecoveryCode, SecondFactor


def reset_factors(*, by: Identity, account: Account) -> str:
    """Remove them all, end the open sessions, and return a password that serves once.

    The old password is replaced because it may be one that was short enough to need the factor beside it.
    """
    with transaction.atomic():
        SecondFactor.objects.filter(account=account).delete()
        RecoveryCode.objects.filter(account=account).delete()
        password = give_temporary_password(account)
        end_sessions(account_ids=[account.id])
        record_next(by.actor, Act("account", account.id, "reset_factors", {"account": account.staff_code}), clock.now())
    return password
