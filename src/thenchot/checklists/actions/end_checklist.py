"""End the use of a checklist after a day (kết thúc áp dụng); what was answered under it stays."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import F

from thenchot.checklists.models import Checklist
from thenchot.checklists.moves import write
from thenchot.checklists.refusals import ENDS_BEFORE_START, NEXT_EDITION, WRONG_STATE
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity

ONE_DAY = timedelta(days=1)


def end_checklist(*, by: Identity, row: Checklist, last_day: date) -> None:
    """Let it end with `last_day`, included. Refuses a day before its first, one on which the next edition holds, and a draft."""
    refuse_if(row.state != "in_force" or row.valid_from is None, WRONG_STATE, state=row.get_state_display())
    if row.valid_from is not None and last_day < row.valid_from:
        raise ENDS_BEFORE_START(field="last_day", start=f"{row.valid_from:%d/%m/%Y}")
    _refuse_over_next(row, last_day)
    write(by.actor, row, ("end", {"to": last_day.isoformat()}), {"valid_to": last_day}, clock.now())


def _refuse_over_next(row: Checklist, last_day: date) -> None:
    """Two editions of one checklist never hold at a place on one day."""
    later = Checklist.objects.filter(
        unit_id=row.unit_id,
        code=row.code,
        state="in_force",
        valid_from__gt=row.valid_from,
        valid_from__lte=last_day,
    )
    following = later.exclude(valid_to__lt=F("valid_from")).order_by("valid_from").first()
    if following is not None and following.valid_from is not None:
        start = following.valid_from
        raise NEXT_EDITION(field="last_day", start=f"{start:%d/%m/%Y}", last=f"{start - ONE_DAY:%d/%m/%Y}")
