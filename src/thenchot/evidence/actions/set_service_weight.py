"""Set from a day what part of a unit's result feedback and on-time dossiers make up (trọng số kết quả phục vụ); 0 shows only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.evidence.models import ServiceWeight
from thenchot.evidence.refusals import WEIGHT_DOCUMENT, WEIGHT_WRONG
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.organisation.queries import UnitAt
from thenchot.people.identity import Identity

MOST = 100


@dataclass(frozen=True)
class NewWeight:
    """For a place from a day, in percent, by the body's document."""

    scope: UnitAt
    valid_from: date
    feedback: Fraction
    on_time: Fraction
    document: str


def set_service_weight(*, by: Identity, given: NewWeight) -> int:
    """Set again for the same day the later save stands. Refuses weights below 0 or above 100 together, and no document."""
    if min(given.feedback, given.on_time) < 0 or given.feedback + given.on_time > MOST:
        raise WEIGHT_WRONG(field="feedback")
    if not given.document.strip():
        raise WEIGHT_DOCUMENT(field="document")
    at = clock.now()
    values: dict[str, object] = {
        "feedback": str(given.feedback), "on_time": str(given.on_time), "document": given.document.strip()[:200],
    }  # fmt: skip
    with transaction.atomic():
        wait_for("service weight", given.scope.id)
        row, _new = ServiceWeight.objects.update_or_create(
            scope_id=given.scope.id, valid_from=given.valid_from,
            defaults={**values, "entered_by_id": by.person_id, "at": at},
        )  # fmt: skip
        payload = {**values, "scope": given.scope.id, "valid_from": given.valid_from}
        row.last_hash = record_next(by.actor, Act("service_weight", row.id, "set", payload), at)
        row.save(update_fields=["last_hash"])
    return row.id
