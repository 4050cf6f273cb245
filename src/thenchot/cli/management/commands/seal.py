"""thenchot seal: seal the days of the audit trail that are over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.queries import last_seal
from thenchot.lib import clock


class Command(BaseCommand):
    help = "Niêm phong nhật ký của những ngày đã qua."
    requires_system_checks = []

    def handle(self, *_: Any, **__: Any) -> None:
        made, seal = seal_days(before=clock.today()), last_seal()
        newest = f"; niêm phong mới nhất: ngày {seal.day:%d/%m/%Y}, gốc {seal.root[:16]}…" if seal else ""
        self.stdout.write(f"Đã niêm phong {made} ngày{newest}.")
