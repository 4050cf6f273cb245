"""thenchot recompute: judge published results again from what was frozen, and name each that differs."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thenchot.assessment.faults import difference_words
from thenchot.assessment.queries.batches import Cycle, all_cycles
from thenchot.assessment.queries.integrity import recompute

SHORT = 60


class Command(BaseCommand):
    help = "Tính lại kết quả đã công bố từ dữ liệu đã khóa; mã thoát 1 khi có chỗ khác."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cycle", nargs="?", default="", help="số của kỳ đánh giá, hoặc kỳ dạng 2026-10")
        parser.add_argument("--all", action="store_true", help="mọi kỳ")

    def handle(self, *_: Any, **options: Any) -> None:
        cycles = chosen(all_cycles(), options["cycle"], everything=options["all"])
        found = 0
        for cycle in cycles:
            for row in recompute(cycle):
                found += 1
                what = difference_words(row.what)
                self.stdout.write(
                    f"Kỳ {cycle.period}, phiếu {row.sheet_id}, bản {row.number}: {what}: "
                    f"đang giữ {_short(row.kept)}, tính lại {_short(row.found)}."
                )
        verdict = f"{found} chỗ khác" if found else "tất cả như đã công bố"
        self.stdout.write(f"Đã tính lại {len(cycles)} kỳ: {verdict}.")
        if found:
            sys.exit(1)


def chosen(cycles: Sequence[Cycle], name: str, *, everything: bool) -> list[Cycle]:
    """The cycles named by number or by period. Raises CommandError when none fits."""
    if everything:
        return list(cycles)
    found = [cycle for cycle in cycles if name in (str(cycle.id), cycle.period)]
    if not found:
        known = ", ".join(sorted({cycle.period for cycle in cycles})) or "chưa có kỳ nào"
        raise CommandError(f"Không có kỳ “{name}”. Các kỳ: {known}. Tính lại mọi kỳ: thenchot recompute --all")
    return found


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[:SHORT] + "…"
