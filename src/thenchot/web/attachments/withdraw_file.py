"""Rút lại tệp: the office that attached it takes it back with the reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from thenchot.attachments.access import file_to_withdraw
from thenchot.attachments.actions.withdraw_file import withdraw_file as take_back
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen
from thenchot.web.attachments.showing import size_words
from thenchot.web.doors import Signed, here_or, signed_in
from thenchot.web.page import page


@signed_in("GET", "POST")
def withdraw_file(request: Signed, attachment_id: int) -> HttpResponse:
    found = file_to_withdraw(request.viewer, attachment_id)
    refusal = None
    if request.method == "POST":
        try:
            take_back(by=request.viewer.actor, attachment=as_seen(request, found), reason=request.POST.get("reason", ""))
        except Refusal as wrong:
            if wrong.status != BAD_INPUT:
                raise
            refusal = wrong
        else:
            messages.success(request, _("Đã rút lại tệp %(name)s.") % {"name": found.name})
            return HttpResponseRedirect(here_or(request, "/viec-can-lam"))
    values = {"file": found, "size": size_words(found.size), "back": here_or(request, "/viec-can-lam")}
    return page(request, "attachments/withdraw.html", values, refusal)
