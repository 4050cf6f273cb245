"""Biểu ngang của đơn vị: drafted from a resolution or conclusion, approved, locked; every change on the same page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.files.forms.pdf import pdf_ready
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.organisation.queries import UnitAt
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged_at
from thenchot.web.workplan.plan import day_typed, matching
from thenchot.web.workplan.row_form import BLANK, row_typed
from thenchot.workplan.access import (
    may_approve,
    may_draft,
    row_to_revise,
    table_to_approve,
    table_to_draft,
    table_to_read,
)
from thenchot.workplan.actions.approve_plan import approve_plan, lock_plan
from thenchot.workplan.actions.copy_recurring import copy_recurring
from thenchot.workplan.actions.draft_plan import Source, draft_plan, name_source
from thenchot.workplan.actions.draft_row import draft_row, drop_row
from thenchot.workplan.refusals import TABLE_MISSING
from thenchot.workplan.tables import (
    PlanLine,
    clarity_of,
    lines_of,
    log_of,
    offered_in,
    plan_table,
    read_log,
    recurring_before,
)

LINES = 50
"""So many changes of the log are on a page."""


@signed_in()
def table(request: Signed, period: str, unit_id: int) -> HttpResponse:
    return show(request, period, table_to_read(request.viewer, unit_id))


def show(request: Signed, period: str, unit: UnitAt, refusal: Refusal | None = None) -> HttpResponse:
    viewer, found = request.viewer, plan_table(unit.id, period)
    lines = lines_of(unit.id, period)
    drafting = may_draft(viewer, unit) and (found is None or found.state == "draft")
    values: dict[str, Any] = {
        "period": period, "unit": unit, "table": found, **_lines(request, lines),
        "unclear": [line for line in lines if line.lacks],
        "drafted": sum(1 for line in lines if line.status == "drafted"), "clarity": clarity_of(period),
        "english": get_language() == "en", "drafting": drafting, "approving": may_approve(viewer, unit),
        "bringing": found is not None and (drafting or may_approve(viewer, unit)), "pdf": pdf_ready(),
        **_to_draft(request, unit, found if drafting else None), **_log(request, found), "section": "workplan.plans",
    }  # fmt: skip
    return page(request, "workplan/table.html", values, refusal)


def _lines(request: Signed, lines: list[PlanLine]) -> dict[str, Any]:
    """The rows looked for, a page at a time: the files to take away hold them all."""
    search = request.GET.get("tim", "").strip()
    kept = matching(lines, search)
    first, around = paged_at(request, len(kept), CARDS)
    return {
        "lines": kept[first : first + CARDS], "rows_around": around["pager"], "search": search, "rows": len(lines),
        "searching": len(lines) > CARDS,
    }  # fmt: skip


def _to_draft(request: Signed, unit: UnitAt, found: Any) -> dict[str, Any]:
    """What the forms of a draft offer; nothing where there is none to write on."""
    if found is None:
        return {"recurring": 0, "blank": BLANK, "offered": None}
    return {
        "recurring": len(recurring_before(found)),
        "blank": BLANK,
        "offered": offered_in(unit, request.viewer.day),
    }


def _log(request: Signed, found: Any) -> dict[str, Any]:
    """The changes of one page of the log, the newest first."""
    if found is None:
        return {"log": []}
    entries = log_of(found)
    first, around = paged_at(request, entries.count(), LINES, "nhat-ky")
    return {"log": read_log(list(entries[first : first + LINES]), request.viewer.day), **around}


@signed_in("POST")
def draft(request: Signed, period: str, unit_id: int) -> HttpResponse:
    """Begin the table, or say anew what a draft comes from."""
    unit = table_to_draft(request.viewer, unit_id)
    found = plan_table(unit.id, period)
    try:
        if found is None:
            draft_plan(by=request.viewer, unit_id=unit.id, period=period, source=_source(request))
        else:
            name_source(by=request.viewer, table=as_seen(request, found), source=_source(request))
    except Refusal as refusal:
        return _again(request, period, unit, refusal)
    return _back(request, _("Đã lưu biểu ngang dự thảo."), period, unit)


@signed_in("POST")
def add(request: Signed, period: str, unit_id: int) -> HttpResponse:
    unit = table_to_draft(request.viewer, unit_id)
    found = plan_table(unit.id, period)
    if found is None:
        raise TABLE_MISSING()
    try:
        draft_row(by=request.viewer, table=found, row=row_typed(request, unit, period))
    except Refusal as refusal:
        return _again(request, period, unit, refusal)
    return _back(request, _("Đã thêm dòng vào dự thảo."), period, unit, "them-dong")


@signed_in("POST")
def copy(request: Signed, period: str, unit_id: int) -> HttpResponse:
    """Bring last month's recurring rows into the draft."""
    unit = table_to_draft(request.viewer, unit_id)
    found = plan_table(unit.id, period)
    if found is None:
        raise TABLE_MISSING()
    try:
        count = copy_recurring(by=request.viewer, table=found)
    except Refusal as refusal:
        return _again(request, period, unit, refusal)
    return _back(request, _("Đã chép %(n)s việc thường xuyên của kỳ trước.") % {"n": count}, period, unit)


@signed_in("POST")
def approve(request: Signed, period: str, unit_id: int) -> HttpResponse:
    unit, found = table_to_approve(request.viewer, unit_id), plan_table(unit_id, period)
    if found is None:
        raise TABLE_MISSING()
    try:
        count = approve_plan(by=request.viewer, table=as_seen(request, found))
    except Refusal as refusal:
        return _again(request, period, unit, refusal)
    return _back(
        request,
        _("Đã duyệt biểu ngang; %(n)s dòng dự thảo trở thành việc được giao.") % {"n": count},
        period,
        unit,
    )


@signed_in("POST")
def lock(request: Signed, period: str, unit_id: int) -> HttpResponse:
    unit, found = table_to_approve(request.viewer, unit_id), plan_table(unit_id, period)
    if found is None:
        raise TABLE_MISSING()
    lock_plan(by=request.viewer, table=as_seen(request, found))
    return _back(request, _("Đã khoá biểu ngang; việc thêm từ nay được đánh dấu đột xuất."), period, unit)


@signed_in("POST")
def drop(request: Signed, task_id: int) -> HttpResponse:
    task = as_seen(request, row_to_revise(request.viewer, task_id))
    drop_row(by=request.viewer, task=task)
    return done(
        request,
        _("Đã bỏ dòng khỏi dự thảo; nhật ký vẫn giữ."),
        "workplan.table",
        period=task.period,
        unit_id=task.unit_id,
    )


def _source(request: Signed) -> Source:
    given = request.POST
    day = (
        day_typed(given.get("source_day", ""), request.viewer.day, "source_day")
        if given.get("source_day", "").strip()
        else None
    )
    return Source(given.get("source_number", ""), day, given.get("source_title", ""))


def _again(request: Signed, period: str, unit: UnitAt, refusal: Refusal) -> HttpResponse:
    if refusal.status != BAD_INPUT:
        raise refusal
    return show(request, period, unit, refusal)


def _back(request: Signed, said: str, period: str, unit: UnitAt, anchor: str = "") -> HttpResponse:
    return done(request, said, "workplan.table", anchor=anchor, period=period, unit_id=unit.id)
