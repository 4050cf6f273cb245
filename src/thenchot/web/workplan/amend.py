"""Who gave a task answers a report of a wrong fact: mends the row, or keeps it with a reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_decimal, read_whole
from thenchot.web.workplan.doers import among
from thenchot.web.workplan.plan import day_typed
from thenchot.web.workplan.task import show
from thenchot.workplan.access import task_to_assess
from thenchot.workplan.actions import amend as acts


@signed_in("POST")
def amend(request: Signed, task_id: int) -> HttpResponse:
    if "find" in request.POST:
        return show(request, task_id)
    task = as_seen(request, task_to_assess(request.viewer, task_id))
    note = request.POST.get("note", "")
    try:
        acts.amend(by=request.viewer, task=task, given=_typed(request, task.doer_id or 0), note=note)
    except Refusal as refusal:
        return _again(request, task_id, refusal)
    return done(request, _("Đã sửa đầu việc; người báo sai được thông báo."), "workplan.plan", period=task.period)


@signed_in("POST")
def keep(request: Signed, task_id: int) -> HttpResponse:
    task = as_seen(request, task_to_assess(request.viewer, task_id))
    try:
        acts.keep(by=request.viewer, task=task, note=request.POST.get("note", ""))
    except Refusal as refusal:
        return _again(request, task_id, refusal)
    return done(request, _("Đã giữ nguyên đầu việc; người báo sai được thông báo lý do."), "workplan.plan", period=task.period)


def _again(request: Signed, task_id: int, refusal: Refusal) -> HttpResponse:
    if refusal.status != BAD_INPUT:
        raise refusal
    return show(request, task_id, refusal)


def _typed(request: Signed, doer_id: int) -> acts.Amendment:
    """What the form says; a doer outside the viewer's people leaves the one there is."""
    asked = read_whole(request.POST.get("doer", ""))
    return acts.Amendment(
        units=read_decimal(request.POST.get("units", "")) or Decimal(0),
        deadline=_day(request, "deadline"), done_on=_day(request, "done_on"),
        rejections=read_whole(request.POST.get("rejections", "")), latenesses=read_whole(request.POST.get("latenesses", "")),
        doer_id=asked if among(request.viewer, [asked]) else doer_id,
    )  # fmt: skip


def _day(request: Signed, name: str) -> date | None:
    text = request.POST.get(name, "")
    return day_typed(text, request.viewer.day, name) if text.strip() else None
