"""A work-plan table of invented people as it is taken away: rows that begin like formulas, one of them unplanned."""

from __future__ import annotations

from datetime import date

from thenchot.organisation.queries import UnitAt
from thenchot.workplan.exporting import Exported, ExportedRow
from thenchot.workplan.incoming import COLUMNS, identity
from thenchot.workplan.models import PlanTable
from thenchot.workplan.names import Named, Names

UNIT = UnitAt(7, "BT-KT", "Phòng Kinh tế", "chinh_quyen", "direct", 1, "0000000100000007", "phòng")
NAMES = Names([Named(1, "Trịnh Quang Vĩnh")], [Named(2, "Hồ Hữu An")], [Named(7, "Phòng Kinh tế", unit=True)])
CONTENTS = ("Rà soát hộ nghèo", "=cmd|' /C calc'!A0", "+84 liên hệ công dân", "-Trực một cửa", "@Đề án")


def row(content: str, deadline: date | None = date(2026, 11, 20), **other: str) -> ExportedRow:
    cells = {
        "content": content,
        "leader": "Trịnh Quang Vĩnh",
        "doer": "Hồ Hữu An",
        "result": "Báo cáo",
    } | other
    cells["deadline"] = deadline.isoformat() if deadline else ""
    cells = {column: cells[column] for column in COLUMNS}
    return ExportedRow(identity(12, cells), cells, deadline, unplanned=content.startswith("@"))


def plan(*rows: ExportedRow, state: str = "locked") -> Exported:
    table = PlanTable(
        id=3, period="2026-11", state=state, version=4, source_number="15-KL/ĐU", source_date=date(2026, 10, 30),
        source_title="Kết luận giao ban",
    )  # fmt: skip
    return Exported(UNIT, table, rows, NAMES, "1a2b3c4d5e6f")
