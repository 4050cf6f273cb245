"""The person a fact is about says that it is not right, and why (báo thông tin không đúng); the office is told."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import keep
from thenchot.audit.chain import Act, entry
from thenchot.evidence.models import Dispute, Fact
from thenchot.evidence.refusals import DISPUTE_NEEDED, DISPUTED_ALREADY, FACT_CHANGED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity


def dispute(*, by: Identity, fact: Fact, text: str) -> None:
    """Refuses one without a reason, of a fact withdrawn already, and a second one of the same fact."""
    if not text.strip():
        raise DISPUTE_NEEDED(field="text")
    refuse_if(fact.withdrawn_at is not None, FACT_CHANGED)
    refuse_if(Dispute.objects.filter(fact=fact).exists(), DISPUTED_ALREADY)
    at = clock.now()
    line = entry(by.actor, Act("fact", fact.id, "dispute", {"text": text.strip()}, fact.last_hash), at)
    with transaction.atomic():
        changed = Fact.objects.filter(id=fact.id, version=fact.version, withdrawn_at=None).update(
            version=fact.version + 1, last_hash=line.hash
        )
        refuse_if(not changed, FACT_CHANGED)
        Dispute.objects.create(fact=fact, by_id=by.person_id, text=text.strip(), at=at)
        keep([line])
        told = {"by": by.name, "kind": fact.kind, "note": text.strip()}
        notify([Message(fact.entered_by_id, "fact_disputed", told, f"/thong-tin?bao=1#t{fact.id}")])
