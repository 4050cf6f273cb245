"""The head hands in the organisation's own assessment."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.bodies.access import sheet_to_fill
from thenchot.bodies.actions.self_assess import OwnAssessment
from thenchot.bodies.actions.self_assess import self_assess as act
from thenchot.web.bodies.sheet import acted
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def self_assess(request: Signed, sheet_id: int) -> HttpResponse:
    found, typed = sheet_to_fill(request.viewer, sheet_id), request.POST
    given = OwnAssessment(
        found,
        typed.dict(),
        typed.dict(),
        typed.get("level", ""),
        typed.get("strengths", ""),
        typed.get("weaknesses", ""),
    )
    return acted(
        request,
        found,
        lambda: act(by=request.viewer, given=given),
        _("Đã gửi phiếu tự đánh giá của tổ chức."),
    )
