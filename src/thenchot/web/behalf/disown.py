"""Không phải ý kiến của tôi: the person takes back what was entered for them, before the result is published."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.actions.disown import disown as take_back
from thenchot.assessment.behalf import sheet_to_disown
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.assessment.showing import show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def disown(request: Signed, sheet_id: int) -> HttpResponse:
    found = as_seen(request, sheet_to_disown(request.viewer, sheet_id))
    try:
        take_back(by=request.viewer, sheet=found, text=request.POST.get("objection", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, sheet_id, refusal)
    sentence = _("Phiếu trở về chưa gửi. Người nhập thay và người theo dõi, đánh giá được thông báo.")
    return done(request, sentence, "assessment.sheet", sheet_id=sheet_id)
