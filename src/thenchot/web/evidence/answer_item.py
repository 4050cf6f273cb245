"""Trả lời, mở lại: the head says who is responsible for a shortcoming and how far, or takes the answer back."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.evidence.actions.answer_item import Answer, Share, reopen_item
from thenchot.evidence.actions.answer_item import answer_item as answer_to
from thenchot.evidence.gathering_access import item_to_answer
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence.inquiry import SHARES, show


@signed_in("POST")
def answer_item(request: Signed, item_id: int) -> HttpResponse:
    item, asked = item_to_answer(request.viewer, item_id)
    given = request.POST
    shares = [
        Share(given.get(f"person{at}", ""), given.get(f"degree{at}", ""), given.get(f"note{at}", ""))
        for at in range(1, SHARES + 1)
    ]
    try:
        answer_to(by=request.viewer, asked=asked, answer=Answer(item, given.get("cause", ""), given.get("text", ""), shares))
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return show(request, asked.inquiry.id, refusal, item_id)
    return done(request, _("Đã ghi nhận câu trả lời."), "evidence.inquiry", f"m{item_id}", inquiry_id=asked.inquiry.id)


@signed_in("POST")
def reopen(request: Signed, item_id: int) -> HttpResponse:
    item, asked = item_to_answer(request.viewer, item_id)
    try:
        reopen_item(by=request.viewer, asked=asked, item=item, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return show(request, asked.inquiry.id, refusal, item_id)
    return done(request, _("Đã mở lại nội dung này."), "evidence.inquiry", f"m{item_id}", inquiry_id=asked.inquiry.id)
