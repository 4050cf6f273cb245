"""What a verification found, in words: where it is and what is wrong, the same on the page and on the command line."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

DIFFERENCES = {
    "frozen_hash": _lazy("nội dung đã khóa bị sửa"), "digest": _lazy("bộ quy tắc ghi trong kết quả"),
    "rulebook": _lazy("bộ quy tắc đã khóa bị sửa"), "verdict": _lazy("kết luận"), "score": _lazy("điểm"),
    "band": _lazy("mức theo điểm"), "level": _lazy("mức xếp loại"),
}  # fmt: skip
"""What a recomputed result differs in."""


def difference_words(what: str) -> str:
    return str(DIFFERENCES.get(what, what))


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
        "fact": _("Thông tin phục vụ đánh giá số %(which)s"),
        "briefing": _("Họp giao ban số %(which)s"),
        "remedy": _("Việc khắc phục số %(which)s"),
        "checklist": _("Bảng kiểm số %(which)s"),
        "reply": _("Phiếu kiểm số %(which)s"),
        "past_turns": _("Số lượt đã nhập số %(which)s"),
        "body_sheet": _("Phiếu của tổ chức số %(which)s"),
        "body_result": _("Kết quả của tổ chức số %(which)s"),
        "round": _("Đợt xếp loại tổ chức số %(which)s"),
    }.get(kind)
    shown = f"{date.fromisoformat(which):%d/%m/%Y}" if kind == "seal" else which
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
        "minutes_changed": _("Nội dung biên bản giao ban không khớp với lúc kết luận."),
        "content_differs": _("Nội dung khác với lần ghi cuối trong nhật ký."),
        "head_differs": _("Nội dung không khớp với dòng nhật ký mới nhất về đối tượng này."),
        "confirmed_differs": _("Điểm hoặc mức trên phiếu khác với lần xác nhận ghi trong nhật ký."),
        "result_changed": _("Kết quả đã công bố khác với nội dung ghi trong nhật ký."),
        "result_missing": _("Nhật ký có ghi kết quả nhưng kết quả không còn."),
        "stored_score_differs": _("Điểm hoặc mức trên phiếu khác với kết quả đã công bố."),
        "rulebook_changed": _("Nội dung bộ quy tắc đã khóa bị sửa."),
        "digest_changed": _("Kỳ đánh giá trỏ đến bộ quy tắc khác với lúc mở."),
    }.get(code, code)
