"""What becomes of a task: done, returned, late, handed over. One address for each."""

from __future__ import annotations

from typing import Any, Protocol

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import refuse_if
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, here_or, signed_in
from thenchot.web.reading import read_whole
from thenchot.web.workplan.doers import among
from thenchot.web.workplan.plan import day_typed
from thenchot.web.workplan.task import show
from thenchot.workplan.access import own_task, task_to_assess
from thenchot.workplan.actions import report as acts
from thenchot.workplan.refusals import TASK_NOT_FOUND


@signed_in("POST")
def finish(request: Signed, task_id: int) -> HttpResponse:
    task = as_seen(request, own_task(request.viewer, task_id))
    day = day_typed(request.POST.get("done_on", ""), request.viewer.day, "done_on")
    acts.finish(by=request.viewer, task=task, done_on=day, result=request.POST.get("result", ""))
    return back_to_plan(request, _("Đã ghi nhận hoàn thành."), task)


@signed_in("POST")
def reject(request: Signed, task_id: int) -> HttpResponse:
    task = as_seen(request, task_to_assess(request.viewer, task_id))
    acts.reject(by=request.viewer, task=task, note=request.POST.get("note", ""))
    return back_to_plan(request, _("Đã ghi nhận một lần chưa đạt."), task)


@signed_in("POST")
def mark_late(request: Signed, task_id: int) -> HttpResponse:
    task = as_seen(request, task_to_assess(request.viewer, task_id))
    acts.mark_late(by=request.viewer, task=task, note=request.POST.get("note", ""))
    return back_to_plan(request, _("Đã ghi nhận một lần chậm."), task)


@signed_in("POST")
def hand_back(request: Signed, task_id: int) -> HttpResponse:
    """Give a task to somebody else: it still counts among those assigned to the first (Điều 18 khoản 1 điểm d)."""
    if "find" in request.POST:
        return show(request, task_id)
    task = as_seen(request, task_to_assess(request.viewer, task_id))
    asked = read_whole(request.POST.get("to", ""))
    refuse_if(not among(request.viewer, [asked]), TASK_NOT_FOUND)
    acts.hand_back(by=request.viewer, task=task, to_id=asked)
    return back_to_plan(request, _("Đã giao lại cho người khác."), task)


class Planned(Protocol):
    """A row of the plan, as far as the way back to it needs."""

    period: str

    @property
    def pk(self) -> Any: ...


def back_to_plan(request: Signed, sentence: str, task: Planned) -> HttpResponse:
    """To the page the small form stood on: the sheet, or the plan."""
    answer = done(request, sentence, "workplan.plan", anchor=f"viec-{task.pk}", period=task.period)
    return HttpResponseRedirect(here_or(request, answer.headers["Location"] or reverse("web.home")))
