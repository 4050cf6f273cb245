"""End sessions: all of some accounts, or all of one's own on other devices."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.identity import Identity
from thenchot.people.models import Account, OpenSession


def end_sessions(*, account_ids: Iterable[int]) -> int:
    """Part of an act that is recorded itself: a lock, a new password, a role withdrawn. Returns how many were open."""
    return OpenSession.objects.filter(account_id__in=list(account_ids)).delete()[0]


def end_session(*, digest: str) -> None:
    """The person signs out here."""
    OpenSession.objects.filter(digest=digest).delete()


def end_other_sessions(*, by: Identity, digest: str) -> int:
    """Sign out on all devices but this one. Returns how many sessions ended."""
    account = Account.objects.get(person_id=by.person_id)
    with transaction.atomic():
        count = OpenSession.objects.filter(account=account).exclude(digest=digest).delete()[0]
        record_next(by.actor, Act("account", account.id, "end_other_sessions", {"sessions": count}), clock.now())
    return count
