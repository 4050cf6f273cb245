"""Kiểm tra phiếu kiểm: item by item where it is seen otherwise, achieved or not, with an opinion."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import reply_to_check
from thenchot.checklists.actions.check_reply import Finding
from thenchot.checklists.actions.check_reply import check_reply as check
from thenchot.checklists.answers import read_answers
from thenchot.checklists.placed import placed
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.checklists.answering import typed_answers
from thenchot.web.checklists.reply import show
from thenchot.web.doors import Signed, signed_in

SAID = {"1": True, "0": False}


@signed_in("POST")
def check_reply(request: Signed, reply_id: int) -> HttpResponse:
    row = as_seen(request, reply_to_check(request.viewer, reply_id))
    found = placed(row.checklist, request.viewer.day)
    try:
        finding = Finding(
            SAID.get(request.POST.get("achieved", "")), request.POST.get("opinion", ""),
            read_answers(found.edition, typed_answers(request, found)) if found.edition.kind == "points" else {},
        )  # fmt: skip
        check(by=request.viewer, reply=row, finding=finding)
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return show(request, reply_id, refusal)
    return done(
        request,
        _("Đã ghi kết quả kiểm tra; người gửi phiếu được thông báo."),
        "checklists.reply",
        reply_id=reply_id,
    )
