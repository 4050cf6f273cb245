"""Send messages to persons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from thenchot.lib import clock
from thenchot.notices.models import Notice


@dataclass(frozen=True)
class Message:
    """Kind and values; the sentence is made where it is read."""

    recipient_id: int
    kind: str
    params: Mapping[str, object] = field(default_factory=dict)
    link: str = ""


def notify(messages: Iterable[Message]) -> int:
    at = clock.now()
    rows = [
        Notice(recipient_id=m.recipient_id, kind=m.kind, params=dict(m.params), link=m.link, at=at)
        for m in messages
    ]
    Notice.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def mark_read(recipient_id: int, notice_id: int) -> None:
    Notice.objects.filter(id=notice_id, recipient_id=recipient_id, read_at=None).update(read_at=clock.now())
