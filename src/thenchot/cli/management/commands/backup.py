"""thenchot backup FILE: a copy of the whole database, taken while the software is in use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from thenchot.cli.keeping import take


class Command(BaseCommand):
    help = "Sao lưu toàn bộ cơ sở dữ liệu vào một tệp, trong khi phần mềm vẫn chạy."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="Tệp sao lưu, ví dụ /sao-luu/thenchot-2026-11-21.zip; tệp đã có thì không ghi đè.")
        parser.add_argument(
            "--with-keys", action="store_true", help="Kèm hai khóa của thư mục dữ liệu; giữ tệp như giữ khóa."
        )

    def handle(self, *_: Any, **given: Any) -> None:
        target = Path(given["file"]).resolve()
        if target.exists():
            raise CommandError(f"{target} đã có. Đặt tên khác.")
        if not target.parent.is_dir():
            raise CommandError(f"Không có thư mục {target.parent}.")
        kept = take(target, with_keys=given["with_keys"])
        keys = "kèm khóa: giữ tệp này như giữ khóa" if kept.keys else "không kèm khóa: giữ riêng tệp seal_key và secret_key"
        self.stdout.write(f"Đã sao lưu vào {target} ({target.stat().st_size // 1024} KB, {kept.files} tệp đính kèm), {keys}.")
