"""Duyệt khóa: the organisation body of the place says yes, or no with the reason."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.tokens.access import token_to_settle
from thenchot.tokens.actions.settle_token import settle_token as settle_it
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.tokens.tokens import show


@signed_in("POST")
def settle_token(request: Signed, token_id: int) -> HttpResponse:
    token = as_seen(request, token_to_settle(request.viewer, token_id))
    approved = request.POST.get("verdict") == "approve"
    try:
        settle_it(by=request.viewer, token=token, approved=approved, note=request.POST.get("note", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, refusal, token_id)
    yes = _("Đã duyệt khóa “%(name)s”. %(owner)s được báo để nhận mã bí mật.")
    words = yes if approved else _("Đã ghi không duyệt khóa “%(name)s”; người đề nghị được báo lý do.")
    return done(request, words % {"name": token.name, "owner": token.owner}, "tokens.list")
