"""Sửa một dòng của biểu ngang: freely in a draft, with a reason once it is given work."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.organisation.queries import unit_on
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.workplan.row_form import revision_typed
from thenchot.workplan.access import row_to_revise
from thenchot.workplan.actions.revise import revise as rewrite
from thenchot.workplan.refusals import TASK_NOT_FOUND
from thenchot.workplan.tables import clarity_of, offered_in


@signed_in("GET", "POST")
def revise(request: Signed, task_id: int) -> HttpResponse:
    task = row_to_revise(request.viewer, task_id)
    unit = unit_on(task.unit_id, request.viewer.day)
    if unit is None:
        raise TASK_NOT_FOUND()
    refused: Refusal | None = None
    if request.method == "POST":
        try:
            given = revision_typed(request, unit, task.period)
            rewrite(
                by=request.viewer, task=as_seen(request, task), given=given, note=request.POST.get("note", "")
            )
        except Refusal as refusal:
            if refusal.status != BAD_INPUT:
                raise
            refusal.field = refusal.field or ("note" if refusal.code == "workplan.reason_needed" else "")
            refused = refusal
        else:
            said = _("Đã sửa dòng của biểu ngang; nhật ký giữ cả nội dung trước.")
            return done(
                request, said, "workplan.table", anchor=f"dong-{task_id}", period=task.period, unit_id=unit.id
            )
    values = {
        "task": row_to_revise(request.viewer, task_id), "unit": unit, "clarity": clarity_of(task.period),
        "offered": offered_in(unit, request.viewer.day), "english": get_language() == "en", "section": "workplan.plans",
    }  # fmt: skip
    return page(request, "workplan/revise.html", values, refused)
