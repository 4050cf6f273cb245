"""Đồng ý phụ trách: the person in whose name a connection writes lets it run."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.connections.access import connection_to_accept
from thenchot.connections.actions.accept_connection import accept_connection
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def accept(request: Signed, connection_id: int) -> HttpResponse:
    connection = as_seen(request, connection_to_accept(request.viewer, connection_id))
    accept_connection(by=request.viewer, connection=connection)
    return done(request, _("Kết nối bắt đầu chạy, dưới tên ông/bà."), "connections.connections")
