"""Everybody without a finished result: why, and who owes the next step; as a page and as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import partial
from io import StringIO
from itertools import islice
from typing import cast

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import cycle_to_verify
from thenchot.assessment.aggregate import is_year
from thenchot.assessment.queries.missing import (
    PART,
    Missing,
    missing,
    missing_by_reason,
    missing_rows,
    missing_sheets,
)
from thenchot.assessment.queries.progress import cycle_rows
from thenchot.web.cycles.showing import missing_words, reason_words
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import ROWS, paged_at

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads the file in the machine's own code page and spoils the tone marks."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@signed_in()
def missing_list(request: Signed, cycle_id: int) -> HttpResponse:
    found = cycle_to_verify(request.viewer, cycle_id)
    search = request.GET.get("tim", "").strip()
    sheets, reasons = missing_sheets(found, search=search), missing_by_reason(found)
    first, around = paged_at(request, sheets.count() if search else sum(reasons.values()))
    values = {
        "cycle": found, "row": cycle_rows([found])[0], "search": search, "words": partial(reason_words, yearly=is_year(found)),
        "reasons": missing_words(reasons, yearly=is_year(found)),
        "rows": missing_rows(found, list(sheets.values_list("id", flat=True)[first : first + ROWS])), **around,
    }  # fmt: skip
    return page(request, "cycles/missing.html", values)


@signed_in()
def missing_file(request: Signed, cycle_id: int) -> HttpResponse:
    found = cycle_to_verify(request.viewer, cycle_id)
    heads = [_("Họ và tên"), _("Đơn vị"), _("Tình trạng"), _("Căn cứ, ghi chú"), _("Người phải thực hiện")]
    # Said now: the rows are written when the reader's language is no longer set.
    words = {code: reason_words(code, yearly=is_year(found)) for code in missing_by_reason(found)}
    answer = StreamingHttpResponse(_parts(heads, missing(found), words), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="phieu-thieu-{found.period}-{found.id}.csv"'
    )
    return cast(HttpResponse, answer)


def _parts(heads: list[str], rows: Iterator[Missing], words: Mapping[str, str]) -> Iterator[str]:
    """The file, some rows at a time."""
    text = StringIO(BYTE_ORDER_MARK)
    text.seek(0, 2)
    csv.writer(text).writerow(heads)
    while text.tell():
        yield text.getvalue()
        text = StringIO()
        csv.writer(text).writerows([safe_cell(cell) for cell in _cells(row, words)] for row in islice(rows, PART))


def _cells(row: Missing, words: Mapping[str, str]) -> list[str]:
    why = row.absence or row.state
    return [row.person, row.unit, words.get(why, why), row.note, row.responsible]


def safe_cell(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is kept as text."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
