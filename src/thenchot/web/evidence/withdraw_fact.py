"""Rút lại thông tin: an office takes back what it recorded, with the reason."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.evidence.access import fact_to_withdraw
from thenchot.evidence.actions.withdraw_fact import withdraw_fact as take_back
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence.register import show


@signed_in("POST")
def withdraw_fact(request: Signed, fact_id: int) -> HttpResponse:
    fact = fact_to_withdraw(request.viewer, fact_id)
    as_seen(request, fact)
    try:
        take_back(by=request.viewer, fact=fact, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, refusal, fact_id)
    return done(request, _("Đã rút lại thông tin; người liên quan được thông báo."), "evidence.register")
