"""thenchot verify: check the audit trail, the seals, the results and the rulebooks; the first broken row is named."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand

from thenchot.assessment.faults import fault_place, fault_words
from thenchot.audit.queries import Fault, entry_count, seal_count
from thenchot.bodies.queries.integrity import verify
from thenchot.lib import clock

NAMED = 20


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
    return f"{fault_place(fault.where)}: {fault_words(fault.what)}"
