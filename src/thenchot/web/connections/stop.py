"""Dừng kết nối: nothing is asked at the address any more."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.connections.access import connection_to_stop
from thenchot.connections.actions.stop_connection import stop_connection
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.connections.connections import show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def stop(request: Signed, connection_id: int) -> HttpResponse:
    connection = as_seen(request, connection_to_stop(request.viewer, connection_id))
    try:
        stop_connection(by=request.viewer, connection=connection, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, refusal, connection_id)
    return done(request, _("Đã dừng kết nối và xóa khóa truy cập."), "connections.connections")
