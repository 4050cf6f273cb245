"""thenchot doctor: is this installation ready to serve."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from thenchot.assessment.faults import fault_place, fault_words
from thenchot.audit.queries import last_seal, seal_overdue, verify_newest_seal
from thenchot.cli.deployment import Finding, deployment
from thenchot.lib import clock, database
from thenchot.rulesets.reading import BookError
from thenchot.rulesets.shelf import all_books

PRIVATE = 0o077
"""Nobody but the owner may read a key."""
MARKS = {True: "đạt", False: "CHƯA", None: "lưu ý"}


class Command(BaseCommand):
    help = "Kiểm tra cài đặt: cơ sở dữ liệu, khóa, bộ quy tắc, niêm phong, đồng hồ, và những gì còn thiếu trước khi dùng thật."
    requires_system_checks = []

    def handle(self, *_: Any, **__: Any) -> None:
        findings = list(examine())
        for good, line in findings:
            self.stdout.write(f"{MARKS[good]}  {line}")
        if any(good is False for good, _ in findings):
            sys.exit(1)


def examine() -> Iterator[Finding]:
    """Each finding as (good, sentence); what asks the database is left out while its tables are missing."""
    migrated = _migrated()
    yield migrated, f"Cơ sở dữ liệu {database.vendor()}" + ("" if migrated else ": chạy thenchot migrate")
    yield os.access(settings.DATA_FOLDER, os.W_OK), f"Thư mục dữ liệu ghi được: {settings.DATA_FOLDER}"
    yield from _keys()
    yield from _books()
    frozen = os.environ.get(clock.FROZEN_DAY, "")
    yield settings.DEMO or not frozen, f"Đồng hồ: {clock.today():%d/%m/%Y}" + (" (đặt bằng THENCHOT_TODAY)" if frozen else "")
    if migrated:
        yield _sealed()
    yield from deployment(tables=migrated)


def _migrated() -> bool:
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        return False
    return True


def _keys() -> Iterator[Finding]:
    for name in ("secret_key", "seal_key"):
        path = settings.DATA_FOLDER / name
        private = not path.exists() or not path.stat().st_mode & PRIVATE
        yield private, f"Khóa {name}" + ("" if private else f": người khác đọc được, chạy chmod 600 {path}")


def _books() -> Iterator[Finding]:
    try:
        yield True, f"{len(all_books())} bộ quy tắc đọc được"
    except BookError as wrong:
        yield False, f"Bộ quy tắc: {wrong}"


def _sealed() -> Finding:
    """The last seal's day; days with rows that no seal covers, and a seal that does not hold, fail by the rules of `verify`."""
    seal, overdue = last_seal(), seal_overdue(clock.today())
    line = f"Niêm phong mới nhất: {seal.day:%d/%m/%Y}" if seal else "Chưa có niêm phong nào"
    if overdue is not None:
        line += f"; nhật ký từ ngày {overdue.day:%d/%m/%Y} chưa được niêm phong: chạy thenchot daily mỗi ngày"
    broken = next(verify_newest_seal(), None)
    if broken is not None:
        line += f"; {fault_place(broken.where)}: {fault_words(broken.what)}"
        line += " Chạy thenchot verify để xem hết; khóa seal_key có thể đã bị thay"
    return overdue is None and broken is None, line
