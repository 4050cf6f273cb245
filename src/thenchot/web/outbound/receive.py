"""Biên nhận: typed, or imported as the file the database gave."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.outbound.access import packet_to_send
from thenchot.outbound.actions.record_receipt import Receipt, record_receipt
from thenchot.outbound.receipts import receipt_in, refused_lines
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.outbound.packet import show
from thenchot.web.reading import read_day

LARGEST = 2 * 1024 * 1024


@signed_in("POST")
def receive(request: Signed, packet_id: int) -> HttpResponse:
    packet = as_seen(request, packet_to_send(request.viewer, packet_id))
    try:
        upload = request.FILES.get("file")
        given = receipt_in(upload.read(LARGEST), packet) if upload else _typed(request)
        record_receipt(by=request.viewer.actor, packet=packet, given=given)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, packet_id, refusal)
    return done(request, _("Đã ghi biên nhận."), "outbound.owed")


def _typed(request: Signed) -> Receipt:
    given = request.POST
    day, wrong = read_day(given.get("received_on", ""), date.min)
    on = None if wrong or day == date.min else day
    return Receipt(given.get("receipt", ""), on, refused_lines(given.get("refused", "")))
