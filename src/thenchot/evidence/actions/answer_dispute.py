"""The office keeps a disputed fact and says why; taking it back instead is `withdraw_fact`, which answers the dispute too."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import keep
from thenchot.audit.chain import Act, entry
from thenchot.evidence.models import Dispute, Fact
from thenchot.evidence.refusals import DISPUTE_ANSWER, FACT_CHANGED, NOT_DISPUTED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity


def answer_dispute(*, by: Identity, fact: Fact, text: str) -> None:
    """Refuses without a reason, and where nothing waits for an answer."""
    if not text.strip():
        raise DISPUTE_ANSWER(field="answer")
    open_ones = Dispute.objects.filter(fact=fact, outcome="")
    refuse_if(not open_ones.exists(), NOT_DISPUTED)
    at = clock.now()
    line = entry(by.actor, Act("fact", fact.id, "answer_dispute", {"answer": text.strip()}, fact.last_hash), at)
    with transaction.atomic():
        changed = Fact.objects.filter(id=fact.id, version=fact.version, withdrawn_at=None).update(
            version=fact.version + 1, last_hash=line.hash
        )
        refuse_if(not changed, FACT_CHANGED)
        open_ones.update(outcome="kept", answer=text.strip(), answered_by_id=by.person_id, answered_at=at)
        keep([line])
        if fact.person_id:
            told = {"source": by.unit_name, "kind": fact.kind, "note": text.strip()}
            notify([Message(fact.person_id, "dispute_answered", told, f"/thong-tin/cua-toi#t{fact.id}")])
