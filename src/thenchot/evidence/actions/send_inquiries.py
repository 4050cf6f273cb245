"""Ask the heads (gửi văn bản đề nghị xác định trách nhiệm): one letter to a unit's head with its shortcomings of the month."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act
from thenchot.evidence.gatherings import Addressee, to_ask
from thenchot.evidence.models import Gathering, Inquiry, InquiryItem
from thenchot.evidence.refusals import NO_HEAD, NOTHING_TO_ASK
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity


def send_inquiries(*, by: Identity, gathering: Gathering, number: str = "") -> list[int]:
    """Write a letter for each unit with shortcomings nobody was asked about; returns their numbers.

    Sent again it asks about what came in since. Refuses when there is nothing to ask, and a unit without anybody above it.
    """
    with transaction.atomic():
        # Sent twice at once: the second waits, and finds nothing left to ask.
        wait_for("inquiries", gathering.id)
        asked = to_ask(gathering, by.day)
        refuse_if(not asked, NOTHING_TO_ASK)
        alone = [one.unit.name for one in asked if one.head_id is None]
        refuse_if(alone, NO_HEAD, names=", ".join(alone))
        return [_write(by, gathering, one, number.strip()[:100]) for one in asked]


def _write(by: Identity, gathering: Gathering, one: Addressee, number: str) -> int:
    assert one.head_id is not None
    at = clock.now()
    row = Inquiry.objects.create(
        gathering=gathering, unit_id=one.unit.id, head_id=one.head_id, number=number, issued_on=by.day,
        answer_by=max(gathering.answer_by, by.day), sent_by_id=by.person_id, at=at,
    )  # fmt: skip
    InquiryItem.objects.bulk_create(InquiryItem(inquiry=row, fact_id=fact.id) for fact in one.facts)
    payload: dict[str, object] = {
        "gathering": gathering.id, "unit": row.unit_id, "head": row.head_id, "number": row.number, "answer_by": row.answer_by,
        "facts": [fact.id for fact in one.facts],
    }  # fmt: skip
    head = record(by.actor, [Act("inquiry", row.id, "send", payload)], at)[0]
    Inquiry.objects.filter(id=row.id).update(last_hash=head)
    values = {"period": gathering.period, "count": len(one.facts), "last": row.answer_by.isoformat(), "unit": one.unit.name}
    notify([Message(row.head_id, "inquiry_sent", values, f"/thong-tin/tra-loi/{row.id}")])
    return row.id
