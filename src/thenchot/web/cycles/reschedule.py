"""The organisation body moves a step of a running period, with a reason."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import cycle_to_run
from thenchot.assessment.actions.reschedule import reschedule as move
from thenchot.assessment.refusals import STEP_DAYS
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.cycles.cycle import show
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_day

UNREAD = date(1, 1, 1)


@signed_in("POST")
def reschedule(request: Signed, cycle_id: int) -> HttpResponse:
    found = cycle_to_run(request.viewer, cycle_id)
    as_seen(request, found)
    first, last = (read_day(request.POST.get(name, ""), UNREAD)[0] for name in ("first", "last"))
    step, reason = request.POST.get("step", ""), request.POST.get("why", "")
    try:
        if UNREAD in (first, last) or last < first:
            raise STEP_DAYS()
        move(by=request.viewer, cycle=found, step=step, first=first, last=last, reason=reason)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = "why" if refusal.code == "cycle.reschedule_reason" else "first"
        return show(request, cycle_id, refusal)
    return done(request, _("Đã đổi ngày của bước."), "assessment.cycle", cycle_id=cycle_id)
