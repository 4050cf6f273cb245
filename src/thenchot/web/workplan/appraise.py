"""Chấm đầu việc: what the rulebook asks of a row beside units, proposed by its doer, confirmed by its leader."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.workplan.task import show
from thenchot.workplan.access import own_task, task_to_assess
from thenchot.workplan.actions.appraise import appraise as confirm_figures
from thenchot.workplan.actions.appraise import propose_appraisal
from thenchot.workplan.queries import task as find


@signed_in("POST")
def appraise(request: Signed, task_id: int) -> HttpResponse:
    known = find(task_id)
    mine = known is not None and known.doer_id == request.viewer.person_id
    task = own_task(request.viewer, task_id) if mine else task_to_assess(request.viewer, task_id)
    as_seen(request, task)
    try:
        if mine:
            propose_appraisal(by=request.viewer, task=task, typed=request.POST)
        else:
            confirm_figures(by=request.viewer, task=task, typed=request.POST, note=request.POST.get("note", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = refusal.field or ("note" if refusal.code == "workplan.reason_needed" else "")
        return show(request, task_id, refusal)
    said = _("Đã gửi đề nghị để lãnh đạo xác nhận.") if mine else _("Đã xác nhận các số của đầu việc.")
    return done(request, said, "workplan.task", task_id=task_id)
