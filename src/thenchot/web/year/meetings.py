"""Cuộc họp nhận xét, đánh giá: the meetings of a yearly cycle, the form of a new one, the minutes of one kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import (
    cycle_to_read,
    may_record,
    meeting_to_amend,
    meeting_to_read,
    places_to_record,
)
from thenchot.assessment.actions.record_meeting import Minutes, record_meeting
from thenchot.assessment.queries.year import holders_of, meetings_of, minutes_view, reviewed_at
from thenchot.assessment.reviews import MEETING_KINDS
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.organisation.queries import UnitAt, unit_on
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_day, read_whole

SAID = "yk-"
"""Begins the name of the field with what was said of a person, by the sheet's number."""


@signed_in("GET", "POST")
def meetings(request: Signed, cycle_id: int) -> HttpResponse:
    """The meetings of a cycle; for the unit and kind chosen (?don-vi=, ?loai=) the form of a new one."""
    cycle = cycle_to_read(request.viewer, cycle_id)
    places = places_to_record(request.viewer, cycle)
    asked = request.POST if request.method == "POST" else request.GET
    place = places.get(read_whole(asked.get("don-vi", "")))
    kind = asked.get("loai", "") if asked.get("loai", "") in MEETING_KINDS else "body"
    refusal = None
    if request.method == "POST" and place is not None:
        try:
            record_meeting(by=request.viewer, cycle=cycle, minutes=read(request, place, kind))
            sentence = _("Đã ghi nhận cuộc họp của %(unit)s.") % {"unit": place.name}
            return done(request, sentence, "assessment.meetings", cycle_id=cycle_id)
        except Refusal as found:
            if found.status != BAD_INPUT:
                raise
            refusal = found
    values: dict[str, Any] = {
        "cycle": cycle, "rows": meetings_of(cycle), "places": list(places.values()), "place": place, "kind": kind,
        "kinds": MEETING_KINDS, "meeting": None, "may_amend": True,
        "people": reviewed_at(cycle, place.path, kind) if place else [],
        "staff": holders_of(cycle, place.path) if place else [], "said": SAID, "today": request.viewer.day,
    }  # fmt: skip
    return page(request, "year/meetings.html", {**values, "section": "assessment.cycles"}, refusal)


def read(request: Signed, place: UnitAt, kind: str) -> Minutes:
    """The minutes as typed; an unreadable day is one to come, which the act refuses."""
    given = request.POST
    day, wrong = read_day(given.get("held_on", ""), request.viewer.day)
    said = {read_whole(name.removeprefix(SAID)): text for name, text in given.items() if name.startswith(SAID)}
    return Minutes(
        unit_id=place.id, kind=kind, held_on=day.max if wrong else day, place=given.get("place", ""),
        chair_id=read_whole(given.get("chair", "")), secretary_id=read_whole(given.get("secretary", "")),
        present=read_whole(given.get("present", "").strip()), absent=given.get("absent", ""), text=given.get("text", ""),
        opinions={number: str(text) for number, text in said.items()},
    )  # fmt: skip


@signed_in("GET", "POST")
def meeting(request: Signed, meeting_id: int) -> HttpResponse:
    """The minutes; who records meetings there amends them while the cycle is open."""
    amends = request.method == "POST"
    found = (meeting_to_amend if amends else meeting_to_read)(request.viewer, meeting_id)
    place = unit_on(found.unit_id, found.cycle.day)
    assert place is not None
    refusal = None
    if amends:
        as_seen(request, found)
        try:
            minutes = read(request, place, found.kind)
            record_meeting(by=request.viewer, cycle=found.cycle, minutes=minutes, meeting=found)
            return done(request, _("Đã sửa biên bản."), "assessment.meeting", meeting_id=meeting_id)
        except Refusal as wrong:
            if wrong.status != BAD_INPUT:
                raise
            refusal = wrong
    may = found.cycle.state == "open" and may_record(request.viewer, found.cycle, place.path)
    values: dict[str, Any] = {
        "cycle": found.cycle, "meeting": found, "place": place, "kind": found.kind, "may_amend": may, "said": SAID,
        "people": minutes_view(found, place.path).people, "staff": holders_of(found.cycle, place.path),
        "today": request.viewer.day,
    }  # fmt: skip
    return page(request, "year/meeting.html", {**values, "section": "assessment.cycles"}, refusal)
