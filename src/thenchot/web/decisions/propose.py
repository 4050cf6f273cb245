"""Đề xuất: who ranks proposes the level, one case alone or those by their score together."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_rank
from thenchot.assessment.actions.propose import propose as put_forward
from thenchot.assessment.actions.propose import propose_many as put_many_forward
from thenchot.assessment.queries.choices import desks_to_rank
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import done
from thenchot.web.decisions.choosing import PROPOSE, choice_of, choices_of, show
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_whole


@signed_in()
def proposals(request: Signed) -> HttpResponse:
    return show(request, PROPOSE, desks_to_rank(request.viewer))


@signed_in("GET", "POST")
def propose(request: Signed, period: str) -> HttpResponse:
    if request.method == "GET":
        return show(request, PROPOSE, desks_to_rank(request.viewer, period))
    sheet = sheet_to_rank(request.viewer, read_whole(request.POST.get("sheet", "")))
    try:
        put_forward(by=request.viewer, choice=choice_of(request, sheet))
    except Refusal as refusal:
        return show(request, PROPOSE, desks_to_rank(request.viewer, period), refusal)
    return done(
        request,
        _("Đã đề xuất mức của %(name)s.") % {"name": sheet.person},
        "assessment.propose",
        period=period,
    )


@signed_in("POST")
def propose_many(request: Signed, period: str) -> HttpResponse:
    try:
        choices = choices_of(request, request.viewer, PROPOSE)
        put_many_forward(by=request.viewer.actor, cycle=choices[0].sheet.cycle, choices=choices)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        return show(request, PROPOSE, desks_to_rank(request.viewer, period), refusal)
    sentence = _("Đã đề xuất %(n)s trường hợp theo điểm.") % {"n": len(choices)}
    return done(request, sentence, "assessment.propose", period=period)
