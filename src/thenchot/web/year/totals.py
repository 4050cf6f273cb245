"""Tổng hợp: quarter, six months and year of oneself and of the people one may read, as a page and as a file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from thenchot.assessment.queries.longer import Row, Table, longer_tables, own_results
from thenchot.assessment.steps import ABSENCES
from thenchot.audit.actions.record_opening import record_openings
from thenchot.lib.periods import Period
from thenchot.organisation.queries import units_on
from thenchot.rules.book import ASK, NONE
from thenchot.web import dates
from thenchot.web.cycles.missing import BYTE_ORDER_MARK, safe_cell
from thenchot.web.doors import Signed, signed_in
from thenchot.web.forms.sending import in_vietnamese
from thenchot.web.numbers import score
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged
from thenchot.web.reading import read_whole
from thenchot.web.units_offered import Offer, offer

FLAG_WORDS = {
    "missing": _lazy("kỳ thiếu kết quả"), "no_score": _lazy("kỳ không có điểm"), "imported": _lazy("kỳ nhập từ nơi khác"),
    "other": _lazy("kỳ theo bộ quy tắc khác"), "not_yet": _lazy("kỳ chưa có kết quả"),
    "both": _lazy("kỳ có cả kết quả tháng và quý"),
}  # fmt: skip
PARTS = ("-Q1", "-Q2", "-H1", "-Q3", "-Q4", "-H2", "")


@signed_in()
def newest(request: Signed) -> HttpResponse:
    return HttpResponseRedirect(reverse("assessment.totals_of", kwargs={"period": request.viewer.day.year}))


@signed_in()
def totals(request: Signed, period: str) -> HttpResponse:
    tables, given = _asked(request, period)
    year = period[:4]
    at = min(read_whole(request.GET["bang"]), max(len(tables) - 1, 0)) if "bang" in request.GET else _first_with_scores(tables)
    table = tables[at] if tables else None
    shown = paged(request, table.members if table else (), CARDS)
    values: dict[str, Any] = {
        **shown, "rows": table.rows(shown["rows"]) if table else [], "table": table, "at": at, "tables": tables,
        "own": own_results(request.viewer, Period.parse(period)), "period": period, "year": year,
        "periods": [f"{year}{part}" for part in PARTS], "last_year": str(int(year) - 1),
        "next_year": str(int(year) + 1) if int(year) < request.viewer.day.year else "",
        "offer": given, "chosen": given.chosen, "absences": ABSENCES, "others": _others(request, tables),
    }  # fmt: skip
    return page(request, "year/totals.html", values)


def _first_with_scores(tables: list[Table]) -> int:
    """The table to open with: one whose rulebook says how a longer period is computed, before those that leave it open."""
    return next((at for at, table in enumerate(tables) if table.whole.way != "own_review"), 0)


def _others(request: Signed, tables: list[Table]) -> bool:
    """Whether the reader sees anybody besides themselves."""
    return any(member.person_id != request.viewer.person_id for table in tables for member in table.members)


def _asked(request: Signed, period: str) -> tuple[list[Table], Offer]:
    """The tables of the unit chosen (?don-vi=) among those of the reader's roles; all one may read without a choice."""
    viewer = request.viewer
    scopes = [path for role in ("organisation_body", "auditor") for path in viewer.scopes(role)]
    units = {unit.id: unit for path in scopes for unit in units_on(viewer.day, path).values()}
    given = offer(request.GET, list(units.values()), units.get(read_whole(request.GET.get("don-vi", ""))))
    return longer_tables(viewer, Period.parse(period), given.chosen.path if given.chosen else ""), given


@signed_in()
def totals_file(request: Signed, period: str) -> HttpResponse:
    tables, _offer = _asked(request, period)
    text = StringIO(BYTE_ORDER_MARK)
    text.seek(0, 2)
    writer = csv.writer(text)
    for table in tables:
        names = [str(part) for part in table.whole.wanted.parts]
        head = [_("Mã cán bộ"), _("Họ và tên"), _("Chức vụ, chức danh"), _("Đơn vị"), _("Bộ quy tắc")]
        writer.writerow([*head, *names, _("Điểm trung bình"), _("Mức theo điểm"), _("Ghi chú")])
        for row in table.rows(table.members):
            writer.writerow([safe_cell(cell) for cell in _cells(table, row)])
    people = {member.person_id for table in tables for member in table.members}
    with in_vietnamese():
        record_openings(request.viewer.actor, people, f"Tải bảng tổng hợp {dates.period(period)}")
    answer = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="tong-hop-{period}.csv"'
    return answer


def _cells(table: Table, row: Row) -> Iterator[str]:
    yield from (row.member.staff_code, row.member.name, row.member.title, row.member.unit, table.whole.book.name)
    yield from (_cell(line.score, line.level) if line.source != "no_post" else "" for line in row.result.lines)
    yield score(row.result.scored.score)
    yield band_words(row.result.ruled if row.result.scored.band == ASK else row.result.scored.band)
    yield "; ".join(f"{FLAG_WORDS[code]}: {count}" for code, count in row.result.flags.items())


def band_words(code: str) -> str:
    """A band as a file names it: what is no level of the rulebook is said in words, or not at all."""
    return {ASK: "", NONE: _("Không xếp loại")}.get(code, code)


def _cell(value: Any, level: str) -> str:
    return band_words(level) if value is None else score(value)
