"""The authority finds a body outstanding, so that the higher share of the rulebook holds for it in this cycle."""

from __future__ import annotations

from django.db import transaction

from thenchot.assessment.models import Cycle, Outstanding
from thenchot.assessment.refusals import NO_HIGHER_SHARE, NOT_OF_THE_BODY, OUTSTANDING_NOTE
from thenchot.assessment.steps import refuse_published
from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rulesets.queries import frozen


def recognise(*, by: Identity, cycle: Cycle, body_id: int, note: str) -> None:
    """Record the finding with its ground (Điều 20 khoản 5 điểm b). Only who decides on somebody of the body may."""
    refuse_published(cycle.state)
    decides = cycle.sheets.filter(body_id=body_id, decider_id=by.person_id)
    refuse_if(not decides.exists(), NOT_OF_THE_BODY)
    refuse_if(not any(cap.when for cap in frozen(cycle.digest).caps), NO_HIGHER_SHARE)
    refuse_if(not note.strip(), OUTSTANDING_NOTE)
    at = clock.now()
    with transaction.atomic():
        Outstanding.objects.update_or_create(
            cycle=cycle, body_id=body_id, defaults={"by_id": by.person_id, "note": note.strip(), "at": at}
        )
        record_next(by.actor, Act("outstanding", cycle.id, "recognise", {"body": body_id, "note": note.strip()}), at)
