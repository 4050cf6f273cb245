"""The doer's explanation of a task that was late, missed or rejected."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen
from thenchot.web.doors import Signed, signed_in
from thenchot.web.workplan.report import back_to_plan
from thenchot.web.workplan.task import show
from thenchot.workplan.access import own_task
from thenchot.workplan.actions.explain import explain as keep


@signed_in("POST")
def explain(request: Signed, task_id: int) -> HttpResponse:
    task = as_seen(request, own_task(request.viewer, task_id))
    try:
        keep(by=request.viewer, task=task, text=request.POST.get("explanation", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, task_id, refusal)
    return back_to_plan(request, _("Đã lưu giải trình."), task)
