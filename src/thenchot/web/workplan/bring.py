"""Dán, nhập tệp: rows of a biểu ngang out of a spreadsheet, a workbook or a Word document, kept to be looked at first."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.files.packed import MB
from thenchot.files.plan_rows import LIMITS, read_file, read_pasted
from thenchot.files.refusals import NO_FILE, TOO_LARGE
from thenchot.lib.refusals import BAD_INPUT, Refusal, refuse_if
from thenchot.organisation.queries import UnitAt
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.workplan.access import table_to_draft
from thenchot.workplan.actions.import_plan import Brought, put_forward
from thenchot.workplan.imports import waiting_import
from thenchot.workplan.refusals import TABLE_MISSING
from thenchot.workplan.tables import plan_table


@signed_in("GET", "POST")
def bring(request: Signed, period: str, unit_id: int) -> HttpResponse:
    """The two forms; what is sent waits under an address of its own, so that reloading sends nothing twice."""
    unit = table_to_draft(request.viewer, unit_id)
    table = plan_table(unit.id, period)
    if table is None:
        raise TABLE_MISSING()
    if request.method == "GET":
        return _forms(request, unit, table)
    try:
        number = put_forward(by=request.viewer, table=table, brought=_brought(request))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = "file" if request.FILES else "rows"
        return _forms(request, unit, table, refusal)
    return done(request, _("Đã đọc các dòng; chưa lưu gì vào biểu ngang."), "workplan.import_plan", import_id=number)


def _brought(request: Signed) -> Brought:
    sent = request.FILES.get("file")
    if sent is None:
        text = request.POST.get("rows", "")
        refuse_if(not text.strip(), NO_FILE)
        return read_pasted(text)
    # Asked before a byte of it is read into memory.
    refuse_if((sent.size or 0) > LIMITS.packed * MB, TOO_LARGE, limit=LIMITS.packed)
    return read_file(str(sent.name), sent.read())


def _forms(request: Signed, unit: UnitAt, table: Any, refusal: Refusal | None = None) -> HttpResponse:
    values = {
        "unit": unit, "period": table.period, "table": table, "waiting": waiting_import(request.viewer, table),
        "limit": LIMITS.packed, "section": "workplan.plans",
    }  # fmt: skip
    return page(request, "workplan/bring.html", values, refusal)
