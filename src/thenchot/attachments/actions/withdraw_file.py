"""Take an attached file back with a reason (rút lại tệp): it is opened no more, its content stays for the inspection."""

from __future__ import annotations

from django.db import transaction

from thenchot.attachments.models import Attachment
from thenchot.attachments.queries import KIND
from thenchot.attachments.refusals import FILE_CHANGED, FILE_REASON
from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if


def withdraw_file(*, by: Actor, attachment: Attachment, reason: str) -> None:
    """Refuses without a reason, and a file withdrawn already."""
    said, at = reason.strip(), clock.now()
    if not said:
        raise FILE_REASON(field="reason")
    refuse_if(attachment.withdrawn_at is not None, FILE_CHANGED)
    with transaction.atomic():
        head = record_next(by, Act(KIND, attachment.id, "withdraw", {"reason": said}), at)
        changed = Attachment.objects.filter(id=attachment.id, version=attachment.version, withdrawn_at=None).update(
            withdrawn_by_id=by.id, withdrawn_by=by.label, withdrawn_at=at, withdrawn_reason=said,
            version=attachment.version + 1, last_hash=head,
        )  # fmt: skip
        refuse_if(not changed, FILE_CHANGED)
