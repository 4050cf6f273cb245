"""Scorers of a period for the organisation body, to look at; who rated themselves higher or lower; pages and files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.queries.paths import Moved, paths_of
from thenchot.lib.vietnamese import fold
from thenchot.reporting.raters import Differing, Line, Listed, differing_list, rater_list, scores_anybody
from thenchot.web import dates
from thenchot.web.doors import Signed, signed_in
from thenchot.web.numbers import score
from thenchot.web.overview.csv_file import csv_file
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged
from thenchot.web.raters.showing import axis_of, drawn, points, words_of

LOWER, HIGHER = "thap", "cao"
"""Filters: who rated themselves lower, and higher, than was confirmed."""


@signed_in()
def newest(request: Signed) -> HttpResponse:
    return _shown(request, "")


@signed_in()
def scorers(request: Signed, period: str) -> HttpResponse:
    return _shown(request, period)


def _shown(request: Signed, period: str) -> HttpResponse:
    found = rater_list(request.viewer, period)
    search = request.GET.get("tim", "").strip()
    values: dict[str, Any] = {
        **paged(request, _drawn(found, fold(search).split()), CARDS), "found": found, "search": search,
        "days": settings.SEVERITY_DAYS,
        "axis": points(axis_of(line.severity for line in found.lines)), "scores": scores_anybody(request.viewer),
    }  # fmt: skip
    return page(request, "raters/scorers.html", values)


def _drawn(found: Listed, words: Sequence[str]) -> list[dict[str, Any]]:
    """Those whose name or code holds every word, marks or none; all of them share one axis."""
    axis = axis_of(line.severity for line in found.lines)
    return [
        {
            "line": line, "figures": line.figures, "severity": drawn(line.severity, axis) if line.severity else None,
            "words": words_of(line.severity), "deviation": points(line.figures.spread.deviation),
        }
        for line in found.lines
        if all(word in fold(f"{line.name} {line.staff_code}") for word in words)
    ]  # fmt: skip


@signed_in()
def scorers_file(request: Signed, period: str) -> HttpResponse:
    heads = [
        _("Người đánh giá"), _("Mã cán bộ"), _("Số phiếu"), _("Chờ xác nhận"), _("Xác nhận muộn"), _("Nâng mức"), _("Hạ mức"),
        _("Độ lệch chuẩn điểm chung"), _("Số phiếu cùng một điểm chung"), _("Tự chấm cao hơn"), _("Tự chấm thấp hơn"),
        _("Chênh lệch bình quân"), _("Có việc muộn, bị trả lại hoặc thông tin bất lợi"), _("Vẫn tự chấm tối đa điểm chung"),
        _("Được xác nhận tối đa"), _("Ước lượng so với mặt bằng"), _("Từ"), _("Đến"), _("Ghi chú"),
    ]  # fmt: skip
    found = rater_list(request.viewer, period)
    note = _("Để xem xét, không trừ điểm")
    return csv_file(f"nguoi-danh-gia-{found.period}", heads, (_cells(line, note) for line in found.lines))


def _cells(line: Line, note: str) -> list[str]:
    one, severity = line.figures, line.severity
    numbers = [one.people, one.waiting, one.late, one.raised, one.lowered]
    after = [one.over, one.under]
    told = (
        [score(points(end)) for end in (severity.estimate, severity.low, severity.high)]
        if severity
        else ["", "", ""]
    )
    held = (
        _("Người đánh giá được xem trước, đến hết ngày trước %(day)s") % {"day": dates.vndate(line.held_back)}
        if line.held_back
        else ""
    )
    return [
        line.name, line.staff_code, *map(str, numbers), score(points(one.spread.deviation)), str(one.spread.same),
        *map(str, after), score(one.difference), str(one.adverse), str(one.full_despite), str(one.full_kept), *told, held or note,
    ]  # fmt: skip


@signed_in()
def differing(request: Signed, period: str) -> HttpResponse:
    """Who rated themselves lower and higher than was confirmed, and the way from the one to the other."""
    found = differing_list(request.viewer, period)
    parts = {LOWER: [one for one in found if _under(one)], HIGHER: [one for one in found if not _under(one)]}
    chosen = request.GET.get("loc", "")
    listed = paged(request, parts.get(chosen, found))
    values = {
        **listed, "period_shown": period, "chosen": chosen if chosen in parts else "", "all": len(found),
        "tally": {name: len(rows) for name, rows in parts.items()},
        "paths": paths_of([one.rated.sheet_id for one in listed["rows"]]), "step_words": _step_words(),
    }  # fmt: skip
    return page(request, "raters/differing.html", values)


def _under(one: Differing) -> bool:
    return (one.rated.difference or 0) < 0


def _step_words() -> dict[str, str]:
    return {
        "confirm": _("Xác nhận"), "propose": _("Đề xuất"), "decide": _("Quyết định"), "correct": _("Thay kết quả"),
        "answer": _("Giải quyết kiến nghị"),
    }  # fmt: skip


@signed_in()
def differing_file(request: Signed, period: str) -> HttpResponse:
    heads = [
        _("Họ và tên"), _("Mã cán bộ"), _("Kỳ"), _("Điểm tự đánh giá"), _("Điểm xác nhận"), _("Chênh lệch"), _("Tự đánh giá"),
        _("Đường nâng, hạ và lý do"),
    ]  # fmt: skip
    rows = differing_list(request.viewer, period)
    paths = paths_of([one.rated.sheet_id for one in rows])
    said = {True: _("Thấp hơn"), False: _("Cao hơn")}
    cells = (
        [
            one.name, one.staff_code, one.rated.period, score(one.rated.own_score), score(one.rated.score),
            score(one.rated.difference), said[_under(one)], _path(paths.get(one.rated.sheet_id, ())),
        ]
        for one in rows
    )  # fmt: skip
    return csv_file(f"tu-danh-gia-{period}", heads, cells)


def _path(steps: Sequence[Moved]) -> str:
    words = _step_words()
    return "; ".join(
        f"{words.get(one.step, one.step)}: {f'{one.before} → {one.after}, ' if one.after else ''}{one.by}: “{one.reason}”"
        for one in steps
    )
