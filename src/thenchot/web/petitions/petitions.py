"""Kiến nghị: the list, and one with its clock of seven working days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import petition_to_read
from thenchot.assessment.queries.petitions import Box, Clock, clock_of, petition_view, petitions_seen
from thenchot.audit.actions.record_opening import record_opening
from thenchot.lib.refusals import Refusal
from thenchot.web import dates, reasons
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import paged


@signed_in()
def petitions(request: Signed) -> HttpResponse:
    values = {
        "me": request.viewer.person_id,
        "today": request.viewer.day,
        **paged(request, petitions_seen(request.viewer)),
    }
    return page(request, "petitions/petitions.html", values)


@signed_in()
def petition(request: Signed, petition_id: int) -> HttpResponse:
    found = petition_to_read(request.viewer, petition_id)
    if found.sheet.person_id != request.viewer.person_id:
        record_opening(request.viewer.actor, found.sheet.person_id, f"Kiến nghị số {found.id}")
    return show(request, petition_id)


def show(request: Signed, petition_id: int, refusal: Refusal | None = None) -> HttpResponse:
    found = petition_to_read(request.viewer, petition_id)
    view, clock = petition_view(found), clock_of(found, request.viewer.day)
    values = {
        "petition": found, "view": view, "clock": clock, "boxes": [_box(box, request.viewer.day, clock) for box in clock.boxes],
        "reasons": reasons.lines(view.about.because, view.sheet.law), "mine": found.sheet.person_id == request.viewer.person_id,
        "answering": found.addressee_id == request.viewer.person_id and found.state == "received",
        "after": next((row for row in view.versions if found.answered_at and row.at == found.answered_at), None),
        "today": request.viewer.day, "level_choices": [(code, code) for code in view.sheet.levels],
    }  # fmt: skip
    return page(request, "petitions/petition.html", values, refusal)


def _box(box: Box, today: date, clock: Clock) -> dict[str, Any]:
    """A box of the clock: its day in short, its number or the word for off, and where it stands."""
    names = (_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN"))
    label = f"{names[box.first.weekday()]} {dates.short_day(box.first)}"
    if box.last != box.first:
        label = f"{names[box.first.weekday()]}, {names[box.last.weekday()]} {box.first:%d}–{dates.short_day(box.last)}"
    last = box == clock.boxes[-1]
    state = (
        "off"
        if not box.number
        else "today"
        if box.first == today
        else "end"
        if last and box.first > today
        else ""
    )
    return {
        "label": label,
        "number": box.number,
        "state": state or ("past" if box.first < today else ""),
        "today": box.first == today,
    }
