"""Đã cập nhật bằng cách khác: results that somebody entered in the national database's own pages are no longer owed."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.outbound.access import require_sender
from thenchot.outbound.actions.settle_elsewhere import Elsewhere, settle_elsewhere
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.numbers import thousands
from thenchot.web.outbound.owed import show
from thenchot.web.reading import read_day, read_whole


@signed_in("POST")
def settle(request: Signed) -> HttpResponse:
    require_sender(request.viewer)
    given = request.POST
    cycle = read_whole(given.get("cycle", ""))
    day, wrong = read_day(given.get("on", ""), date.min)
    elsewhere = Elsewhere(cycle, given.get("how", ""), None if wrong or day == date.min else day)
    try:
        count = settle_elsewhere(by=request.viewer, given=elsewhere)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, refusal, cycle)
    words = _("Đã ghi nhận %(n)s kết quả được cập nhật bằng cách khác.") % {"n": thousands(count)}
    return done(request, words, "outbound.owed")
