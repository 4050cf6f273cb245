"""Kết quả bảng kiểm: what was handed in for a period, as a page and as a file."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import checklist_to_read, require_reader
from thenchot.checklists.periods import latest, parsed, period_on
from thenchot.checklists.placed import Placed
from thenchot.checklists.queries.results import Results, newest_period, results
from thenchot.lib.periods import Period
from thenchot.web.checklists.words import STATES, TONES, item_words, named, outcome_words, share_words
from thenchot.web.cycles.missing import BYTE_ORDER_MARK, safe_cell
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged


def _asked(request: Signed, checklist_id: int) -> tuple[Placed, Period, Results]:
    found = checklist_to_read(request.viewer, checklist_id)
    require_reader(request.viewer, found)
    asked = parsed(request.GET.get("ky", "")) or parsed(newest_period(request.viewer, found))
    period = asked or period_on(found.edition.period, request.viewer.day)
    return found, period, results(request.viewer, found, period)


@signed_in()
def shown(request: Signed, checklist_id: int) -> HttpResponse:
    found, period, handed_in = _asked(request, checklist_id)
    values: dict[str, Any] = {
        "found": found, "edition": found.edition, "period": period, "results": handed_in, "named": named,
        "item_words": item_words, "said": lambda outcome: outcome_words(found.edition, outcome), "states": STATES, "tones": TONES,
        "mean": share_words(handed_in.mean), "periods": [str(one) for one in latest(found.edition.period, request.viewer.day, 8)],
        "section": "checklists.own", **paged(request, handed_in.rows, CARDS),
    }  # fmt: skip
    return page(request, "checklists/results.html", values)


@signed_in()
def as_file(request: Signed, checklist_id: int) -> HttpResponse:
    found, period, handed_in = _asked(request, checklist_id)
    text = StringIO()
    lines = csv.writer(text)
    heads = [
        _("Họ và tên hoặc đơn vị"),
        _("Nơi công tác"),
        _("Trạng thái"),
        _("Kết quả"),
        _("Đạt"),
        _("Nhận xét"),
    ]
    lines.writerow(heads)
    for row in handed_in.rows:
        met = (
            {True: _("Đạt"), False: _("Chưa đạt")}.get(row.reply.achieved, "")
            if row.reply.achieved is not None
            else ""
        )
        said = (
            outcome_words(found.edition, row.outcome)
            if row.outcome.answered or row.reply.state != "registered"
            else ""
        )
        cells = [row.name, row.place, str(STATES[row.reply.state]), said, met, row.reply.opinion]
        lines.writerow([safe_cell(cell) for cell in cells])
    answer = HttpResponse(BYTE_ORDER_MARK + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="bang-kiem-{found.row.code}-{period}.csv"'
    return answer
