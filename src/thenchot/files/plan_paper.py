"""A work-plan table as an official paper, lying (biểu ngang): the State's layout or the Party's, by the unit's bloc."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from thenchot.assessment.documents import Footing, Letterhead
from thenchot.files.forms.heads import Numbered, closing, letterhead, named, size_of
from thenchot.files.forms.paper import Block, Cell, Line, Margins, Paper, Run, Table, clean, italic
from thenchot.files.forms.sheets import foot_of
from thenchot.files.forms.tables import cell, gap, names
from thenchot.files.plan_rows import LABELS
from thenchot.workplan.exporting import Exported, ExportedRow
from thenchot.workplan.models import PlanTable

MARGINS = Margins(wide=True)
"""Nghị định 30/2020/NĐ-CP Phụ lục I lets a paper that is mostly a table lie."""
WIDTHS = (88.0, 40.0, 48.0, 26.0, 50.0)
RECEIVING = ("Lãnh đạo phụ trách", "Cá nhân, đơn vị thực hiện", "Lưu: VT")
DRAFT = "DỰ THẢO"


def plan_paper(plan: Exported, head: Letterhead, period: str) -> Paper:
    """The paper of a table; `period` in words, "tháng 11 năm 2026"."""
    about = f"Công tác {period}"
    draft = plan.table.state == "draft"
    blocks = (
        *_broad(letterhead(head, Numbered("KH"))),
        *named(head, "KẾ HOẠCH", about),
        *_source(plan.table),
        Table(WIDTHS, (names(*LABELS), *(_row(one) for one in plan.rows)), head=1),
        gap(),
        closing(head, RECEIVING, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", MARGINS),
    )
    code = f"BN {plan.table.period}/{plan.unit.code}"
    footing = Footing(code, plan.table.version, plan.seal, draft, "mã nhật ký")
    return Paper(
        title=f"Kế hoạch công tác {period}, {plan.unit.name}", blocks=blocks, foot=foot_of(footing),
        across=DRAFT if draft else "", size=size_of(head), margins=MARGINS,
    )  # fmt: skip


def _broad(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The letterhead over the whole width of a lying page."""
    return tuple(_to_width(block) if isinstance(block, Table) else block for block in blocks)


def _to_width(table: Table) -> Table:
    factor = MARGINS.text_width / sum(table.widths)
    return replace(table, widths=tuple(width * factor for width in table.widths))


def _source(table: PlanTable) -> tuple[Line, ...]:
    """The resolution or conclusion behind the month's work."""
    number = table.source_number + (f" ngày {table.source_date:%d/%m/%Y}" if table.source_date else "")
    said = ", ".join(filter(None, (number.strip(), table.source_title)))
    return (Line(italic(f"(Thực hiện {said})"), align="center", after=8),) if said else ()


def _row(row: ExportedRow) -> tuple[Cell, ...]:
    content = cell(row.cells["content"])
    if row.unplanned:
        line = content.lines[0]
        assert isinstance(line, Line)
        content = Cell((replace(line, runs=(*line.runs, Run(" (đột xuất)", italic=True))),))
    return (
        content, cell(row.cells["leader"]), cell(row.cells["doer"]), cell(_day(row.deadline), "center"),
        cell(clean(row.cells["result"])),
    )  # fmt: skip


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
