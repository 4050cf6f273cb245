"""Kỳ đánh giá: the list, and who was raised or lowered over the months."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import HttpResponse

from thenchot.assessment.queries.progress import CycleRow, cycles_for
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


@signed_in()
def cycles(request: Signed) -> HttpResponse:
    rows = cycles_for(request.viewer)
    values = {
        "periods": [
            (period, _totals(list(found))) for period, found in groupby(rows, key=lambda row: row.period)
        ],
        "may_open": request.viewer.has("organisation_body"),
        "today": request.viewer.day,
    }
    return page(request, "cycles/cycles.html", values)


def _totals(rows: list[CycleRow]) -> dict[str, Any]:
    return {"rows": rows, "open": any(row.state == "open" for row in rows)}
