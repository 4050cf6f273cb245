"""Take a fact back with a reason (rút lại thông tin): it stays readable, forces nothing any more, and a dispute is answered."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import keep
from thenchot.audit.chain import Act, entry
from thenchot.evidence.models import Dispute, Fact
from thenchot.evidence.refusals import FACT_CHANGED, REASON_NEEDED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity


def withdraw_fact(*, by: Identity, fact: Fact, reason: str) -> None:
    """Refuses without a reason, and a fact withdrawn already."""
    if not reason.strip():
        raise REASON_NEEDED(field="reason")
    refuse_if(fact.withdrawn_at is not None, FACT_CHANGED)
    at = clock.now()
    line = entry(by.actor, Act("fact", fact.id, "withdraw", {"reason": reason.strip()}, fact.last_hash), at)
    with transaction.atomic():
        changed = Fact.objects.filter(id=fact.id, version=fact.version, withdrawn_at=None).update(
            withdrawn_reason=reason.strip(), withdrawn_by_id=by.person_id, withdrawn_at=at,
            version=fact.version + 1, last_hash=line.hash,
        )  # fmt: skip
        # Of two at once the second finds nothing to change; its line would follow the same hash as the first one's.
        refuse_if(not changed, FACT_CHANGED)
        keep([line])
        answered = {"outcome": "withdrawn", "answer": reason.strip(), "answered_by_id": by.person_id, "answered_at": at}
        Dispute.objects.filter(fact=fact, outcome="").update(**answered)
        if fact.person_id:
            message = {"kind": fact.kind, "source": by.unit_name, "reason": reason.strip()}
            notify([Message(fact.person_id, "fact_withdrawn", message, "/thong-tin/cua-toi")])
