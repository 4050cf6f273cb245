"""Biểu ngang mang đi: as a workbook to fill in offline, and as an official paper in the layout of the unit's bloc."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.assessment.queries.documents import period_words
from thenchot.assessment.queries.letterheads import letterhead_of_unit
from thenchot.files.plan_paper import plan_paper
from thenchot.files.plan_workbook import plan_workbook
from thenchot.web import dates
from thenchot.web.doors import Signed, signed_in
from thenchot.web.forms.sending import in_vietnamese, one, sent
from thenchot.workplan.access import table_to_read
from thenchot.workplan.exporting import exported


@signed_in()
def workbook(request: Signed, period: str, unit_id: int) -> HttpResponse:
    plan = exported(request.viewer, table_to_read(request.viewer, unit_id), period)
    with in_vietnamese():
        title = f"Biểu ngang {dates.period(period)}, {plan.unit.name}"
        return sent("xlsx", title, plan_workbook(plan, title))


@signed_in()
def paper(request: Signed, period: str, unit_id: int, kind: str) -> HttpResponse:
    unit = table_to_read(request.viewer, unit_id)
    plan = exported(request.viewer, unit, period)
    with in_vietnamese():
        words = period_words(period)
        laid = plan_paper(plan, letterhead_of_unit(unit, request.viewer.day), words)
        return one(kind, f"Kế hoạch công tác {words} {unit.name}", laid)
