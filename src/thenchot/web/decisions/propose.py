"""Đề xuất: who ranks proposes the level, one case alone or those by their score together."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_rank
from thenchot.assessment.actions.propose import propose as put_forward
from thenchot.assessment.actions.propose import propose_many as put_many_forward
from thenchot.web.answers import done
from thenchot.web.decisions.choosing import PROPOSE, choose_many, choose_one, show
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_whole


@signed_in()
def proposals(request: Signed) -> HttpResponse:
    return show(request, PROPOSE)


@signed_in("GET", "POST")
def propose(request: Signed, period: str) -> HttpResponse:
    if request.method == "GET":
        return show(request, PROPOSE, period)
    sheet = sheet_to_rank(request.viewer, read_whole(request.POST.get("sheet", "")))
    again = choose_one(request, PROPOSE, period, sheet, lambda choice: put_forward(by=request.viewer, choice=choice))
    said = _("Đã đề xuất mức của %(name)s.") % {"name": sheet.person}
    return again or done(request, said, "assessment.propose", period=period)


@signed_in("POST")
def propose_many(request: Signed, period: str) -> HttpResponse:
    by = request.viewer.actor
    found = choose_many(
        request, PROPOSE, period, lambda choices: put_many_forward(by=by, cycle=choices[0].sheet.cycle, choices=choices)
    )
    if isinstance(found, HttpResponse):
        return found
    said = _("Đã đề xuất %(n)s trường hợp theo điểm.") % {"n": found}
    return done(request, said, "assessment.propose", period=period)
