"""Biên bản họp giao ban as an official paper: the frozen content; a draft of it while the meeting is prepared."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.assessment.documents import Footing
from thenchot.assessment.queries.letterheads import letterhead_of_unit
from thenchot.assessment.queries.reports import seal_note
from thenchot.files.forms.briefings import BriefingMinutes, briefing_paper
from thenchot.followup.access import briefing_to_read
from thenchot.followup.queries.briefing import briefing_of, content_of
from thenchot.followup.refusals import NO_BRIEFING
from thenchot.organisation.queries import unit_on
from thenchot.web import dates
from thenchot.web.doors import Signed, signed_in
from thenchot.web.forms.sending import in_vietnamese, one
from thenchot.web.meeting.briefing import of_month

SHOWN_HASH = 16


@signed_in()
def minutes(request: Signed, period: str, unit_id: int, kind: str) -> HttpResponse:
    unit = briefing_to_read(request.viewer, unit_id)
    kept = briefing_of(unit.id, of_month(period))
    if kept is None:
        raise NO_BRIEFING()
    draft, day = kept.state == "prepared", kept.held_on or request.viewer.day
    # The head of the paper is the body's on the day of the meeting, whatever it is called today.
    issuer = unit_on(unit.id, day) or unit
    with in_vietnamese():
        said = BriefingMinutes(
            letterhead=letterhead_of_unit(issuer, day), about=f"Họp giao ban {dates.period(period)}",
            held_on=kept.held_on, place=kept.place, chair=getattr(kept.chair, "full_name", ""),
            secretary=getattr(kept.secretary, "full_name", ""), present=kept.present,
            absent=tuple(kept.absent.splitlines()), conclusion=tuple(kept.conclusion.splitlines()),
            content=content_of(unit, period, kept), seal=None if draft else seal_note(),
            footing=Footing(f"GB/{kept.id}", kept.version, "" if draft else kept.last_hash[:SHOWN_HASH], draft, "mã nhật ký"),
        )  # fmt: skip
        return one(kind, f"Biên bản giao ban {period} {unit.name}", briefing_paper(said))
