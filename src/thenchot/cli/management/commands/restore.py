"""thenchot restore FILE: put the database of a back-up in place, and check its trail."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from thenchot.cli.keeping import put_back


class Command(BaseCommand):
    help = "Khôi phục cơ sở dữ liệu từ tệp sao lưu rồi đối chiếu nhật ký; mã thoát 1 khi có sai lệch."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="Tệp do thenchot backup làm ra.")
        parser.add_argument("--replace", action="store_true", help="Thay cả cơ sở dữ liệu đang có dữ liệu.")

    def handle(self, *_: Any, **given: Any) -> None:
        kept = put_back(Path(given["file"]).resolve(), replace=given["replace"])
        self.stdout.write(f"Đã khôi phục bản sao lưu lúc {kept.made_at}, {kept.files} tệp đính kèm đúng mã băm.")
        if not kept.keys:
            self.stdout.write("Bản này không kèm khóa: chép tệp seal_key và secret_key của nơi cũ vào thư mục dữ liệu.")
        self.stdout.flush()
        # In a process of its own: the keys that came with the back-up are read at the start.
        for command in ("migrate", "verify"):
            quiet = ["--verbosity=0"] if command == "migrate" else []
            code = subprocess.run([sys.executable, "-m", "thenchot.cli.main", command, *quiet], check=False).returncode
            if code:
                sys.exit(code)
