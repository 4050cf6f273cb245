"""Quyết định: the authority decides the level, one case alone or those as proposed together."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_decide
from thenchot.assessment.actions.decide import decide as settle
from thenchot.assessment.actions.decide import decide_many as settle_many
from thenchot.web.answers import done
from thenchot.web.decisions.choosing import DECIDE, choose_many, choose_one, show
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_whole


@signed_in()
def decisions(request: Signed) -> HttpResponse:
    return show(request, DECIDE)


@signed_in("GET", "POST")
def decide(request: Signed, period: str) -> HttpResponse:
    if request.method == "GET":
        return show(request, DECIDE, period)
    sheet = sheet_to_decide(request.viewer, read_whole(request.POST.get("sheet", "")))
    again = choose_one(request, DECIDE, period, sheet, lambda choice: settle(by=request.viewer, choice=choice))
    said = _("Đã quyết định mức của %(name)s.") % {"name": sheet.person}
    return again or done(request, said, "assessment.decide", period=period)


@signed_in("POST")
def decide_many(request: Signed, period: str) -> HttpResponse:
    by = request.viewer.actor
    found = choose_many(
        request, DECIDE, period, lambda choices: settle_many(by=by, cycle=choices[0].sheet.cycle, choices=choices)
    )
    if isinstance(found, HttpResponse):
        return found
    said = _("Đã quyết định %(n)s trường hợp theo đề xuất.") % {"n": found}
    return done(request, said, "assessment.decide", period=period)
