"""thenchot open-cycle: open a period for a unit's subtree, in the name of somebody of the organisation body."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from thenchot.assessment.actions.open_cycle import Opening, open_cycle
from thenchot.lib import clock
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import unit_by_code
from thenchot.people.queries import ids_of
from thenchot.people.who import identity_of
from thenchot.rulesets.naming import named


class Command(BaseCommand):
    help = "Mở kỳ đánh giá cho một đơn vị và các đơn vị bên dưới."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("period", help="kỳ: 2026-11 (tháng), 2026-Q4 (quý) hoặc 2026 (năm)")
        parser.add_argument("--unit", required=True, help="mã đơn vị")
        parser.add_argument("--by", required=True, help="mã cán bộ của người mở kỳ, thuộc cơ quan tổ chức, cán bộ")
        parser.add_argument("--day", default="", help="ngày lấy danh sách người, dạng 2026-11-20 (mặc định hôm nay)")
        help_ends = "bước kết thúc vào ngày nghỉ thì kéo đến hết ngày làm việc tiếp theo"
        parser.add_argument("--end-at-work", action="store_true", help=help_ends)

    def handle(self, *_: Any, **options: Any) -> None:
        day = _day(options["day"])
        unit, person = unit_by_code(options["unit"], day), ids_of([options["by"]]).get(options["by"])
        if unit is None:
            raise CommandError(f"Không có đơn vị mang mã {options['unit']} vào ngày {day:%d/%m/%Y}.")
        if person is None:
            raise CommandError(f"Không có người mang mã cán bộ {options['by']}. Kiểm tra lại mã, kể cả số 0 ở đầu.")
        try:
            opening = Opening(unit, options["period"], day, end_at_work=options["end_at_work"])
            made = open_cycle(by=identity_of(person, clock.today()), opening=opening)
        except Refusal as refused:
            article = f" ({named(refused.article)})" if refused.article else ""
            raise CommandError(f"{refused.sentence}{article} [{refused.code}]") from refused
        self.stdout.write(f"Đã mở {len(made)} kỳ cho {unit.name}: {', '.join(map(str, made))}.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else clock.today()
    except ValueError as wrong:
        raise CommandError(f"Ngày “{text}” chưa đúng. Nhập dạng 2026-11-20.") from wrong
