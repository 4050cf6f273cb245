"""The official ranks themselves for the year on the mean of the months (Mẫu số 02), or keeps what is typed for later."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import own_sheet
from thenchot.assessment.actions.save_draft import save_draft
from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess
from thenchot.lib.refusals import CONFLICT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.year.showing import show

KEPT = ("level", "strengths", "weaknesses")


@signed_in("POST")
def rank_self(request: Signed, sheet_id: int) -> HttpResponse:
    found = own_sheet(request.viewer, sheet_id)
    typed = {name: request.POST.get(name, "") for name in KEPT}
    if "save" in request.POST:
        save_draft(sheet=found, typed=typed)
        return done(request, _("Đã lưu, chưa gửi."), "assessment.sheet", sheet_id=sheet_id)
    as_seen(request, found)
    given = SelfAssessment(
        sheet=found, marks={}, strengths=typed["strengths"], weaknesses=typed["weaknesses"], level=typed["level"],
        undertaking="undertaking" in request.POST,
    )  # fmt: skip
    try:
        self_assess(by=request.viewer, given=given)
    except Refusal as refusal:
        if refusal.status == CONFLICT:
            raise
        refusal.field = refusal.field or ("level" if not given.level else "")
        return show(request, own_sheet(request.viewer, sheet_id), refusal)
    return done(request, _("Đã gửi phiếu."), "assessment.sheet", sheet_id=sheet_id)
