"""The scorer leaves a person out of the period, with the ground."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_score
from thenchot.assessment.actions.excuse import excuse as leave_out
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.assessment.showing import show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def excuse(request: Signed, sheet_id: int) -> HttpResponse:
    found = sheet_to_score(request.viewer, sheet_id)
    as_seen(request, found)
    absence, note = request.POST.get("absence", ""), request.POST.get("absence_note", "")
    try:
        leave_out(by=request.viewer, sheet=found, absence=absence, note=note)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, sheet_id, refusal)
    sentence = _("%(name)s không chấm kỳ này.") % {"name": found.person}
    return done(request, sentence, "assessment.grid", period=found.cycle.period)
