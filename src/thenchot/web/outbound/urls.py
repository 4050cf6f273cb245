"""Addresses of what the national database is owed."""

from __future__ import annotations

from django.urls import path

from thenchot.web.outbound import owed, pack, packet, receive, settle, take

urlpatterns = [
    path("cap-nhat-quoc-gia", owed.owed, name="outbound.owed"),
    path("cap-nhat-quoc-gia/dong-goi", pack.pack, name="outbound.pack"),
    path("cap-nhat-quoc-gia/da-cap-nhat", settle.settle, name="outbound.settle"),
    path("cap-nhat-quoc-gia/goi/<int:packet_id>", packet.packet, name="outbound.packet"),
    path("cap-nhat-quoc-gia/goi/<int:packet_id>/tai", take.take, name="outbound.take"),
    path("cap-nhat-quoc-gia/goi/<int:packet_id>/bien-nhan", receive.receive, name="outbound.receive"),
]
