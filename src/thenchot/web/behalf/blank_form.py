"""The form to be filled in by hand and signed, with the month's work as it is on record; taking it is an opening."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.assessment.behalf import sheet_to_enter
from thenchot.assessment.queries.blank_forms import blank_form_of
from thenchot.audit.actions.record_opening import record_opening
from thenchot.web import dates
from thenchot.web.doors import Signed, signed_in
from thenchot.web.forms.sending import in_vietnamese, one
from thenchot.web.forms.sheet_form import name_of, paper_of


@signed_in()
def blank_form(request: Signed, sheet_id: int, kind: str) -> HttpResponse:
    found = sheet_to_enter(request.viewer, sheet_id)
    with in_vietnamese():
        form = blank_form_of(found, request.viewer.day)
        answer = one(kind, f"{name_of(form)} để điền tay", paper_of(form))
        what = f"Mẫu phiếu để điền tay {dates.period(found.cycle.period)}"
        record_opening(request.viewer.actor, found.person_id, what)
    return answer
