"""Confirm many sheets at once: first a page that lists the names and what results, then the act."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheets_to_score
from thenchot.assessment.actions.confirm import confirm_together as settle
from thenchot.assessment.queries.comments_due import CommentsDue, comments_due
from thenchot.assessment.queries.grid import Grid, GridRow, grids_to_score
from thenchot.assessment.refusals import (
    COMMENTS_AWAITED,
    DEDUCTION_UNANSWERED,
    EXPLANATION_MISSING,
    OPEN_FIRST,
)
from thenchot.assessment.steps import SUBMITTED
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import done
from thenchot.web.assessment.grid import level_counts
from thenchot.web.dates import vndate
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_whole

EARLY = "early"
"""The tick that confirms before the deputies' time for comments is over."""
UNREADY = (OPEN_FIRST, EXPLANATION_MISSING, DEDUCTION_UNANSWERED)


@signed_in("POST")
def confirm_many(request: Signed) -> HttpResponse:
    """Persons with an exception are never in the list unless they were ticked by hand."""
    picked = _picked(request)
    if not request.POST.get("sure"):
        return _listed(request, picked)
    try:
        return _settle(request, picked)
    except Refusal as refusal:
        if refusal.field != EARLY and refusal.kind not in UNREADY:
            raise
        return _listed(request, picked, refusal)


def _listed(request: Signed, picked: dict[int, int], refusal: Refusal | None = None) -> HttpResponse:
    """The names, what results, and which deputies may still comment."""
    period = request.POST.get("period", "")
    meant = [(one, _asked(request, one, picked)) for one in grids_to_score(request.viewer, period or None)]
    held = [row for _one, rows in meant for row in rows if row.held]
    listed = [(one, [row for row in rows if not row.held]) for one, rows in meant]
    values = {
        "listed": [_outcome(one, rows) for one, rows in listed if rows], "held": held, "period": period,
        "early": _early(listed),
    }  # fmt: skip
    return page(request, "assessment/confirm_many.html", values, refusal)


def _early(listed: list[tuple[Grid, list[GridRow]]]) -> CommentsDue | None:
    """What confirming these rows now would cut short: the comments still awaited, until the latest of their days."""
    waiting = {row.sheet_id: row.awaited for _, rows in listed for row in rows if row.awaited}
    days = [one.comments.until for one, rows in listed if one.comments and any(row.awaited for row in rows)]
    return CommentsDue(max(days), waiting) if waiting else None


def _settle(request: Signed, picked: dict[int, int]) -> HttpResponse:
    sheets = sheets_to_score(request.viewer, list(picked))
    for sheet in sheets:
        sheet.version = picked[sheet.id]
    cycles = {sheet.cycle_id: sheet.cycle for sheet in sheets}
    for cycle in cycles.values():
        mine = [sheet for sheet in sheets if sheet.cycle_id == cycle.id]
        due = comments_due(cycle, mine, request.viewer.day)
        if due and not request.POST.get(EARLY):
            raise COMMENTS_AWAITED(field=EARLY, count=len(due.waiting), until=vndate(due.until))
    settle(by=request.viewer, sheets=sheets)
    sentence = _("Đã xác nhận %(n)s phiếu.") % {"n": len(sheets)}
    if not cycles:
        return done(request, sentence, "assessment.grids")
    return done(request, sentence, "assessment.grid", period=sheets[0].cycle.period)


def _picked(request: HttpRequest) -> dict[int, int]:
    """Sheets ticked or carried along, each with the version the page showed: "12:3"."""
    pairs = (text.partition(":") for text in request.POST.getlist("sheet"))
    return {number: read_whole(version, 0) for text, _colon, version in pairs if (number := read_whole(text))}


def _asked(request: HttpRequest, one: Grid, picked: dict[int, int]) -> list[GridRow]:
    """The rows a button means: a whole group, everything that agrees, or what was ticked."""
    cycle, _colon, group = request.POST.get("group", "").partition(":")
    if cycle != str(one.cycle.id):
        return [row for row in one.rows if row.sheet_id in picked and row.state == SUBMITTED] if not cycle else []
    code, _colon, duty = group.partition(":")
    if code == "matching":
        return list(one.matching)
    return [row for row in one.matching if row.group == code and (code != "ordinary" or row.duty_group == duty)]


def _outcome(one: Grid, rows: list[GridRow]) -> dict[str, object]:
    bands = {row.band: sum(1 for other in rows if other.band == row.band) for row in rows}
    return {"cycle": one.cycle, "rows": rows, "counts": level_counts(bands, [level.code for level in one.book.levels])}
