"""The official sends the sheet; without script the same form can also just be saved."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import own_sheet
from thenchot.assessment.actions.self_assess import SelfAssessment
from thenchot.assessment.actions.self_assess import self_assess as send
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.assessment.sent import explanations_sent, marks_sent
from thenchot.web.assessment.showing import leader_of, page_of, show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def self_assess(request: Signed, sheet_id: int) -> HttpResponse:
    found = own_sheet(request.viewer, sheet_id)
    as_seen(request, found)
    given = SelfAssessment(
        sheet=found,
        marks=marks_sent(request, found),
        explanations=explanations_sent(request),
        strengths=request.POST.get("strengths", ""),
        weaknesses=request.POST.get("weaknesses", ""),
        leader=leader_of(request),
        undertaking="undertaking" in request.POST,
        page=page_of(request),
    )
    try:
        send(by=request.viewer, given=given)
    except Refusal as refusal:
        return show(request, sheet_id, refusal)
    return done(request, _("Đã gửi phiếu."), "assessment.sheet", sheet_id=sheet_id)
