"""thenchot demo: an invented city part and its months, then the pages on this machine."""

from __future__ import annotations

import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from thenchot.cli.demo import place, staff, summary
from thenchot.cli.demo.authority import PHRASE
from thenchot.cli.demo.fill import PAST, Progress, fill, is_filled
from thenchot.lib import clock
from thenchot.organisation.queries import units_on

ADDRESS = "127.0.0.1"
HALF = (
    "Cơ sở dữ liệu này có dữ liệu khác, hoặc dữ liệu giả định tạo dở. Lệnh không ghi đè: "
    "trỏ THENCHOT_DATABASE_URL đến một cơ sở dữ liệu trống, hoặc bỏ biến này để dùng tệp riêng của bản xem thử."
)


class Command(BaseCommand):
    help = "Tạo dữ liệu giả định (152 đơn vị, 5.000 người, mười hai tháng) rồi chạy các trang trên máy này."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--fill-only", action="store_true", help="tạo dữ liệu, in tóm tắt rồi dừng")
        parser.add_argument("--people", type=int, default=staff.PEOPLE, help="số người (mặc định 5000)")
        months = range(1, len(PAST) + 1)
        parser.add_argument("--months", type=int, default=len(PAST), choices=months, help="số tháng đã qua")
        port = int(os.environ.get("PORT", "8000"))
        parser.add_argument("--port", type=int, default=port, help="cổng của các trang")

    def handle(self, *_: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Lệnh này chỉ chạy khi THENCHOT_DEMO=1; gọi bằng: thenchot demo")
        if not options["fill_only"]:
            _refuse_taken(options["port"])
        call_command("migrate", verbosity=0)
        if not is_filled():
            if units_on(clock.today()):
                raise CommandError(HALF)
            self.stdout.write("Tạo dữ liệu giả định:")
            fill(options["people"], progress=Progress(self._say), months=PAST[-options["months"] :])
        self._summarise(options["port"])
        connections.close_all()
        place.put_in_place()
        if not options["fill_only"]:
            serve(options["port"])

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _summarise(self, port: int) -> None:
        for line in summary.lines():
            self._say(line)
        self._say(f"Địa chỉ: http://{ADDRESS}:{port}/ (mọi người và số liệu đều là giả định)")
        self._say(f"Đăng nhập: chọn một vai trên trang, hoặc mã cán bộ với mật khẩu: {PHRASE}")
        for line in summary.roles():
            self._say(line)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as taken:
            raise CommandError(f"Cổng {port} đang được dùng. Chọn cổng khác: thenchot demo --port {port + 1}") from taken


def serve(port: int) -> None:
    """Become the web server; ends when it is interrupted."""
    where = ["--host", ADDRESS, "--port", str(port)]
    how = ["--interface", "wsgi", "--no-ws", "--blocking-threads", "4", "--log-level", "warning"]
    command = [sys.executable, "-m", "granian", *how, *where, "thenchot.config.wsgi:application"]
    sys.stdout.flush()
    os.execv(sys.executable, command)  # noqa: S606  # no shell: the command is made of our own words
