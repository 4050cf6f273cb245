"""The authority finds a body outstanding, so that the higher share holds for it in this period."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import cycle_to_read
from thenchot.assessment.actions.recognise import recognise as find_outstanding
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import done
from thenchot.web.decisions.choosing import DECIDE, show
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_whole


@signed_in("POST")
def recognise(request: Signed, period: str) -> HttpResponse:
    cycle = cycle_to_read(request.viewer, read_whole(request.POST.get("cycle", "")))
    body = read_whole(request.POST.get("body", ""))
    try:
        find_outstanding(by=request.viewer, cycle=cycle, body_id=body, note=request.POST.get("note", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = "note"
        return show(request, DECIDE, period, refusal)
    return done(request, _("Đã ghi nhận cơ quan có thành tích nổi trội."), "assessment.decide", period=period)
