"""Kết quả phục vụ: on-time dossiers and citizens' feedback beside each unit's result, and the weights a body sets for them."""

from __future__ import annotations

from fractions import Fraction

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.evidence.actions.set_service_weight import NewWeight, set_service_weight
from thenchot.evidence.office_rules import require_setter
from thenchot.evidence.refusals import DAY_UNREADABLE, WEIGHT_WRONG
from thenchot.lib.days import day_of
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.reporting.queries.service import service_of
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.overview.overview import place_of
from thenchot.web.page import page
from thenchot.web.reading import read_number, read_whole


@signed_in("GET", "POST")
def service(request: Signed, period: str) -> HttpResponse:
    if request.method == "GET":
        return _show(request, period)
    scope = require_setter(request.viewer, read_whole(request.POST.get("scope", "")))
    try:
        day = day_of(request.POST.get("valid_from", ""))
        if day is None:
            raise DAY_UNREADABLE(field="valid_from")
        parts = _percent(request, "feedback"), _percent(request, "on_time")
        given = NewWeight(scope, day, *parts, request.POST.get("document", ""))
        set_service_weight(by=request.viewer, given=given)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return _show(request, period, refusal)
    return done(request, _("Đã lưu trọng số."), "reporting.service", period=period)


def _percent(request: Signed, field: str) -> Fraction:
    found = read_number(request.POST.get(field, ""))
    if found is None:
        raise WEIGHT_WRONG(field=field)
    return found


def _show(request: Signed, period: str, refusal: Refusal | None = None) -> HttpResponse:
    place = place_of(request)
    values = {
        "found": service_of(request.viewer, place, period), "place": place, "period": period, "today": request.viewer.day,
        "sets": request.viewer.has("organisation_body", place.path), "section": "reporting.overview",
    }  # fmt: skip
    return page(request, "overview/service.html", values, refusal)
