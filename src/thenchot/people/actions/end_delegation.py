"""End a row of the delegation table after a day; cycles already open keep whom they were opened with."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.models import Delegation
from thenchot.people.refusals import ENDED_BEFORE_START


def end_delegation(*, by: Actor, row: Delegation, last_day: date) -> None:
    """Let the row hold until `last_day`, included. Refuses a day before its first, and one after an end it has already."""
    with transaction.atomic():
        # Somebody else may have ended the row since it was read: it is never made longer again.
        end = Delegation.objects.select_for_update().values_list("valid_to", flat=True).get(id=row.id)
        if last_day < row.valid_from or (end is not None and last_day > end):
            raise ENDED_BEFORE_START("last_day", start=f"{row.valid_from:%d/%m/%Y}")
        Delegation.objects.filter(id=row.id).update(valid_to=last_day)
        record_next(by, Act("delegation", row.id, "end", {"to": last_day.isoformat()}), clock.now())
