"""Cập nhật quốc gia: what the national database is owed and by when, the packets, what came back (Điều 26 khoản 1 điểm d)."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.lib.refusals import Refusal
from thenchot.outbound.access import require_reader
from thenchot.outbound.packing import name_of
from thenchot.outbound.queries import come_back, owed_cycles, packets_of
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged


@signed_in()
def owed(request: Signed) -> HttpResponse:
    return show(request)


def show(request: Signed, refusal: Refusal | None = None, asked: int = 0) -> HttpResponse:
    """`asked` is the period whose settling was refused."""
    viewer = request.viewer
    require_reader(viewer)
    values = {
        **paged(request, packets_of(viewer), CARDS), "cycles": owed_cycles(viewer), "back": come_back(viewer),
        "name_of": name_of, "sends": viewer.has("organisation_body"), "asked": asked, "today": viewer.day,
        "section": "outbound.owed",
    }  # fmt: skip
    return page(request, "outbound/owed.html", values, refusal)
