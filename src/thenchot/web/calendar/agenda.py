"""Lịch công tác: the week and the month of a person, by deadline and by the day they mean to do the work."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thenchot.followup.access import follows, person_to_follow
from thenchot.followup.actions.plan_day import plan_day
from thenchot.followup.queries.agenda import Agenda, month_agenda, week_agenda
from thenchot.lib.periods import Period
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.lib.weeks import week_of
from thenchot.people.queries import PersonRow
from thenchot.web.answers import done
from thenchot.web.doors import Signed, here_or, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_day, read_whole
from thenchot.web.workplan.plan import day_typed
from thenchot.workplan.access import own_task

WEEK = timedelta(days=7)
FIRST, LAST = date(2000, 1, 3), date(2100, 12, 25)
"""A calendar opens on no week outside these: nobody plans work there, and the days beyond have no neighbours."""


@signed_in()
def week(request: Signed) -> HttpResponse:
    return show_week(request)


def show_week(request: Signed, refusal: Refusal | None = None) -> HttpResponse:
    """The week with the day asked for (?ngay=), of the viewer or of somebody whose work they follow (?nguoi=)."""
    viewer, person = request.viewer, _person(request)
    asked, _wrong = read_day(request.GET.get("ngay", ""), viewer.day)
    days = week_of(min(max(asked, FIRST), LAST))
    found = week_agenda(person.id if person else viewer.person_id, days[0], viewer.day)
    values: dict[str, Any] = {
        "agenda": found, "first": days[0], "last": days[-1], "before": days[0] - WEEK, "after": days[0] + WEEK,
        "month": f"{days[3]:%Y-%m}", **_around(request, person),
    }  # fmt: skip
    return page(request, "calendar/week.html", values, refusal)


@signed_in()
def month(request: Signed, period: str) -> HttpResponse:
    viewer, person = request.viewer, _person(request)
    span = Period.parse(period)
    if span.kind != "month" or not FIRST <= span.first <= LAST:
        raise Http404
    found = month_agenda(person.id if person else viewer.person_id, span, viewer.day)
    values: dict[str, Any] = {
        "agenda": found, "busy": busy_weeks(found, span), "period": period, "span": span,
        "before": str(span.previous()), "after": str(span.following()),
        **_around(request, person),
    }  # fmt: skip
    return page(request, "calendar/month.html", values)


def busy_weeks(found: Agenda, month: Period) -> set[date]:
    """The Mondays of the weeks with work on a day of the month: a phone shows those alone."""
    within = [(week[0].day, day) for week in found.weeks for day in week if month.first <= day.day <= month.last]
    return {monday for monday, day in within if day.due or day.meant}


@signed_in("POST")
def plan(request: Signed, task_id: int) -> HttpResponse:
    """Keep the day on which one means to do a task; a blank day takes it back."""
    task = own_task(request.viewer, task_id)
    try:
        typed = request.POST.get("day", "")
        plan_day(task=task, day=day_typed(typed, request.viewer.day, "day") if typed.strip() else None)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        refusal.field = f"ngay-{task_id}"
        return show_week(request, refusal)
    answer = done(request, _("Đã lưu ngày dự kiến."), "followup.week")
    return HttpResponseRedirect(here_or(request, answer.headers["Location"]) + f"#viec-{task_id}")


def _person(request: Signed) -> PersonRow | None:
    """Somebody else, where the address names one; None for the viewer."""
    number = read_whole(request.GET.get("nguoi", ""))
    return None if number in (0, request.viewer.person_id) else person_to_follow(request.viewer, number)


def _around(request: Signed, person: PersonRow | None) -> dict[str, Any]:
    whose = f"nguoi={person.id}" if person else ""
    here = request.get_full_path() if request.method == "GET" else reverse("followup.week")
    return {
        "person": person, "whose": whose, "mine": person is None, "today": request.viewer.day,
        "linked": person is None or request.viewer.rank == "head",
        "follows": follows(request.viewer), "here": here,
        "section": "followup.week" if person is None else "followup.follow",
    }  # fmt: skip
