"""By name, within what the viewer may see: who has no result and why; who was raised or lowered. As pages and as files."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.aggregate import is_year
from thenchot.assessment.steps import ABSENCES, STATE_NAMES
from thenchot.reporting.access import sees_all_names
from thenchot.reporting.queries.overview import cycles_over
from thenchot.reporting.queries.unfinished import (
    Asked,
    Unfinished,
    moved_results,
    moved_rows,
    unfinished,
    unfinished_rows,
)
from thenchot.web.cycles.showing import reason_words
from thenchot.web.doors import Signed, signed_in
from thenchot.web.overview.csv_file import csv_file
from thenchot.web.overview.overview import place_of
from thenchot.web.page import page
from thenchot.web.paging import ROWS, paged, paged_at

DIRECTIONS = {"nang": True, "ha": False}


@signed_in()
def unfinished_list(request: Signed, period: str) -> HttpResponse:
    asked, why = _asked(request, period), _why(request)
    sheets = unfinished(asked, why)
    count = sheets.count()
    first, around = paged_at(request, count)
    values = {
        **_values(asked, period), **around, "rows": unfinished_rows(asked, sheets[first : first + ROWS]), "why": why,
        "words": _words(asked),
    }  # fmt: skip
    return page(request, "overview/unfinished.html", values)


@signed_in()
def unfinished_file(request: Signed, period: str) -> HttpResponse:
    asked = _asked(request, period)
    heads = [
        _("Họ và tên"), _("Mã cán bộ"), _("Đơn vị"), _("Tình trạng, lý do"), _("Có lý do"), _("Căn cứ, ghi chú"),
        _("Người phải thực hiện"),
    ]  # fmt: skip
    rows = unfinished_rows(asked, unfinished(asked, _why(request)))
    return csv_file(f"phieu-thieu-{period}", heads, (_cells(row, _words(asked)) for row in rows))


@signed_in()
def moved_list(request: Signed, period: str) -> HttpResponse:
    asked, direction = _asked(request, period), request.GET.get("chieu", "")
    found = paged(request, moved_results(asked, DIRECTIONS.get(direction)))
    values = {**_values(asked, period), **found, "rows": moved_rows(asked, found["rows"]), "direction": direction}
    return page(request, "overview/moved.html", values)


@signed_in()
def moved_file(request: Signed, period: str) -> HttpResponse:
    asked = _asked(request, period)
    heads = [
        _("Họ và tên"), _("Mã cán bộ"), _("Đơn vị"), _("Tự đánh giá"), _("Kết quả"), _("Nâng, hạ"), _("Lý do"),
        _("Người nâng, hạ"),
    ]  # fmt: skip
    rows = moved_rows(asked, moved_results(asked, DIRECTIONS.get(request.GET.get("chieu", ""))))
    cells = (
        [r.person, r.staff_code, r.unit, r.before, r.after, _("nâng") if r.raised else _("hạ"), r.reason, r.by] for r in rows
    )
    return csv_file(f"nang-ha-muc-{period}", heads, cells)


def _asked(request: Signed, period: str) -> Asked:
    place = place_of(request)
    cycles = [cycle for cycle in cycles_over(place, request.viewer.day) if cycle.period == period]
    return Asked(request.viewer, place, cycles)


def _why(request: Signed) -> str:
    given = request.GET.get("ly-do", "")
    return given if given in ABSENCES or given in STATE_NAMES else ""


def _words(asked: Asked) -> Any:
    return partial(reason_words, yearly=any(is_year(cycle) for cycle in asked.cycles))


def _values(asked: Asked, period: str) -> dict[str, Any]:
    return {
        "place": asked.place, "period_shown": period, "all_names": sees_all_names(asked.viewer, asked.place),
        "section": "reporting.overview", "excuses": ABSENCES,
    }  # fmt: skip


def _cells(row: Unfinished, words: Any) -> list[str]:
    excused = _("có") if row.why in ABSENCES else _("không")
    return [row.person, row.staff_code, row.unit, words(row.why), excused, row.note, row.owes]
