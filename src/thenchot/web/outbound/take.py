"""Tải gói: the signed file, taken away by a person; the taking is in the trail."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.outbound.access import packet_to_send
from thenchot.outbound.actions.send_packet import send_packet
from thenchot.outbound.packing import file_of, name_of
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def take(request: Signed, packet_id: int) -> HttpResponse:
    packet = packet_to_send(request.viewer, packet_id)
    send_packet(by=request.viewer.actor, packet=packet)
    answer = HttpResponse(file_of(packet), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="goi-{name_of(packet.id)}.json"'
    return answer
