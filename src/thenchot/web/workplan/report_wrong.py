"""Báo sai: a doer says what is wrong in a row of their own, to who gave it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, here_or, signed_in
from thenchot.web.page import page
from thenchot.workplan.access import own_task
from thenchot.workplan.actions.report_wrong import report_wrong as report


@signed_in("GET", "POST")
def report_wrong(request: Signed, task_id: int) -> HttpResponse:
    task = own_task(request.viewer, task_id)
    values = {"task": task, "next": here_or(request, ""), "section": "workplan.plans"}
    if request.method == "GET":
        return page(request, "workplan/report_wrong.html", values)
    kind, text = request.POST.get("kind", ""), request.POST.get("text", "")
    try:
        report(by=request.viewer, task=as_seen(request, task), kind=kind, text=text)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return page(request, "workplan/report_wrong.html", values, refusal)
    answer = done(request, _("Đã báo sai với người giao việc."), "workplan.plan", anchor=f"viec-{task_id}", period=task.period)
    return HttpResponseRedirect(here_or(request, answer.headers["Location"]))
