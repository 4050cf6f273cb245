"""Attach a stored file to something (đính kèm tệp), in the transaction of what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from thenchot.attachments.models import Attachment
from thenchot.attachments.queries import KIND
from thenchot.attachments.refusals import FILE_LOST
from thenchot.attachments.store import Stored, path_of
from thenchot.audit.actions.record import record
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock


@dataclass(frozen=True)
class Owner:
    """What a file is attached to, as kind and number, and the person it is about, who sees each opening (0: nobody)."""

    kind: str
    id: int
    subject_id: int = 0


def attach(*, by: Actor, to: Owner, stored: Stored) -> Attachment:
    """Write the row and its first line in the trail. Refuses a content that is no longer in the store."""
    if not path_of(stored.sha256).is_file():
        raise FILE_LOST(field="file")
    at = clock.now()
    with transaction.atomic():
        row = Attachment.objects.create(
            owner_kind=to.kind, owner_id=to.id, subject_id=to.subject_id, sha256=stored.sha256, kind=stored.kind,
            name=stored.name, size=stored.size, added_by_id=by.id, added_by=by.label, added_at=at,
        )  # fmt: skip
        payload: dict[str, object] = {
            "owner": to.kind, "number": to.id, "sha256": stored.sha256, "kind": stored.kind, "name": stored.name,
            "size": stored.size,
        }  # fmt: skip
        row.last_hash = record(by, [Act(KIND, row.id, "attach", payload)], at)[0]
        Attachment.objects.filter(id=row.id).update(last_hash=row.last_hash)
    return row
