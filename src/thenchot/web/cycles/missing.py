"""Everybody without a finished result: why, and who owes the next step; as a page and as a file."""

from __future__ import annotations

import csv
from functools import partial
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import cycle_to_verify
from thenchot.assessment.aggregate import is_year
from thenchot.assessment.queries.progress import Missing, cycle_rows, missing, missing_by_reason
from thenchot.lib.vietnamese import fold
from thenchot.web.cycles.showing import missing_words, reason_words
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import paged

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads the file in the machine's own code page and spoils the tone marks."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@signed_in()
def missing_list(request: Signed, cycle_id: int) -> HttpResponse:
    found = cycle_to_verify(request.viewer, cycle_id)
    search = request.GET.get("tim", "").strip()
    rows = [row for row in _owed_first(found) if fold(search) in fold(f"{row.person} {row.unit}")]
    values = {
        "cycle": found, "row": cycle_rows([found])[0], "search": search, "words": partial(reason_words, yearly=is_year(found)),
        "reasons": missing_words(missing_by_reason(found), yearly=is_year(found)),
        **paged(request, rows),
    }  # fmt: skip
    return page(request, "cycles/missing.html", values)


@signed_in()
def missing_file(request: Signed, cycle_id: int) -> HttpResponse:
    found = cycle_to_verify(request.viewer, cycle_id)
    text = StringIO(BYTE_ORDER_MARK)
    text.seek(0, 2)
    writer = csv.writer(text)
    writer.writerow(
        [_("Họ và tên"), _("Đơn vị"), _("Tình trạng"), _("Căn cứ, ghi chú"), _("Người phải thực hiện")]
    )
    writer.writerows([safe_cell(cell) for cell in _cells(row, yearly=is_year(found))] for row in _owed_first(found))
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="phieu-thieu-{found.period}-{found.id}.csv"'
    )
    return answer


def _owed_first(cycle: Any) -> list[Missing]:
    """Those who owe something before those excused with a ground."""
    return sorted(missing(cycle), key=lambda row: bool(row.absence))


def _cells(row: Missing, *, yearly: bool) -> list[str]:
    words = reason_words(row.absence or row.state, yearly=yearly)
    return [row.person, row.unit, words, row.note, row.responsible]


def safe_cell(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is kept as text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
