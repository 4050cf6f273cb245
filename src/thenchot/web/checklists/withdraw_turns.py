"""Rút số lượt đã nhập, with the reason."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import turns_to_withdraw
from thenchot.checklists.actions.withdraw_turns import withdraw_turns as withdraw
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.checklists.turns import show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def withdraw_turns(request: Signed, turns_id: int) -> HttpResponse:
    found = turns_to_withdraw(request.viewer, turns_id)
    try:
        withdraw(by=request.viewer, turns=as_seen(request, found), reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return show(request, found.code, refusal)
    return done(request, _("Đã rút số đã nhập."), "checklists.turns", code=found.code)
