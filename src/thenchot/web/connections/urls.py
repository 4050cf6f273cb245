"""Addresses of connections to systems outside."""

from __future__ import annotations

from django.urls import path

from thenchot.web.connections import accept, connections, propose, stop

urlpatterns = [
    path("ket-noi", connections.connections, name="connections.connections"),
    path("ket-noi/nhap", propose.propose, name="connections.propose"),
    path("ket-noi/<int:connection_id>/dong-y", accept.accept, name="connections.accept"),
    path("ket-noi/<int:connection_id>/dung", stop.stop, name="connections.stop"),
]
