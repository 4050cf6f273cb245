"""End the use of a checklist after a day (kết thúc áp dụng); what was answered under it stays."""

from __future__ import annotations

from datetime import date

from thenchot.checklists.models import Checklist
from thenchot.checklists.moves import write
from thenchot.checklists.refusals import ENDS_BEFORE_START, WRONG_STATE
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def end_checklist(*, by: Identity, row: Checklist, last_day: date) -> None:
    """Let it end with `last_day`, included. Refuses a day before its first, and a draft."""
    refuse_if(row.state != "in_force" or row.valid_from is None, WRONG_STATE, state=row.get_state_display())
    if row.valid_from is not None and last_day < row.valid_from:
        raise ENDS_BEFORE_START(field="last_day", start=f"{row.valid_from:%d/%m/%Y}")
    write(by.actor, row, ("end", {"to": last_day.isoformat()}), {"valid_to": last_day}, clock.now())
