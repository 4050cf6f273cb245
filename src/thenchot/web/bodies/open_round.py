"""The organisation body opens a year's round."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.bodies.actions.open_round import Opening
from thenchot.bodies.actions.open_round import open_round as open_it
from thenchot.bodies.queries.rounds import scopes_to_open
from thenchot.bodies.refusals import BAD_YEAR, NO_BODIES, NOT_ORGANISER
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import unit_on
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_day, read_whole


@signed_in("GET", "POST")
def open_round(request: Signed) -> HttpResponse:
    if not request.viewer.has("organisation_body"):
        raise NOT_ORGANISER()
    if request.method == "GET":
        return _form(request)
    try:
        opening = _asked(request)
        made = open_it(by=request.viewer, opening=opening)
    except Refusal as refusal:
        refusal.field = refusal.field or ("year" if refusal.kind is BAD_YEAR else "scope")
        return _form(request, refusal)
    return done(
        request,
        _("Đã mở đợt xếp loại tổ chức năm %(year)s.") % {"year": opening.year},
        "bodies.round",
        round_id=made,
    )


def _asked(request: Signed) -> Opening:
    day, wrong = read_day(request.POST.get("day", ""), request.viewer.day)
    scope = unit_on(read_whole(request.POST.get("scope", "")), day)
    if wrong or scope is None:
        raise NO_BODIES(field="day" if wrong else "scope", day=request.POST.get("day", ""))
    return Opening(scope, read_whole(request.POST.get("year", "")), day)


def _form(request: Signed, refusal: Refusal | None = None) -> HttpResponse:
    values = {"scopes": scopes_to_open(request.viewer, request.viewer.day), "today": request.viewer.day}
    return page(request, "bodies/open_round.html", values, refusal)
