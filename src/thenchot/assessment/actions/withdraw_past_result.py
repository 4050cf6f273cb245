"""Withdraw a past result that was taken in wrongly: it stays in the record with the reason, and counts no more."""

from __future__ import annotations

from django.db import transaction

from thenchot.assessment.models import ImportedResult
from thenchot.assessment.refusals import PAST_CHANGED, PAST_REASON
from thenchot.audit.actions.record import keep
from thenchot.audit.chain import Act, entry
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def withdraw_past_result(*, by: Identity, result: ImportedResult, reason: str) -> None:
    refuse_if(not reason.strip(), PAST_REASON)
    at = clock.now()
    act = Act("imported", result.id, "withdraw_past_result", {"reason": reason.strip()}, result.last_hash)
    line = entry(by.actor, act, at)
    with transaction.atomic():
        changed = ImportedResult.objects.filter(id=result.id, version=result.version, withdrawn_at=None).update(
            withdrawn_at=at, withdrawn_by_id=by.person_id, withdrawn_reason=reason.strip(),
            version=result.version + 1, last_hash=line.hash,
        )  # fmt: skip
        # Of two at once the second finds nothing to change; its line would follow the same hash as the first one's.
        refuse_if(not changed, PAST_CHANGED)
        keep([line])
