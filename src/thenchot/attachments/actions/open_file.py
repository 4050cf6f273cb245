"""Open an attached file for somebody who may read it: the opening is a line of the trail, and the person sees it."""

from __future__ import annotations

from typing import BinaryIO

from django.db import transaction

from thenchot.attachments.models import Attachment
from thenchot.attachments.queries import KIND
from thenchot.attachments.refusals import FILE_DAMAGED
from thenchot.attachments.store import is_whole, path_of
from thenchot.audit.actions.record import record_next
from thenchot.audit.actions.record_opening import record_opening
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if


def open_file(*, by: Actor, attachment: Attachment) -> BinaryIO:
    """The content, to be read once and closed. Refuses one that is no longer what was attached."""
    refuse_if(not is_whole(attachment.sha256), FILE_DAMAGED)
    with transaction.atomic():
        head = record_next(by, Act(KIND, attachment.id, "open", {}), clock.now())
        Attachment.objects.filter(id=attachment.id).update(last_hash=head)
        if attachment.subject_id:
            record_opening(by, attachment.subject_id, f"Tệp {attachment.name}"[:200])
    return path_of(attachment.sha256).open("rb")
