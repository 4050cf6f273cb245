"""A person gives up one of their second factors."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.people.models import Account, RecoveryCode, SecondFactor
from thenchot.people.security.factors import own_factor, person_needs_factor
from thenchot.people.security.refusals import FACTOR_NEEDED, PASSWORD_SHORT


def remove_factor(*, by: Identity, factor_id: int) -> None:
    """Remove it. The last one stays where a role asks for it, and where the password is too short to stand alone."""
    account = Account.objects.get(person_id=by.person_id)
    with transaction.atomic():
        # Of two removals at once the second waits here and sees what the first has left.
        wait_for("account", account.id)
        factor = own_factor(account, factor_id)
        last = not SecondFactor.objects.filter(account=account).exclude(id=factor.id).exists()
        refuse_if(last and person_needs_factor(by), FACTOR_NEEDED)
        refuse_if(last and account.short_password, PASSWORD_SHORT)
        factor.delete()
        if last:
            RecoveryCode.objects.filter(account=account).delete()
        payload: dict[str, object] = {"kind": factor.kind, "name": factor.name}
        record_next(by.actor, Act("account", account.id, "remove_factor", payload), clock.now())
