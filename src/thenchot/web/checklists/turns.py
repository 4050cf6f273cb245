"""Đăng ký và đạt: registered against achieved by year and unit, with counts from before, taken in and withdrawn here."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import KEEPER, READERS, visible_checklists
from thenchot.checklists.placed import placed
from thenchot.checklists.queries.turns import Turn, past_turns, turn_report
from thenchot.checklists.refusals import NOT_READER
from thenchot.checklists.shelf import all_editions
from thenchot.lib.refusals import Refusal, refuse_if
from thenchot.rules.checklist import Edition
from thenchot.web.checklists.words import named
from thenchot.web.cycles.missing import BYTE_ORDER_MARK, safe_cell
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


def framework(request: Signed, code: str) -> Edition:
    """The newest edition of a framework with registration that the viewer may read; 404 for any other code."""
    viewer = request.viewer
    refuse_if(not any(viewer.has(role) for role in READERS), NOT_READER)
    rows = visible_checklists(viewer).filter(code=code, state="in_force").order_by("-valid_from")
    held = [placed(row, viewer.day).edition for row in rows] or [
        one for one in all_editions().values() if one.code == code
    ]
    found = next((one for one in held if one.registration), None)
    if found is None:
        raise Http404
    return found


@signed_in()
def turns(request: Signed, code: str) -> HttpResponse:
    return show(request, code)


def show(request: Signed, code: str, refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    edition = framework(request, code)
    report = turn_report(viewer, code)
    most = max([turn.registered for turn in report.years.values()], default=0)
    values: dict[str, Any] = {
        "edition": edition, "code": code, "report": report, "named": named, "most": most, "past": past_turns(viewer, code),
        "keeps": viewer.has(KEEPER), "section": "checklists.own",
        "width": lambda count: f"{count * 400 / most:.1f}" if most else "0",
    }  # fmt: skip
    return page(request, "checklists/turns.html", values, refusal)


@signed_in()
def as_file(request: Signed, code: str) -> HttpResponse:
    framework(request, code)
    report = turn_report(request.viewer, code)
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(
        [
            _("Năm, đơn vị"),
            _("Đăng ký"),
            _("Đạt"),
            _("Chưa đạt"),
            _("Chưa có kết quả"),
            _("Nguồn không nêu"),
            _("Nguồn"),
        ]
    )
    rows = [*report.years.items(), *report.units, (_("Tổng cộng"), report.total)]
    for name, turn in rows:
        lines.writerow(
            [safe_cell(str(cell)) for cell in (name, *_counts(turn), "; ".join(sorted(turn.sources)))]
        )
    answer = HttpResponse(BYTE_ORDER_MARK + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="dang-ky-dat-{code}.csv"'
    return answer


def _counts(turn: Turn) -> tuple[int, ...]:
    return turn.registered, turn.achieved, turn.missed, turn.open, turn.unknown
