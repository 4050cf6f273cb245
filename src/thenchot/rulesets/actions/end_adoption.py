"""A body ends the use of a rulebook after a day; cycles opened under it keep it."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rulesets.models import Adoption
from thenchot.rulesets.refusals import ENDS_BEFORE_START


def end_adoption(*, by: Identity, adoption: Adoption, last_day: date) -> None:
    """Let the adoption end with `last_day`, included. Refuses a day before its first."""
    refuse_if(last_day < adoption.valid_from, ENDS_BEFORE_START, start=f"{adoption.valid_from:%d/%m/%Y}")
    payload: dict[str, object] = {
        "rulebook": adoption.rulebook,
        "category": adoption.category,
        "to": last_day.isoformat(),
    }
    with transaction.atomic():
        Adoption.objects.filter(id=adoption.id).update(valid_to=last_day)
        record_next(by.actor, Act("adoption", adoption.id, "end", payload), clock.now())
