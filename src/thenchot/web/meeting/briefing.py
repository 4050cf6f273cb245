"""Họp giao ban tháng: the page of a unit's meeting, what is typed for it, and the weaknesses named on it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thenchot.followup.access import (
    briefing_to_prepare,
    briefing_to_read,
    followed_paths,
    may_conclude,
    may_prepare,
)
from thenchot.followup.actions.prepare_briefing import Prepared, Sitting, prepare_briefing
from thenchot.followup.actions.raise_remedy import Weakness, raise_remedy
from thenchot.followup.content import Content, LateWork
from thenchot.followup.queries.briefing import briefing_of, carried_into, content_of
from thenchot.followup.queries.offered import Offered, offered_at
from thenchot.followup.refusals import BRIEFING_CHANGED, PLACE_NOT_FOUND, PRESENT_UNREAD
from thenchot.lib.periods import Period
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.organisation.queries import UnitAt, unit_on, units_on
from thenchot.people.identity import Identity
from thenchot.web import units_offered
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_whole
from thenchot.web.workplan.plan import day_typed


@signed_in()
def briefings(request: Signed) -> HttpResponse:
    """To the running month of the viewer's own unit."""
    return _to(request, str(Period.month_of(request.viewer.day)))


@signed_in()
def briefings_of(request: Signed, period: str) -> HttpResponse:
    """To the unit chosen (?don-vi=), else the viewer's own."""
    return _to(request, period)


def _to(request: Signed, period: str) -> HttpResponse:
    viewer = request.viewer
    offer = units_offered.offer(request.GET, _units(viewer), None)
    first = offer.units[0].id if offer.search and offer.units else 0
    unit_id = read_whole(request.GET.get("don-vi", "")) or first or viewer.unit_id
    if not unit_id:
        raise PLACE_NOT_FOUND()
    return HttpResponseRedirect(reverse("followup.briefing", args=[period, unit_id]))


@signed_in()
def briefing(request: Signed, period: str, unit_id: int) -> HttpResponse:
    return show(request, Sitting(briefing_to_read(request.viewer, unit_id), of_month(period)))


def of_month(period: str) -> str:
    """The period in an address of a meeting: a month, or no page."""
    if Period.parse(period).kind != "month":
        raise Http404
    return period


def show(request: Signed, sitting: Sitting, refusal: Refusal | None = None) -> HttpResponse:
    viewer, unit, period = request.viewer, sitting.unit, sitting.period
    kept = briefing_of(unit.id, period)
    content = content_of(unit, period, kept)
    prepares = may_prepare(viewer, unit) and (kept is None or kept.state == "prepared")
    month = Period.parse(period)
    values: dict[str, Any] = {
        "unit": unit, "period": period, "kept": kept, "content": content, "prepares": prepares,
        "concludes": may_conclude(viewer, unit), "offered": offered_at(unit, viewer.day, kept) if prepares else Offered(),
        "offer": units_offered.offer(request.GET, _units(viewer), unit), "today": viewer.day, "about": _about(request, content),
        "before": str(month.previous()), "after": str(month.following()), "carried_in": carried_into(unit, period),
        "changed": refusal is not None and refusal.code == BRIEFING_CHANGED.code, "section": "followup.briefings",
    }  # fmt: skip
    return page(request, "meeting/briefing.html", values, refusal)


def _units(viewer: Identity) -> list[UnitAt]:
    """The units whose meetings one may choose: one's own, and those one follows."""
    found = {unit.id: unit for path in followed_paths(viewer) for unit in units_on(viewer.day, path).values()}
    own = unit_on(viewer.unit_id, viewer.day) if viewer.unit_id and viewer.unit_id not in found else None
    return sorted([*found.values(), *([own] if own else [])], key=lambda unit: unit.path)


def _about(request: Signed, content: Content) -> LateWork | None:
    """The late work that a weakness is to be named of (?viec=)."""
    number = read_whole(request.GET.get("viec", "") or request.POST.get("task", ""))
    return next((row for row in content.late if row.task_id == number), None)


@signed_in("POST")
def prepare(request: Signed, period: str, unit_id: int) -> HttpResponse:
    """Keep what is typed; where somebody saved meanwhile, both versions stand on the page."""
    sitting = Sitting(briefing_to_prepare(request.viewer, unit_id), of_month(period))
    kept = briefing_of(unit_id, period)
    if kept is not None:
        as_seen(request, kept)
    try:
        prepare_briefing(by=request.viewer, sitting=sitting, given=_typed(request), briefing=kept)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT and refusal.code != BRIEFING_CHANGED.code:
            raise
        return show(request, sitting, refusal)
    return done(request, _("Đã lưu phần chuẩn bị họp."), "followup.briefing", anchor="chuan-bi", period=period, unit_id=unit_id)


def _typed(request: Signed) -> Prepared:
    given, day = request.POST, request.viewer.day
    held_on = day_typed(given["held_on"], day, "held_on") if given.get("held_on", "").strip() else None
    return Prepared(
        held_on=held_on, place=given.get("place", ""), chair_id=read_whole(given.get("chair", "")) or None,
        secretary_id=read_whole(given.get("secretary", "")) or None, present=_present(given.get("present", "").strip()),
        absent=given.get("absent", ""), attention=given.get("attention", ""), conclusion=given.get("conclusion", ""),
    )  # fmt: skip


def _present(typed: str) -> int:
    """How many were there; what is no number is said, never taken for nobody."""
    number = read_whole(typed, -1)
    if typed and number < 0:
        raise PRESENT_UNREAD(field="present")
    return max(number, 0)


@signed_in("POST")
def raise_one(request: Signed, period: str, unit_id: int) -> HttpResponse:
    """Name a weakness with its action, owner and day."""
    sitting = Sitting(briefing_to_prepare(request.viewer, unit_id), of_month(period))
    given = request.POST
    try:
        due = day_typed(given["due"], request.viewer.day, "due") if given.get("due", "").strip() else None
        weakness = Weakness(
            given.get("weakness", ""), given.get("action", ""), read_whole(given.get("owner", "")), due,
            read_whole(given.get("task", "")) or None, given.get("ground", ""),
        )  # fmt: skip
        raise_remedy(by=request.viewer, sitting=sitting, given=weakness)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, sitting, refusal)
    said = _("Đã nêu việc khắc phục; người chịu trách nhiệm nhận được thông báo.")
    return done(request, said, "followup.briefing", anchor="han-che", period=period, unit_id=unit_id)
