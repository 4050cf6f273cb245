"""Reading a person's messages."""

from __future__ import annotations

from thenchot.notices.models import Notice


def recent(recipient_id: int, limit: int = 20) -> list[Notice]:
    return list(Notice.objects.filter(recipient_id=recipient_id).order_by("-at", "-id")[:limit])


def unread_count(recipient_id: int) -> int:
    return Notice.objects.filter(recipient_id=recipient_id, read_at=None).count()
