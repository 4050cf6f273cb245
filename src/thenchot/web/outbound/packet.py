"""Gói cập nhật: one packet, its file, its receipt."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.audit.seals import public_key
from thenchot.lib.refusals import Refusal
from thenchot.outbound.access import packet_to_read
from thenchot.outbound.packing import name_of
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


@signed_in()
def packet(request: Signed, packet_id: int) -> HttpResponse:
    return show(request, packet_id)


def show(request: Signed, packet_id: int, refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    values = {
        "packet": packet_to_read(viewer, packet_id), "name": name_of(packet_id), "key": public_key(),
        "sends": viewer.has("organisation_body"), "today": viewer.day, "section": "outbound.owed",
    }  # fmt: skip
    return page(request, "outbound/packet.html", values, refusal)
