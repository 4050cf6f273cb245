"""Somebody who typed the right password shows the second factor: a code, a recovery code, or a key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.models import Account, RecoveryCode, SecondFactor
from thenchot.people.security import totp
from thenchot.people.security.factors import digest_of, keys_of
from thenchot.people.security.keys import Site, used_key
from thenchot.people.security.sealed import unseal


def use_code(*, account: Account, code: str) -> bool:
    """Whether a code of an app, or else a recovery code, is right; neither serves a second time."""
    return _of_app(account, code) or _of_paper(account, code)


def _of_app(account: Account, code: str) -> bool:
    now = timezone.now()
    for app in SecondFactor.objects.filter(account=account, kind="totp"):
        step = totp.step_of(unseal(app.secret), code, now, after=app.counter)
        # Two requests with one code: the row takes the step of the first only.
        if step and SecondFactor.objects.filter(id=app.id, counter__lt=step).update(counter=step, used_at=now):
            return True
    return False


def _of_paper(account: Account, code: str) -> bool:
    with transaction.atomic():
        unused = RecoveryCode.objects.filter(account=account, digest=digest_of(code), used_at=None)
        if not unused.update(used_at=timezone.now()):
            return False
        left = RecoveryCode.objects.filter(account=account, used_at=None).count()
        actor = Actor(account.person_id, f"{account.person} ({account.staff_code})")
        record_next(actor, Act("account", account.id, "use_recovery_code", {"left": left}), clock.now())
    return True


def use_key(*, account: Account, asked: tuple[Site, Mapping[str, Any]], answer: str) -> bool:
    """Whether one of the account's keys signed what the browser was asked for."""
    found = used_key(*asked, answer, keys_of(account))
    if found is None:
        return False
    key, counter = found
    row = SecondFactor.objects.filter(id=key.id, counter=key.counter)
    return bool(row.update(counter=counter, used_at=timezone.now()))
