"""A head adds a row to the month's plan."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal, refuse_if
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.reading import read_decimal, read_whole
from thenchot.web.workplan.doers import among
from thenchot.web.workplan.plan import day_typed, leads, show
from thenchot.workplan.actions.assign import PlanRow
from thenchot.workplan.actions.assign import assign_once as add
from thenchot.workplan.refusals import NO_UNITS, NOT_ASSIGNER, TASK_NOT_FOUND


@signed_in("POST")
def assign(request: Signed, period: str) -> HttpResponse:
    if not leads(request.viewer):
        raise NOT_ASSIGNER()
    try:
        add(by=request.viewer.actor, row=_row(request, period))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, period, refusal)
    return done(request, _("Đã thêm đầu việc."), "workplan.plan", period=period)


def _row(request: Signed, period: str) -> PlanRow:
    viewer, asked = request.viewer, read_whole(request.POST.get("doer", ""))
    doer = next((person.id for person in among(viewer, [asked])), None)
    refuse_if(asked > 0 and doer is None, TASK_NOT_FOUND)
    units = read_decimal(request.POST.get("units", ""))
    if not units:
        raise NO_UNITS(field="units")
    deadline = day_typed(request.POST.get("deadline", ""), viewer.day, "deadline")
    return PlanRow(
        unit_id=viewer.unit_id or 0,
        period=period,
        content=request.POST.get("content", "").strip()[:500],
        units=units,
        doer_id=doer,
        leader_id=viewer.person_id,
        deadline=deadline if request.POST.get("deadline", "").strip() else None,
        origin="unplanned" if request.POST.get("origin") == "unplanned" else "planned",
    )
