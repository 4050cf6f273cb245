"""Sửa điểm, trả lại in the row of the grid: one criterion, its confirmed mark, the reason; the work and facts it rests on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from thenchot.assessment.access import sheet_to_read, sheet_to_score
from thenchot.assessment.actions.mark_seen import mark_seen
from thenchot.assessment.queries.grounds import grounds_of
from thenchot.assessment.queries.panel import panel_of
from thenchot.assessment.queries.sheets import view_of
from thenchot.attachments.queries import files_of
from thenchot.audit.actions.record_opening import record_opening
from thenchot.lib.refusals import Refusal
from thenchot.web import dates
from thenchot.web.attachments.showing import size_words
from thenchot.web.doors import Signed
from thenchot.web.evidence.words import figures_words, kind_name, ruling_words, source_name
from thenchot.web.reading import read_whole

CORRECT, GIVE_BACK = "sua", "tra"
"""Parameters of the grid's address: whose row is corrected, or given back, in place."""


def from_row(request: HttpRequest) -> bool:
    """Whether the small form of a row sent this, not the sheet's own page."""
    return "in_row" in request.POST


def correction_sent(request: HttpRequest) -> dict[str, str]:
    """The one mark that the small form changes; nothing where none was typed."""
    criterion, mark = (request.POST.get(name, "").strip() for name in ("criterion", "mark"))
    return {criterion: mark} if criterion and mark else {}


def asked(request: HttpRequest) -> tuple[int, str]:
    """Whose small form the address opens, and which of the two; (0, "") for none."""
    for way in (CORRECT, GIVE_BACK):
        if number := read_whole(request.GET.get(way, "")):
            return number, way
    return 0, ""


def opened(request: Signed, sheet_id: int, way: str) -> dict[str, Any]:
    """The small form; opening it is opening the sheet, since it shows the marks and what they rest on."""
    found = sheet_to_score(request.viewer, sheet_id)
    record_opening(request.viewer.actor, found.person_id, f"Phiếu {dates.period(found.cycle.period)}")
    mark_seen(sheet=found)
    return small_form(request, sheet_id, way)


def small_form(request: Signed, sheet_id: int, way: str = CORRECT, refusal: Refusal | None = None) -> dict[str, Any]:
    """The form as it stands; after a refusal with what was typed and the sentence at its field."""
    sheet = sheet_to_read(request.viewer, sheet_id)
    view = view_of(sheet)
    given = {name: request.POST.get(name, "") for name in ("criterion", "mark", "reason")}
    panel = panel_of(sheet, request.viewer, view.tasks)
    return {
        "edited": view,
        "panel": panel,
        "files": files_of("fact", [fact.id for fact in panel.facts]) if panel else {},
        "source_name": source_name,
        "figures_words": figures_words,
        "size_words": size_words,
        "given": given,
        "giving_back": way == GIVE_BACK,
        "told": [task for task in view.tasks if task.counted and (task.costs_points or task.reported)],
        "edit_refused": refusal,
        "edit_errors": {place(refusal): refusal.sentence} if refusal else {},
        "grounds": grounds_of(sheet, request.viewer),
        "kind_name": kind_name,
        "ruling_words": ruling_words,
    }


def place(refusal: Refusal) -> str:
    """The field of the small form that a refusal is about: a mark, or the reason for it."""
    return "mark" if refusal.code.startswith(("sheet.mark_", "sheet.unknown_")) else "reason"
