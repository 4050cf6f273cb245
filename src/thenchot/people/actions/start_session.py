"""An account is signed in on a device."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from thenchot.people.models import OpenSession


@dataclass(frozen=True)
class Device:
    """Where somebody signs in: the way, what the browser calls itself, the address it asks from."""

    way: str
    name: str
    address: str


def start_session(*, account_id: int, digest: str, device: Device) -> None:
    """Write the session's row, without which nobody is signed in; rows past their time go."""
    now = timezone.now()
    oldest = now - timedelta(seconds=settings.SESSION_COOKIE_AGE)
    OpenSession.objects.filter(account_id=account_id, started_at__lt=oldest).delete()
    values = {
        "account_id": account_id, "way": device.way, "device": device.name[:200], "address": device.address[:45],
        "started_at": now, "seen_at": now,
    }  # fmt: skip
    OpenSession.objects.update_or_create(digest=digest, defaults=values)


def touch_session(*, session_id: int, now: datetime) -> None:
    """Note that the session is in use; asked for every few minutes only."""
    OpenSession.objects.filter(id=session_id).update(seen_at=now)
