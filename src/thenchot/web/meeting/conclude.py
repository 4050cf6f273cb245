"""Kết luận họp giao ban: what the minutes still lack, which unfinished rows go on next month, then the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.followup.access import briefing_to_conclude
from thenchot.followup.actions.conclude_briefing import conclude_briefing
from thenchot.followup.actions.prepare_briefing import Sitting
from thenchot.followup.content import Content, LateWork
from thenchot.followup.queries.briefing import briefing_of, content_of, unfinished
from thenchot.followup.refusals import BRIEFING_CHANGED
from thenchot.lib.periods import Period
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.organisation.queries import calendar_days
from thenchot.rules.working_days import is_working_day
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.meeting.briefing import of_month
from thenchot.web.page import page
from thenchot.web.reading import read_whole
from thenchot.web.workplan.plan import day_typed
from thenchot.workplan.actions.carry_over import Carried
from thenchot.workplan.queries import TaskRow
from thenchot.workplan.queries import task as find


@signed_in("GET", "POST")
def conclude(request: Signed, period: str, unit_id: int) -> HttpResponse:
    sitting = Sitting(briefing_to_conclude(request.viewer, unit_id), of_month(period))
    kept = briefing_of(unit_id, period)
    if request.method == "GET" or kept is None:
        return show(request, sitting)
    as_seen(request, kept)
    rows = unfinished(sitting.unit, period)
    try:
        made = conclude_briefing(by=request.viewer, sitting=sitting, briefing=kept, carried=_chosen(request, rows))
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return show(request, sitting, refusal)
    said = _("Đã kết luận họp và lập biên bản; %(n)s việc chuyển sang tháng sau.") % {"n": len(made)}
    return done(request, said, "followup.briefing", period=period, unit_id=unit_id)


def show(request: Signed, sitting: Sitting, refusal: Refusal | None = None) -> HttpResponse:
    """The page; before anything is ticked, each of the unit's own unfinished rows goes on, since somebody must say that it does
    not. Rows of the units below wait for their own meetings, and go on here only when they are ticked.
    """
    kept = briefing_of(sitting.unit.id, sitting.period)
    rows = unfinished(sitting.unit, sitting.period)
    own = [row for row in rows if row.unit_id == sitting.unit.id]
    ticked = {read_whole(number) for number in request.POST.getlist("chuyen")} if refusal else {row.id for row in own}
    content = content_of(sitting.unit, sitting.period, kept)
    after = Period.parse(sitting.period).following()
    values: dict[str, Any] = {
        "unit": sitting.unit, "period": sitting.period, "kept": kept, "content": content, "own": own,
        "others": [row for row in rows if row not in own], "ticked": ticked,
        "after": str(after), "day": last_working_day(after), "today": request.viewer.day,
        "silent": unexplained(content),
        "changed": refusal is not None and refusal.code == BRIEFING_CHANGED.code, "section": "followup.briefings",
    }  # fmt: skip
    return page(request, "meeting/conclude.html", values, refusal)


def unexplained(content: Content) -> list[LateWork]:
    """Late work of which nobody has said anything, and whose cause was not accepted either."""
    return [row for row in content.late if not row.explanation and not row.excused]


def last_working_day(period: Period) -> date:
    """The day that is offered as the new deadline; any other may be typed."""
    off, worked = calendar_days(period.first, period.last)
    day = period.last
    while day > period.first and not is_working_day(day, off, worked):
        day -= timedelta(days=1)
    return day


def _chosen(request: Signed, rows: Sequence[TaskRow]) -> list[Carried]:
    """The ticked rows among those that can be carried, each with the day typed for it."""
    known, chosen = {row.id for row in rows}, []
    for number in dict.fromkeys(read_whole(one) for one in request.POST.getlist("chuyen")):
        found = find(number) if number in known else None
        if found is not None:
            name = f"han-{number}"
            chosen.append(Carried(found, day_typed(request.POST.get(name, ""), request.viewer.day, name)))
    return chosen
