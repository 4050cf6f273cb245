"""Giao cho nhiều người: one content for many people of the unit, a row for each."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal, refuse_if
from thenchot.organisation.queries import UnitAt
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_whole
from thenchot.web.workplan.row_form import BLANK, ONE_UNIT, row_typed
from thenchot.workplan.access import table_to_approve, table_to_draft
from thenchot.workplan.actions.give_to_many import give_to_many as give
from thenchot.workplan.refusals import DOER_UNKNOWN, TABLE_MISSING
from thenchot.workplan.tables import clarity_of, may_do, offered_in, plan_table


@signed_in("GET", "POST")
def give_to_many(request: Signed, period: str, unit_id: int) -> HttpResponse:
    unit, table = _open(request, period, unit_id)
    if request.method == "GET":
        return _form(request, unit, table)
    try:
        count = _give(request, unit, table)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = refusal.field or ("people" if refusal.code == "workplan.nobody_chosen" else "")
        return _form(request, unit, table, refusal)
    return done(request, _("Đã giao cho %(n)s người, mỗi người một dòng.") % {"n": count}, "workplan.table",
                period=period, unit_id=unit.id)  # fmt: skip


def _open(request: Signed, period: str, unit_id: int) -> tuple[UnitAt, Any]:
    """Who drafts adds to a draft; after the approval it is the head who gives work."""
    table = plan_table(unit_id, period)
    draft = table is None or table.state == "draft"
    unit = (table_to_draft if draft else table_to_approve)(request.viewer, unit_id)
    if table is None:
        raise TABLE_MISSING()
    return unit, table


def _give(request: Signed, unit: UnitAt, table: Any) -> int:
    people = {number for typed in request.POST.getlist("people") if (number := read_whole(typed))}
    refuse_if(not may_do(unit, request.viewer.day, people, ()), DOER_UNKNOWN)
    row = row_typed(request, unit, table.period, blank=ONE_UNIT)
    return give(by=request.viewer, table=as_seen(request, table), row=row, people=sorted(people))


def _form(request: Signed, unit: UnitAt, table: Any, refusal: Refusal | None = None) -> HttpResponse:
    values = {
        "unit": unit, "period": table.period, "table": table, "blank": BLANK, "clarity": clarity_of(table.period),
        "offered": offered_in(unit, request.viewer.day), "chosen": request.POST.getlist("people"),
        "english": get_language() == "en", "section": "workplan.plans",
    }  # fmt: skip
    return page(request, "workplan/many.html", values, refusal)
