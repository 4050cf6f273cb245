"""Reading a person's messages."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Case, When

from thenchot.notices.models import Notice


def recent(recipient_id: int, limit: int = 20) -> list[Notice]:
    """The newest messages; those not read yet stand before all others."""
    unread_first = Case(When(read_at=None, then=0), default=1)
    return list(Notice.objects.filter(recipient_id=recipient_id).order_by(unread_first, "-at", "-id")[:limit])


def last_sent(kind: str, links: Collection[str]) -> dict[str, datetime]:
    """When the last message of a kind was sent about each of these addresses."""
    rows = Notice.objects.filter(kind=kind, link__in=links).order_by("at").values_list("link", "at")
    return dict(rows)


def notice_to(recipient_id: int, notice_id: int) -> Notice | None:
    """One's own message; None for a number that is none or somebody else's."""
    return Notice.objects.filter(id=notice_id, recipient_id=recipient_id).first()


def unread_count(recipient_id: int) -> int:
    return Notice.objects.filter(recipient_id=recipient_id, read_at=None).count()
