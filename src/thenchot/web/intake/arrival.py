"""One arrival that sticks: mended at the field that is wrong and taken, or dropped with a reason."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.intake.access import arrival_to_mend
from thenchot.intake.actions.mend import drop, mend
from thenchot.intake.cells import names_of
from thenchot.intake.queries import refusal_of
from thenchot.intake.refusals import CHANGED, NOT_STUCK
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.intake.words import fields_of, wrong_at
from thenchot.web.page import page


@signed_in("GET", "POST")
def arrival(request: Signed, arrival_id: int) -> HttpResponse:
    found = arrival_to_mend(request.viewer, arrival_id)
    if request.method == "GET":
        return _shown(request, arrival_id)
    cells = {name: request.POST[name] for name in names_of(found.kind) if name in request.POST}
    try:
        mend(by=request.viewer, arrival=as_seen(request, found), cells=cells)
    except Refusal as refusal:
        if refusal.code in (CHANGED.code, NOT_STUCK.code):
            raise
        return _shown(request, arrival_id, refusal)
    return done(request, _("Đã sửa và nhận, dưới tên ông/bà."), "intake.arrivals")


@signed_in("POST")
def leave_out(request: Signed, arrival_id: int) -> HttpResponse:
    found = as_seen(request, arrival_to_mend(request.viewer, arrival_id))
    try:
        drop(by=request.viewer, arrival=found, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if not refusal.field:
            raise
        return _shown(request, arrival_id, refusal)
    return done(request, _("Đã bỏ tin; lý do được ghi nhật ký."), "intake.arrivals")


def _shown(request: Signed, arrival_id: int, refusal: Refusal | None = None) -> HttpResponse:
    """The arrival as it is kept now: what was typed and refused stands in it already."""
    found = arrival_to_mend(request.viewer, arrival_id)
    values = {
        "arrival": found, "fields": fields_of(found), "why": refusal_of(found), "wrong_at": wrong_at(found),
        "section": "intake.arrivals",
    }  # fmt: skip
    return page(request, "intake/arrival.html", values, refusal)
