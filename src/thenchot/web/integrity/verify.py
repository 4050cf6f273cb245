"""Đối chiếu nhật ký: the trail's last seal, its verification, and every published period to compute again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import require_verifier
from thenchot.assessment.queries.integrity import verify as verify_all
from thenchot.assessment.queries.progress import cycle_rows
from thenchot.assessment.queries.results import published_cycles
from thenchot.audit.queries import Fault, entry_count, last_seal
from thenchot.lib import clock
from thenchot.web import dates
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page

NAMED = 200
"""At most so many faults are named on the page; the count beside them is of all."""


@dataclass(frozen=True)
class Checked:
    """What a verification found, and when it was run."""

    at: datetime
    entries: int
    faults: tuple[Fault, ...]


@signed_in("GET", "POST")
def verify(request: Signed) -> HttpResponse:
    require_verifier(request.viewer)
    checked = None
    if request.method == "POST":
        checked = Checked(clock.now(), entry_count(), tuple(verify_all(clock.today())))
    found = published_cycles(request.viewer)
    rows = {row.id: row for row in cycle_rows(found)}
    values = {
        "seal": last_seal(), "entries": entry_count(), "checked": checked, "named": NAMED, "words": fault_words,
        "place": fault_place, "cycles": [(cycle, rows[cycle.id]) for cycle in found],
    }  # fmt: skip
    return page(request, "integrity/verify.html", values)


def fault_place(where: str) -> str:
    """Where it is, in words: "audit 12" is line 12 of the trail, "seal 2026-11-20" the seal of that day."""
    kind, _space, which = where.partition(" ")
    named = {
        "audit": _("Nhật ký, dòng %(which)s"),
        "seal": _("Niêm phong ngày %(which)s"),
        "sheet": _("Phiếu số %(which)s"),
        "result": _("Kết quả số %(which)s"),
        "rulebook": _("Bộ quy tắc, mã khóa %(which)s"),
        "cycle": _("Kỳ đánh giá số %(which)s"),
        "petition": _("Kiến nghị số %(which)s"),
        "task": _("Đầu việc số %(which)s"),
    }.get(kind)
    shown = dates.vndate(date.fromisoformat(which)) if kind == "seal" else which
    return named % {"which": shown} if named else where


def fault_words(code: str) -> str:
    """What is wrong, as a sentence; a code nobody named is shown as it is."""
    return {
        "entry_changed": _("Nội dung dòng nhật ký đã bị sửa."),
        "link_broken": _("Dòng nhật ký không nối tiếp dòng trước của cùng đối tượng."),
        "rows_differ": _("Các dòng trong ngày không khớp với niêm phong của ngày đó."),
        "seal_missing_before": _("Niêm phong không nối tiếp niêm phong ngày trước."),
        "seal_changed": _("Niêm phong đã bị sửa."),
        "not_sealed": _("Dòng nhật ký đã quá ngày niêm phong mà chưa được niêm phong."),
        "head_differs": _("Phiếu không khớp với dòng nhật ký mới nhất của phiếu."),
        "confirmed_differs": _("Điểm hoặc mức trên phiếu khác với lần xác nhận ghi trong nhật ký."),
        "result_changed": _("Kết quả đã công bố khác với nội dung ghi trong nhật ký."),
        "result_missing": _("Nhật ký có ghi kết quả nhưng kết quả không còn."),
        "stored_score_differs": _("Điểm hoặc mức trên phiếu khác với kết quả đã công bố."),
        "rulebook_changed": _("Nội dung bộ quy tắc đã khóa bị sửa."),
        "digest_changed": _("Kỳ đánh giá trỏ đến bộ quy tắc khác với lúc mở."),
    }.get(code, code)
