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
    return found if found is not None and counts(found, now) else None


def counts(row: OpenSession, now: datetime) -> bool:
    """Whether the session is somebody's still: not of a locked account, not too old, not idle for too long."""
    idle = timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    whole = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return row.account.is_active and now - row.seen_at <= idle and now - row.started_at <= whole


def sessions_of(account: Account, digest: str) -> list[SessionRow]:
    rows = OpenSession.objects.filter(account=account).order_by("-seen_at", "-id")
    return [
        SessionRow(row.way, row.device, row.address, row.started_at, row.seen_at, row.digest == digest) for row in rows
    ]
