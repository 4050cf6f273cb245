"""thenchot worker: read from and send to the systems outside that were entered and accepted."""

from __future__ import annotations

import signal
from threading import Event
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import OperationalError, close_old_connections

from thenchot.connections.problems import problem_words
from thenchot.jobs import incoming, outgoing
from thenchot.jobs.rounds import work

SECONDS = 30


class Command(BaseCommand):
    help = (
        "Đọc dữ liệu từ các hệ thống bên ngoài và gửi gói cập nhật cơ sở dữ liệu quốc gia, theo các kết nối đã nhập và đã được "
        "người phụ trách đồng ý. Chạy liên tục, hoặc một lượt với --once (cho cron, systemd)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="chạy một lượt rồi dừng")

    def handle(self, *_: Any, once: bool = False, **__: Any) -> None:
        stop = Event()
        if once:
            self.round()
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda _signal, _frame: stop.set())
        while not stop.is_set():
            try:
                self.round()
            except OperationalError as wrong:
                # The database is away or busy: the next round finds what this one left.
                self.stderr.write(f"Cơ sở dữ liệu chưa trả lời: {wrong}")
            close_old_connections()
            stop.wait(SECONDS)

    def round(self) -> None:
        for source, done in work():
            self.stdout.write(f"{source.name}: {said(done)}")


def said(done: incoming.Run | outgoing.Run) -> str:
    """One line of what a run did."""
    if isinstance(done, incoming.Run):
        line = f"{done.received.new} tin mới, {done.received.changed} tin có bản mới, đã nhận {done.taken}"
    else:
        line = f"đóng {done.made} gói, gửi {done.sent}, có biên nhận {done.received}"
    return f"{line}; {problem_words(done.problem)}" if done.problem else line

