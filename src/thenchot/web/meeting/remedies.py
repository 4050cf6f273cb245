"""Khắc phục: what one answers for and what one follows; one remedy with its way from the weakness to its end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.followup.access import may_close, own_remedy, remedy_to_close, remedy_to_read
from thenchot.followup.actions.close_remedy import close_remedy, return_remedy
from thenchot.followup.actions.report_remedy import report_remedy
from thenchot.followup.queries.remedies import owed_by, remedies_for, steps_of
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.organisation.queries import names_of_units
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged
from thenchot.web.workplan.plan import day_typed


@signed_in()
def remedies(request: Signed) -> HttpResponse:
    viewer = request.viewer
    values: dict[str, Any] = {
        "own": owed_by(viewer.person_id), **paged(request, remedies_for(viewer), CARDS), "today": viewer.day,
        "section": "followup.remedies",
    }  # fmt: skip
    return page(request, "meeting/remedies.html", values)


@signed_in()
def remedy(request: Signed, remedy_id: int) -> HttpResponse:
    return show(request, remedy_id)


def show(request: Signed, remedy_id: int, refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    found = remedy_to_read(viewer, remedy_id)
    values: dict[str, Any] = {
        "remedy": found, "mine": found.owner_id == viewer.person_id, "closes": may_close(viewer, found),
        "steps": steps_of(found), "unit": names_of_units([found.unit_id], viewer.day).get(found.unit_id, ""),
        "today": viewer.day, "section": "followup.remedies",
    }  # fmt: skip
    return page(request, "meeting/remedy.html", values, refusal)


@signed_in("POST")
def report(request: Signed, remedy_id: int) -> HttpResponse:
    found = as_seen(request, own_remedy(request.viewer, remedy_id))
    return _do(
        request, remedy_id, _("Đã báo cáo kết quả khắc phục; người nêu việc này nhận được thông báo."),
        lambda: report_remedy(by=request.viewer, remedy=found, result=request.POST.get("result", "")),
    )  # fmt: skip


@signed_in("POST")
def close(request: Signed, remedy_id: int) -> HttpResponse:
    found = as_seen(request, remedy_to_close(request.viewer, remedy_id))
    return _do(
        request, remedy_id, _("Đã kết thúc việc khắc phục."),
        lambda: close_remedy(by=request.viewer, remedy=found, result=request.POST.get("result", "")),
    )  # fmt: skip


@signed_in("POST")
def give_back(request: Signed, remedy_id: int) -> HttpResponse:
    """What was reported is not enough: on with it until a new day."""
    found = as_seen(request, remedy_to_close(request.viewer, remedy_id))
    given = request.POST
    return _do(
        request, remedy_id, _("Đã giao làm tiếp với hạn mới."),
        lambda: return_remedy(
            by=request.viewer, remedy=found, reason=given.get("reason", ""),
            due=day_typed(given.get("due", ""), found.due, "due"),
        ),
    )  # fmt: skip


def _do(request: Signed, remedy_id: int, said: str, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, remedy_id, refusal)
    return done(request, said, "followup.remedy", remedy_id=remedy_id)
