"""One sheet; who is not its owner leaves a line in the list of those who opened it."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.assessment.access import sheet_to_read
from thenchot.assessment.actions.mark_seen import mark_seen
from thenchot.assessment.aggregate import is_year
from thenchot.audit.actions.record_opening import record_opening
from thenchot.web import dates
from thenchot.web.assessment.showing import show
from thenchot.web.doors import Signed, signed_in


@signed_in()
def sheet(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_read(request.viewer, sheet_id)
    if found.person_id != request.viewer.person_id:
        record_opening(request.viewer.actor, found.person_id, f"Phiếu {dates.period(found.cycle.period)}")
        # In a year nobody confirms: who proposes is the first to take the sheet up.
        taker = found.ranker_id if is_year(found.cycle) else found.scorer_id
        if taker == request.viewer.person_id:
            mark_seen(sheet=found)
        return show(request, sheet_id)
    return show(request, sheet_id, found=found)
