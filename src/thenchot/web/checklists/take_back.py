"""Rút lại để sửa: until it is checked a reply may be private again."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import own_reply
from thenchot.checklists.actions.take_back import take_back as back
from thenchot.lib.refusals import CONFLICT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.checklists.reply import show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def take_back(request: Signed, reply_id: int) -> HttpResponse:
    row = as_seen(request, own_reply(request.viewer, reply_id))
    try:
        back(by=request.viewer, reply=row)
    except Refusal as refusal:
        if refusal.status != CONFLICT:
            raise
        return show(request, reply_id, refusal)
    sentence = _("Đã rút lại. Chỉ ông/bà xem được đến khi gửi lại.")
    return done(request, sentence, "checklists.answer", checklist_id=row.checklist_id, period=row.period)
