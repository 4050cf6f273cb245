"""Ghi nhận theo dõi: who follows somebody's work notes what they see; the person reads it all on a page of their own."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.followup.access import person_to_note
from thenchot.followup.actions.note import Noted
from thenchot.followup.actions.note import note as keep
from thenchot.followup.queries.notes import notes_about
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import done
from thenchot.web.calendar.follow import show_person
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_whole


@signed_in("POST")
def note(request: Signed, period: str, person_id: int) -> HttpResponse:
    found = person_to_note(request.viewer, person_id)
    task = read_whole(request.POST.get("task", "")) or None
    try:
        keep(by=request.viewer, given=Noted(found.id, period, request.POST.get("text", ""), task))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show_person(request, period, person_id, refusal)
    said = _("Đã ghi nhận; %(name)s đọc được ở trang lịch của mình.") % {"name": found.name}
    return done(request, said, "followup.person", anchor="ghi-nhan", period=period, person_id=person_id)


@signed_in()
def own_notes(request: Signed, period: str) -> HttpResponse:
    """What was noted on the viewer's own work."""
    values: dict[str, Any] = {
        "period": period, "notes": notes_about(request.viewer.person_id, period), "section": "followup.week"
    }  # fmt: skip
    return page(request, "calendar/own_notes.html", values)
