"""A work-plan table as a workbook that can be filled in offline and brought back: five columns, the rows' marks hidden beside."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from thenchot.files.plan_rows import GUIDE, LABELS, MARK
from thenchot.workplan.exporting import Exported, ExportedRow
from thenchot.workplan.incoming import COLUMNS

SHEET = "Biểu ngang"
WIDTHS = (60, 26, 34, 13, 44)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula; such a cell is marked as text, whatever is done to it later."""
SPARE = 200
"""Rows below the last one that offer the names too."""
NOTES = (
    "Mỗi nội dung một dòng. Sửa ngay trong ô, thêm dòng mới ở dưới; không cần điền cột nào ngoài năm cột.",
    "Thời gian: ngày/tháng/năm, ví dụ 25/11/2026. Lãnh đạo, cá nhân, đơn vị: chọn trong danh sách hoặc ghi đúng tên.",
    "Cột ẩn giữ dấu của từng dòng để đối chiếu khi nhập lại; đừng sửa. Xoá một dòng trong tệp không xoá dòng trong phần mềm.",
    "Nhập lại ở trang Biểu ngang, mục Dán, nhập tệp: phần mềm cho xem từng thay đổi trước khi lưu.",
)


def plan_workbook(plan: Exported, title: str) -> bytes:
    """Return an .xlsx whose first sheet has exactly the five columns of the table in their order."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": title})
    sheet, guide = book.add_worksheet(SHEET), book.add_worksheet(GUIDE)
    _heading(book, sheet, title)
    text = {"num_format": "@", "text_wrap": True, "valign": "top", "border": 1}
    looks = (
        book.add_format(text), book.add_format({**text, "quote_prefix": True}),
        book.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "border": 1, "align": "left"}),
    )  # fmt: skip
    for at, row in enumerate(plan.rows, start=1):
        _row(sheet, at, row, looks)
    leaders = [plan.names.label(one.number, one.name) for one in plan.names.leaders]
    doers = [one.name for one in plan.names.units]
    doers += [plan.names.label(one.number, one.name) for one in plan.names.people]
    _guide(book, guide, leaders, doers)
    for place, column, listed in ((1, "B", leaders), (2, "C", doers)):
        _offer(sheet, place, f"='{GUIDE}'!${column}$2:${column}${len(listed) + 1}", len(plan.rows))
    book.close()
    return buffer.getvalue()


def _heading(book: Workbook, sheet: Worksheet, title: str) -> None:
    look = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#E8EEF7", "border": 1}
    )
    for place, (label, width) in enumerate(zip(LABELS, WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, label, look)
    sheet.set_column(len(LABELS), len(LABELS), 2, None, {"hidden": True})
    sheet.write_string(0, len(LABELS), MARK)
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 24)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&C{title.replace('&', '&&')}")


def _row(sheet: Worksheet, at: int, row: ExportedRow, looks: Sequence[Format]) -> None:
    plain, quoted, day = looks
    for place, column in enumerate(COLUMNS):
        words = row.cells[column]
        if column == "deadline" and row.deadline:
            sheet.write_datetime(at, place, row.deadline, day)
        elif column == "deadline":
            sheet.write_blank(at, place, None, day)
        else:
            sheet.write_string(at, place, words, quoted if words.startswith(DANGEROUS) else plain)
    sheet.write_string(at, len(COLUMNS), row.mark)


def _offer(sheet: Worksheet, place: int, source: str, rows: int) -> None:
    """Names to choose from; another name may be written, and is asked about where the file comes back."""
    rule = {"validate": "list", "source": source, "error_type": "information", "ignore_blank": True}
    sheet.data_validation(1, place, rows + SPARE, place, rule)


def _guide(book: Workbook, sheet: Worksheet, leaders: Sequence[str], doers: Sequence[str]) -> None:
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 70, wrap)
    sheet.set_column(1, 2, 36)
    for place, label in enumerate(("Cách điền", LABELS[1], LABELS[2])):
        sheet.write_string(0, place, label, bold)
    for place, texts in enumerate((NOTES, leaders, doers)):
        for at, words in enumerate(texts, start=1):
            sheet.write_string(at, place, words)
