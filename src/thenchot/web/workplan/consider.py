"""Whether the cause of a late, missed or rejected task was objective (Điều 14 khoản 2): wholly, in part, or not; and why."""

from __future__ import annotations

from typing import Protocol

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen
from thenchot.web.doors import Signed, signed_in
from thenchot.web.workplan.report import back_to_plan
from thenchot.web.workplan.task import show
from thenchot.workplan.access import task_to_assess
from thenchot.workplan.actions.consider import Finding
from thenchot.workplan.actions.consider import consider as settle
from thenchot.workplan.refusals import CAUSE_UNSAID

YES, ONLY_LATE, ONLY_REJECTED, NO = "yes", "late", "rejected", "no"


class Counted(Protocol):
    rejections: int
    latenesses: int


@signed_in("POST")
def consider(request: Signed, task_id: int) -> HttpResponse:
    task = as_seen(request, task_to_assess(request.viewer, task_id))
    try:
        found = _found(task, request.POST.get("objective", ""), request.POST.get("cause_note", ""))
        settle(by=request.viewer, task=task, found=found)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, task_id, refusal)
    return back_to_plan(request, _("Đã ghi nhận ý kiến về nguyên nhân."), task)


def _found(task: Counted, said: str, note: str) -> Finding:
    """A "yes" excuses every time recorded, "late" and "rejected" those of one kind, "no" none; anything else says nothing."""
    if said not in (YES, ONLY_LATE, ONLY_REJECTED, NO):
        raise CAUSE_UNSAID(field="objective")
    rejections = task.rejections if said in (YES, ONLY_REJECTED) else 0
    latenesses = task.latenesses if said in (YES, ONLY_LATE) else 0
    return Finding(rejections, latenesses, note, undone=said == YES)
