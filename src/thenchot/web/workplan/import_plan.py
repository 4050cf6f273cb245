"""Xem trước các dòng nhập: each row beside the table, mended, chosen or skipped, then saved once."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reading import read_whole
from thenchot.workplan.actions.import_plan import give_up, mend
from thenchot.workplan.actions.import_plan import import_plan as save
from thenchot.workplan.imports import Comparison, comparison, import_to_save, notes_of, rows_of
from thenchot.workplan.incoming import COLUMNS, Incoming, as_typed, tidy
from thenchot.workplan.refusals import IMPORT_CHANGED

CHOICES = ("file", "stored")
ORDER = ("wrong", "conflict", "change", "new", "same", "skipped")
"""What needs a person stands first."""
OFFERED = 400
"""So many names a field suggests; any other is typed."""


@signed_in("GET", "POST")
def import_plan(request: Signed, import_id: int) -> HttpResponse:
    found = import_to_save(request.viewer, import_id)
    if request.method == "GET":
        return _show(request, found)
    if request.POST.get("act") == "drop":
        give_up(by=request.viewer, table=found.table)
        return _back(request, _("Đã bỏ lần nhập; biểu ngang giữ nguyên."), found)
    mend(by=request.viewer, waiting=as_seen(request, found), rows=_mended(request, found))
    if request.POST.get("act") != "save":
        return _show(request, found)
    return _save(request, found)


def _save(request: Signed, found: Any) -> HttpResponse:
    seen, note = request.POST.get("seen", ""), request.POST.get("note", "")
    try:
        saved = save(by=request.viewer, waiting=found, seen=seen, note=note)
    except Refusal as refusal:
        if refusal.status != BAD_INPUT and refusal.kind is not IMPORT_CHANGED:
            raise
        return _show(request, found, refusal)
    counts = {"new": saved.counts["new"], "changed": saved.counts["change"]}
    return _back(
        request, _("Đã lưu vào biểu ngang: thêm %(new)s dòng, sửa %(changed)s dòng.") % counts, found
    )


def _back(request: Signed, said: str, found: Any) -> HttpResponse:
    table = found.table
    return done(request, said, "workplan.table", period=table.period, unit_id=table.unit_id)


def _mended(request: Signed, found: Any) -> list[Incoming]:
    """The rows with what was typed, chosen and skipped on the page; a row beyond the page stays as it is."""
    rows = rows_of(found)
    shown = read_whole(request.POST.get("shown", ""))
    return [_one(request, at, row) if at < shown else row for at, row in enumerate(rows)]


def _one(request: Signed, at: int, row: Incoming) -> Incoming:
    given = request.POST
    typed = {column: tidy(given[f"{column}-{at}"]) for column in COLUMNS if f"{column}-{at}" in given}
    # A field that was only looked at leaves its cell to the letter: an edited one may clash with the table.
    cells = {
        column: text
        for column, text in typed.items()
        if text != as_typed(column, row.cells[column]) or column in row.bad
    }
    choice = given.get(f"choice-{at}", row.choice)
    return row.mended(cells, skip=given.get(f"skip-{at}") == "1", choice=choice if choice in CHOICES else "")


def _opened(request: Signed, beside: Comparison) -> set[int]:
    """Rows whose five cells are fields: asked for with a button, and those that were already."""
    asked = read_whole(request.POST.get("open", ""), -1)
    return {one.at for one in beside.rows if one.at == asked or f"content-{one.at}" in request.POST}


def _show(request: Signed, found: Any, refusal: Refusal | None = None) -> HttpResponse:
    beside = comparison(request.viewer, found)
    opened = _opened(request, beside)
    values = {
        "waiting": found, "beside": beside, "unit": beside.unit, "period": beside.table.period,
        "rows": sorted(beside.rows, key=lambda one: (ORDER.index(one.kind), one.at)), "notes": notes_of(found),
        "note": request.POST.get("note", ""), "opened": opened,
        "quiet": [one for one in beside.rows if one.kind == "same" and not one.row.choice and one.at not in opened],
        "as_typed": as_typed, **_offered(beside), "section": "workplan.plans",
    }  # fmt: skip
    return page(request, "workplan/import.html", values, refusal)


def _offered(beside: Comparison) -> dict[str, list[tuple[str, str]]]:
    """Names to choose from as they are typed, with what tells two alike apart."""
    names = beside.names
    people = [(names.label(one.number, one.name), one.title) for one in names.people]
    units = [(one.name, "") for one in names.units]
    leaders = [(names.label(one.number, one.name), one.title) for one in names.leaders]
    return {"leaders": leaders[:OFFERED], "doers": [*units, *people][:OFFERED]}
