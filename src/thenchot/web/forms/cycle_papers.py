"""Biểu mẫu, văn bản của kỳ: the forms of a whole unit in one file, the summary for the flag ceremony, the minutes."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from thenchot.assessment.access import cycle_to_read, cycle_to_verify, meeting_to_read, oversees
from thenchot.assessment.queries.documents import forms_in
from thenchot.assessment.queries.printing import place_to_print, places_to_print
from thenchot.assessment.queries.progress import cycle_rows
from thenchot.assessment.queries.reports import (
    ceremony_of,
    meetings_to_print,
    minutes_of,
)
from thenchot.audit.actions.record_opening import record_openings
from thenchot.files.forms.pdf import pdf_ready
from thenchot.files.forms.reports import ceremony_paper, minutes_paper
from thenchot.web import dates
from thenchot.web.doors import Signed, signed_in
from thenchot.web.forms.sending import in_vietnamese, many, one
from thenchot.web.forms.sheet_form import name_of, paper_of
from thenchot.web.page import page
from thenchot.web.reading import read_whole


@signed_in()
def cycle_papers(request: Signed, cycle_id: int) -> HttpResponse:
    found = cycle_to_read(request.viewer, cycle_id)
    row = cycle_rows([found])[0]
    values: dict[str, Any] = {
        "row": row, "places": places_to_print(request.viewer, found), "pdf": pdf_ready(),
        "oversees": oversees(request.viewer, found), "meetings": meetings_to_print(request.viewer, found),
        "section": "assessment.cycles",
    }  # fmt: skip
    return page(request, "forms/cycle_papers.html", values)


@signed_in()
def unit_forms(request: Signed, cycle_id: int, kind: str) -> HttpResponse:
    """The forms of everybody in a unit whom the viewer may read; each of them sees that it was taken."""
    found = cycle_to_read(request.viewer, cycle_id)
    asked = request.GET.get("don-vi", "")
    place = place_to_print(found, read_whole(asked, -1) if asked else 0)
    with in_vietnamese():
        forms = forms_in(request.viewer, found, place.path if place else "")
        title = f"Mẫu phiếu {dates.period(found.period)} {place.name if place else ''}".strip()
        papers = [paper_of(form) for _person, form in forms]
        answer = many(kind, title, papers, [name_of(form) for _person, form in forms])
        what = f"Mẫu phiếu {dates.period(found.period)}"
        record_openings(request.viewer.actor, [person for person, _form in forms], what)
    return answer


@signed_in()
def ceremony(request: Signed, cycle_id: int, kind: str) -> HttpResponse:
    found = cycle_to_verify(request.viewer, cycle_id)
    with in_vietnamese():
        summary = ceremony_of(found)
        return one(kind, f"Tổng hợp chào cờ {summary.period} {summary.scope}", ceremony_paper(summary))


@signed_in()
def minutes(request: Signed, meeting_id: int, kind: str) -> HttpResponse:
    found = meeting_to_read(request.viewer, meeting_id)
    with in_vietnamese():
        content = minutes_of(found)
        return one(kind, f"Biên bản {found.held_on:%d-%m-%Y} {content.letterhead.body}", minutes_paper(content))
