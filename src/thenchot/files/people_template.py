"""The template for units and people: text cells that keep leading zeros, lists to choose from, notes and examples."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from thenchot.files.people import POST_SHEET, UNIT_SHEET
from thenchot.files.people_posts import POSTS
from thenchot.files.people_units import UNITS
from thenchot.files.people_words import LABELS
from thenchot.files.table import Column

PREPARED_ROWS = 5000
"""Rows that are formatted in advance; the reader takes more."""
GUIDE = "Hướng dẫn"
NOTES = {
    "code": "Mã riêng của đơn vị, viết như trong hồ sơ, giữ số 0 ở đầu. Không đổi khi đơn vị đổi tên.",
    "name": "Tên đầy đủ của đơn vị.",
    "parent": "Mã của đơn vị cấp trên trực tiếp. Để trống với đơn vị cao nhất.",
    "bloc": "Chọn trong danh sách. Ở bảng Nhân sự chỉ điền khi khác với khối của đơn vị.",
    "position": "Cơ quan quản lý, cơ quan sử dụng hay cơ quan trực tiếp sử dụng (Nghị định 335/2025/NĐ-CP Điều 3 khoản 1).",
    "category": "Ở bảng Đơn vị: loại hình, ví dụ phường, trường học. Ở bảng Nhân sự: chọn trong danh sách.",
    "staff": "Mã cán bộ, giữ số 0 ở đầu. Một người một mã; hai người trùng tên vẫn là hai mã.",
    "full_name": "Họ, tên đệm và tên, có dấu.",
    "gender": "Nam hoặc Nữ; có thể để trống.",
    "unit": "Mã đơn vị nơi làm việc, có trong bảng Đơn vị hoặc đã có trong phần mềm.",
    "title": "Chức vụ hoặc chức danh đang giữ.",
    "rank": "Người đứng đầu, cấp phó, hoặc không giữ chức vụ lãnh đạo, quản lý.",
    "kind": "Để trống là bổ nhiệm, bố trí chính. Người biệt phái được đánh giá ở nơi nhận.",
    "duty_group": "Mã nhóm có nhiệm vụ tương đồng; tỷ lệ khống chế tính trong nhóm (Điều 20 khoản 5).",
    "tier": "Diện quản lý, ví dụ BTV, UBND; có thể để trống.",
    "valid_from": "Ngày bắt đầu giữ chức vụ này, dạng 01/07/2026.",
    "valid_to": "Ngày kết thúc; để trống nếu đang giữ.",
}
UNIT_EXAMPLES = [
    ["0101", "Phường Bến Trúc", "", "Khối chính quyền", "Cơ quan sử dụng", "phường"],
    ["0101.01", "Văn phòng HĐND và UBND phường Bến Trúc", "0101", "Khối chính quyền", "Cơ quan trực tiếp sử dụng", "phòng"],
]
POST_EXAMPLES = [
    [
        "000123", "Trịnh Quang Vĩnh", "Nam", "0101", "Chủ tịch UBND phường", "Người đứng đầu", "Công chức", "", "", "",
        "UBND", "01/07/2026", "",
    ],
    [
        "000124", "Nguyễn Thị Hồng Nhung", "Nữ", "0101.01", "Chuyên viên", "Không giữ chức vụ lãnh đạo, quản lý",
        "Công chức", "", "", "VP-TH", "", "01/07/2026", "",
    ],
]  # fmt: skip


def template() -> bytes:
    """Return an .xlsx with the sheets Đơn vị, Nhân sự and Hướng dẫn; the examples stand on the last, so none is imported."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    _sheet(book, UNIT_SHEET, UNITS)
    _sheet(book, POST_SHEET, POSTS)
    _guide(book)
    book.close()
    return buffer.getvalue()


def _sheet(book: Workbook, name: str, columns: Sequence[Column]) -> None:
    text = book.add_format({"num_format": "@"})
    must = book.add_format({"bold": True, "num_format": "@", "bg_color": "#E8EEF7", "bottom": 1, "text_wrap": True})
    may = book.add_format({"num_format": "@", "bg_color": "#F4F4F4", "bottom": 1, "text_wrap": True})
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 32)
    for place, column in enumerate(columns):
        width = 34 if column.longest >= 120 and column.key not in LABELS else 20
        sheet.set_column(place, place, width, text)
        sheet.write_string(0, place, f"{column.label} (*)" if column.required else column.label, must if column.required else may)
        sheet.write_comment(0, place, NOTES[column.key], {"x_scale": 2})
        _choices(sheet, place, column)


def _choices(sheet: Worksheet, place: int, column: Column) -> None:
    words = LABELS.get(column.key, [])
    if column.key == "category" and not column.required:
        return
    if words:
        rule = {
            "validate": "list", "source": words, "error_title": column.label,
            "error_message": "Chọn một giá trị trong danh sách.", "ignore_blank": True,
        }  # fmt: skip
        sheet.data_validation(1, place, PREPARED_ROWS, place, rule)


def _guide(book: Workbook) -> None:
    bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 28, wrap)
    sheet.set_column(1, 1, 90, wrap)
    row = 0
    for name, columns, examples in ((UNIT_SHEET, UNITS, UNIT_EXAMPLES), (POST_SHEET, POSTS, POST_EXAMPLES)):
        sheet.write_string(row, 0, f"Bảng {name}", bold)
        row = _explained(sheet, row + 1, columns, wrap)
        for example in examples:
            said = "; ".join(f"{column.label} = {value}" for column, value in zip(columns, example, strict=True) if value)
            sheet.write_string(row, 0, "Ví dụ", wrap)
            sheet.write_string(row, 1, said, wrap)
            row += 1
        row += 1


def _explained(sheet: Worksheet, row: int, columns: Sequence[Column], wrap: Format) -> int:
    for column in columns:
        must = "Bắt buộc. " if column.required else ""
        words = LABELS.get(column.key) if column.key != "category" or column.required else None
        choices = f" Một trong: {'; '.join(words)}." if words else ""
        sheet.write_string(row, 0, f"– {column.label}", wrap)
        sheet.write_string(row, 1, f"{must}{NOTES[column.key]}{choices}", wrap)
        row += 1
    return row
