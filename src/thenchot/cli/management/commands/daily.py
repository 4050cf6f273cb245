"""thenchot daily: the day's work, for a timetable (cron, systemd)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from thenchot.assessment.actions.run_day import run_day
from thenchot.lib import clock
from thenchot.tokens.actions.answer_once import forget_answers


class Command(BaseCommand):
    help = (
        "Niêm phong nhật ký các ngày đã qua, khóa tài khoản 45 ngày không dùng, báo bước bắt đầu hôm nay, nhắc người quá hạn. "
        "Chạy mỗi ngày một lần."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        done = run_day(clock.today())
        forget_answers()
        locked = f" Đã khóa {done.locked} tài khoản 45 ngày không dùng." if done.locked else ""
        self.stdout.write(
            f"Đã niêm phong {done.sealed} ngày; đã nhắc {done.reminded} lượt, bỏ qua {done.skipped} lượt vừa nhắc.{locked}"
        )
