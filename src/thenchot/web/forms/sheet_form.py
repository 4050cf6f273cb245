"""Mẫu số 01 or 02 of one sheet: who may read the sheet may take its form, and taking it is an opening."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.assessment.access import sheet_to_read
from thenchot.assessment.actions.mark_seen import mark_seen
from thenchot.assessment.documents import PeriodForm, YearForm
from thenchot.assessment.queries.documents import form_of
from thenchot.audit.actions.record_opening import record_opening
from thenchot.files.forms.paper import Paper
from thenchot.files.forms.sheets import period_paper, year_paper
from thenchot.web import dates
from thenchot.web.doors import Signed, signed_in
from thenchot.web.forms.sending import in_vietnamese, one


@signed_in()
def sheet_form(request: Signed, sheet_id: int, kind: str) -> HttpResponse:
    found = sheet_to_read(request.viewer, sheet_id)
    with in_vietnamese():
        form = form_of(found, request.viewer.person_id)
        answer = one(kind, name_of(form), paper_of(form))
        if found.person_id != request.viewer.person_id:
            what = f"Mẫu phiếu {dates.period(found.cycle.period)}"
            record_opening(request.viewer.actor, found.person_id, what)
    if found.scorer_id == request.viewer.person_id:
        mark_seen(sheet=found)
    return answer


def paper_of(form: PeriodForm | YearForm) -> Paper:
    return year_paper(form) if isinstance(form, YearForm) else period_paper(form)


def name_of(form: PeriodForm | YearForm) -> str:
    """Its form, its period and its person: mau-so-01-thang-10-nam-2026-nguyen-thi-hong-nhung."""
    if isinstance(form, YearForm):
        return f"Mẫu số 02 năm {form.year} {form.subject.name}"
    return f"{form.form or 'Phiếu'} {form.period} {form.subject.name}"
