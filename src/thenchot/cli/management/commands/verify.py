"""thenchot verify: check the audit trail, the seals, the results and the rulebooks; the first broken row is named."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand

from thenchot.assessment.queries.integrity import verify
from thenchot.audit.queries import Fault, entry_count, seal_count
from thenchot.lib import clock

WORDS = {
    "entry_changed": "nội dung dòng nhật ký đã bị sửa",
    "link_broken": "dòng nhật ký không nối tiếp dòng trước của cùng đối tượng",
    "rows_differ": "các dòng trong ngày không khớp với niêm phong của ngày đó",
    "seal_missing_before": "niêm phong không nối tiếp niêm phong trước",
    "seal_changed": "niêm phong đã bị sửa",
    "not_sealed": "dòng nhật ký quá ngày niêm phong mà chưa được niêm phong",
    "head_differs": "không khớp với dòng nhật ký mới nhất",
    "confirmed_differs": "điểm hoặc mức trên phiếu khác với lần xác nhận ghi trong nhật ký",
    "result_changed": "kết quả đã công bố khác với nội dung ghi trong nhật ký",
    "result_missing": "nhật ký có ghi kết quả nhưng kết quả không còn",
    "stored_score_differs": "điểm hoặc mức trên phiếu khác với kết quả đã công bố",
    "rulebook_changed": "nội dung bộ quy tắc đã khóa bị sửa",
    "digest_changed": "kỳ đánh giá trỏ đến bộ quy tắc khác với lúc mở",
}
NAMED = 20
PLACES = {
    "audit": "Nhật ký dòng", "seal": "Niêm phong ngày", "sheet": "Phiếu", "result": "Kết quả", "rulebook": "Bộ quy tắc",
    "cycle": "Kỳ", "petition": "Kiến nghị", "task": "Đầu việc",
}  # fmt: skip


class Command(BaseCommand):
    help = "Đối chiếu nhật ký, niêm phong, kết quả và bộ quy tắc; mã thoát 1 khi có sai lệch."
    requires_system_checks = []

    def handle(self, *_: Any, **__: Any) -> None:
        faults = list(verify(clock.today()))
        for fault in shown(faults):
            self.stdout.write(said(fault))
        if len(faults) > NAMED:
            self.stdout.write(f"… và {len(faults) - NAMED} chỗ nữa.")
        verdict = f"{len(faults)} chỗ sai lệch" if faults else "không có sai lệch"
        self.stdout.write(f"Đã đối chiếu {entry_count()} dòng nhật ký, {seal_count()} niêm phong: {verdict}.")
        if faults:
            sys.exit(1)


def shown(faults: Sequence[Fault]) -> list[Fault]:
    """The first of each kind, then the others in the order they were found, as many as fit."""
    first = {fault.what: fault for fault in reversed(faults)}
    leading = [fault for fault in faults if first[fault.what] is fault]
    return [*leading, *(fault for fault in faults if first[fault.what] is not fault)][:NAMED]


def said(fault: Fault) -> str:
    place, _, which = fault.where.partition(" ")
    return f"{PLACES.get(place, place)} {which}: {WORDS.get(fault.what, fault.what)}."
