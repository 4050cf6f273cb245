"""Đóng gói: everything owed of one period becomes signed files."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.queries.national import national_results
from thenchot.outbound.access import require_sender
from thenchot.outbound.actions.make_packet import Batch, make_packet
from thenchot.outbound.packing import name_of
from thenchot.outbound.queries import body_of, to_pack
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_whole


@signed_in("POST")
def pack(request: Signed) -> HttpResponse:
    """One packet a press: of a city's period there are several, and each is made whole."""
    viewer = request.viewer
    require_sender(viewer)
    owed = to_pack(viewer, read_whole(request.POST.get("cycle", "")))
    batch = Batch(owed, national_results(owed), body_of(owed, viewer.day) if owed else {})
    number = make_packet(by=viewer, batch=batch)
    words = _("Đã đóng %(n)s kết quả vào gói %(name)s.") % {"n": len(owed), "name": name_of(number)}
    return done(request, words, "outbound.packet", packet_id=number)
