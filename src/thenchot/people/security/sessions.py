"""Reading open sessions: whose a browser's session is, and the list of one's own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from thenchot.people.models import Account, OpenSession


@dataclass(frozen=True)
class SessionRow:
    """A line of the list of one's own sessions."""

    way: str
    device: str
    address: str
    started_at: datetime
    seen_at: datetime
    here: bool


def digest_of_session(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def open_session(key: str, now: datetime) -> OpenSession | None:
    """The session with its account, in one query; None when it was ended, is too old or was idle for too long."""
    found = OpenSession.objects.select_related("account").filter(digest=digest_of_session(key)).first()
    if found is None or not found.account.is_active:
        return None
    idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    whole = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return found if now - found.seen_at <= idle and now - found.started_at <= whole else None


def sessions_of(account: Account, digest: str) -> list[SessionRow]:
    rows = OpenSession.objects.filter(account=account).order_by("-seen_at", "-id")
    return [
        SessionRow(row.way, row.device, row.address, row.started_at, row.seen_at, row.digest == digest) for row in rows
    ]
