"""Ai đã xem hồ sơ của tôi: who opened my file, what, when."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.audit.queries import openings_of
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page

SHOWN = 200


@signed_in()
def openings(request: Signed) -> HttpResponse:
    return page(request, "audit/openings.html", {"openings": openings_of(request.viewer.person_id, SHOWN)})
