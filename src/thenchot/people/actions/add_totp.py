"""A person adds an app that makes codes as second factor."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.people.models import Account, SecondFactor
from thenchot.people.security import totp
from thenchot.people.security.refusals import CODE_WRONG
from thenchot.people.security.sealed import seal, unseal


def add_totp(*, by: Identity, secret: str, code: str, name: str) -> None:
    """Keep the app's secret once a code of it was typed; the same form sent twice keeps it once. Refuses a wrong code."""
    now = timezone.now()
    step = totp.step_of(secret, code, now)
    refuse_if(step is None, CODE_WRONG)
    account = Account.objects.get(person_id=by.person_id)
    with transaction.atomic():
        # Of two at once the second waits here and finds the first one's app.
        wait_for("account", account.id)
        if secret in map(unseal, account.factors.filter(kind="totp").values_list("secret", flat=True)):
            return
        SecondFactor.objects.create(
            account=account, kind="totp", name=name, secret=seal(secret), counter=step or 0, made_at=now
        )
        record_next(by.actor, Act("account", account.id, "add_factor", {"kind": "totp", "name": name}), clock.now())
