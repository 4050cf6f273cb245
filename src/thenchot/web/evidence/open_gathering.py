"""Mở đợt tổng hợp thông tin: the month, the place, both last days, who is responsible for each office's part."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.evidence.actions.open_gathering import Opening
from thenchot.evidence.actions.open_gathering import open_gathering as begin
from thenchot.evidence.gathering_access import OPENER, require_opener
from thenchot.evidence.gatherings import office_people, responsible_before
from thenchot.evidence.refusals import DAY_UNREADABLE, GATHERING_NOT_FOUND
from thenchot.evidence.sources import all_sources
from thenchot.lib.days import day_of, month_of
from thenchot.lib.periods import Period
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.organisation.queries import UnitAt, unit_on, units_on
from thenchot.people.identity import Identity
from thenchot.web.answers import done
from thenchot.web.dates import vndate
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence.words import source_choices
from thenchot.web.page import page
from thenchot.web.reading import read_whole

DAY_TO_ENTER = 25
"""The day of the month the form offers; Long Biên's offices bring their figures in the last week of the month."""
DAYS_TO_ANSWER = 3


@signed_in("GET", "POST")
def open_gathering(request: Signed) -> HttpResponse:
    viewer = request.viewer
    require_opener(viewer)
    scope = _scope(viewer, request.POST.get("scope", "") or request.GET.get("don-vi", ""))
    if request.method == "GET":
        return _form(request, scope)
    try:
        number = begin(by=viewer, opening=_opening(request, scope))
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return _form(request, scope, refusal)
    sentence = _("Đã mở đợt tổng hợp; người chịu trách nhiệm được thông báo.")
    return done(request, sentence, "evidence.gathering", gathering_id=number)


def _opening(request: Signed, scope: UnitAt) -> Opening:
    given = request.POST
    chosen = {code: read_whole(given.get(code, "")) for code in all_sources()}
    return Opening(
        period=month_of(given.get("period", "")), scope=scope, enter_by=_day(request, "enter_by"),
        answer_by=_day(request, "answer_by"), offices={code: person for code, person in chosen.items() if person},
    )  # fmt: skip


def _day(request: Signed, field: str) -> date:
    found = day_of(request.POST.get(field, ""))
    if found is None:
        raise DAY_UNREADABLE(field=field)
    return found


def _scope(viewer: Identity, chosen: str) -> UnitAt:
    found = _scopes(viewer)
    unit = unit_on(read_whole(chosen), viewer.day) if chosen else (found[0] if found else None)
    if unit is None:
        raise GATHERING_NOT_FOUND()
    require_opener(viewer, unit)
    return unit


def _scopes(viewer: Identity) -> list[UnitAt]:
    """The places of the viewer's role and the bodies in them: a city's office may gather for one body only."""
    return [
        unit
        for path in viewer.scopes(OPENER)
        for unit in units_on(viewer.day, path).values()
        if unit.path == path or unit.position != "direct"
    ]


def _form(request: Signed, scope: UnitAt, refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    before = responsible_before(scope.id)
    month = Period.month_of(viewer.day)
    enter = month.first.replace(day=DAY_TO_ENTER)
    values = {
        "scope": scope, "scopes": [(unit.id, unit.name) for unit in _scopes(viewer)], "sources": source_choices(),
        "people": [(one.id, one.name) for one in office_people(scope.path, viewer.day)], "before": before,
        "month": f"{viewer.day:%m/%Y}", "enter_by": vndate(enter), "answer_by": vndate(enter + timedelta(days=DAYS_TO_ANSWER)),
        "offices": {source.code for source in all_sources().values() if source.office}, "section": "evidence.register",
    }  # fmt: skip
    return page(request, "evidence/open_gathering.html", values, refusal)
