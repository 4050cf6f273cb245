"""File an objection to a published result, from the sheet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from thenchot.assessment.access import own_sheet
from thenchot.assessment.actions.petition import petition as file_petition
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.assessment.showing import show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def petition(request: Signed, sheet_id: int) -> HttpResponse:
    found = own_sheet(request.viewer, sheet_id)
    try:
        number = file_petition(by=request.viewer, sheet=found, text=request.POST.get("text", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = "text"
        return show(request, sheet_id, refusal)
    messages.success(request, _("Đã gửi kiến nghị số %(n)s.") % {"n": number})
    return HttpResponseRedirect(f"/kien-nghi/{number}")
