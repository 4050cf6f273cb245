"""Quyết định: the authority decides the level, one case alone or those as proposed together."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_decide
from thenchot.assessment.actions.decide import decide as settle
from thenchot.assessment.actions.decide import decide_many as settle_many
from thenchot.assessment.queries.choices import desks_to_decide
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import done
from thenchot.web.decisions.choosing import DECIDE, choice_of, choices_of, show
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_whole


@signed_in()
def decisions(request: Signed) -> HttpResponse:
    return show(request, DECIDE, desks_to_decide(request.viewer))


@signed_in("GET", "POST")
def decide(request: Signed, period: str) -> HttpResponse:
    if request.method == "GET":
        return show(request, DECIDE, desks_to_decide(request.viewer, period))
    sheet = sheet_to_decide(request.viewer, read_whole(request.POST.get("sheet", "")))
    try:
        settle(by=request.viewer, choice=choice_of(request, sheet))
    except Refusal as refusal:
        return show(request, DECIDE, desks_to_decide(request.viewer, period), refusal)
    return done(
        request,
        _("Đã quyết định mức của %(name)s.") % {"name": sheet.person},
        "assessment.decide",
        period=period,
    )


@signed_in("POST")
def decide_many(request: Signed, period: str) -> HttpResponse:
    try:
        choices = choices_of(request, request.viewer, DECIDE)
        settle_many(by=request.viewer.actor, cycle=choices[0].sheet.cycle, choices=choices)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return show(request, DECIDE, desks_to_decide(request.viewer, period), refusal)
    sentence = _("Đã quyết định %(n)s trường hợp theo đề xuất.") % {"n": len(choices)}
    return done(request, sentence, "assessment.decide", period=period)
