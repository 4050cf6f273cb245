"""Rút đăng ký, rút kết quả đã nhập: with the reason; it stays readable."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import own_reply
from thenchot.checklists.actions.withdraw_reply import withdraw_reply as withdraw
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.checklists.reply import show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def withdraw_reply(request: Signed, reply_id: int) -> HttpResponse:
    row = as_seen(request, own_reply(request.viewer, reply_id))
    try:
        withdraw(by=request.viewer, reply=row, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return show(request, reply_id, refusal)
    return done(request, _("Đã rút lại."), "checklists.reply", reply_id=reply_id)
