"""Workbooks as plain data, written by XlsxWriter: an invented catalogue of the usual shape, and ways to spoil it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import xlsxwriter

TITLE = "(Kèm theo Quyết định số 15/QĐ-UBND ngày 30 tháng 4 năm 2026 của UBND phường Bến Trúc)"
HEADINGS = [
    "STT", "Mã CV", "Nhiệm vụ", "Công việc chi tiết", "Sản phẩm đầu ra", "Nhóm", "Khung điểm", "Điểm chấm",
    "Hệ số quy đổi", "Ghi chú",
]  # fmt: skip
FRAMES = {"N1": "1-10", "N2": "11-50", "N3": "51-100", "N4": "101-200"}
POINTS = {"N1": [5, 8, 3], "N2": [25, 40, 45], "N3": [60, 75, 90], "N4": [120, 150]}
DIVISIONS = {
    "Văn phòng HĐND và UBND": ["VP"],
    "Phòng Kinh tế, Hạ tầng và Đô thị": ["KT", "DT", "KT.DA"],
    "Phòng Văn hóa - Xã hội": ["VH", "XH"],
    "Trung tâm Phục vụ hành chính công": ["HCC"],
}
FULL_RESULT = object()


@dataclass(frozen=True)
class Formula:
    """A formula and the result the file keeps; without one the reader finds none."""

    text: str
    result: float | str | None = None


Value = str | float | int | bool | date | Formula | None


@dataclass
class Page:
    """A sheet to write: rows of values, merged ranges (first row, column, last row, column, from 0)."""

    name: str
    rows: list[list[Value]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False

    def heading(self) -> int:
        """The index of the row of headings."""
        return next(i for i, row in enumerate(self.rows) if "Mã CV" in row or "Điểm tối đa" in row)

    def column(self, heading: str) -> int:
        return self.rows[self.heading()].index(heading)

    def put(self, item: int, heading: str, value: Value) -> int:
        """Set a cell of the item (from 0) under a heading; returns the row's number in the sheet."""
        row = self.heading() + 1 + item
        self.rows[row][self.column(heading)] = value
        return row + 1


def write(pages: Iterable[Page]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for page in pages:
        sheet = book.add_worksheet(page.name)
        if page.hidden:
            sheet.hide()
        for r, row in enumerate(page.rows):
            for c, value in enumerate(row):
                _cell(sheet, (r, c), value, day)
        for r1, c1, r2, c2 in page.merged:
            shown = page.rows[r1][c1]
            sheet.merge_range(r1, c1, r2, c2, shown if isinstance(shown, str | int | float) else "")
    book.close()
    return buffer.getvalue()


def _cell(sheet: xlsxwriter.worksheet.Worksheet, at: tuple[int, int], value: Value, day: xlsxwriter.format.Format) -> None:
    match value:
        case None | "":
            return
        case Formula(text, result):
            sheet.write_formula(*at, text, None, 0 if result is None else result)
        case bool():
            sheet.write_boolean(*at, value)
        case int() | float():
            sheet.write_number(*at, value)
        case date():
            sheet.write_datetime(*at, value, day)
        case _:
            sheet.write_string(*at, value)


def item(number: int, code: str, group: str, points: float, division: str | None = None) -> list[Value]:
    """A row of the catalogue; its coefficient is a formula with its result, against 5 points."""
    texts: list[Value] = [f"Nhiệm vụ {code}", f"Việc chi tiết của {code}", f"Văn bản {code}"]
    points_at = "I" if division else "H"
    coefficient = Formula(f"=ROUND({points_at}{number + 5}/5,2)", round(points / 5, 2))
    start: list[Value] = [number, code, division] if division else [number, code]
    return [*start, *texts, group, FRAMES[group], points, coefficient, ""]


def leaders() -> Page:
    rows: list[list[Value]] = [["PHỤ LỤC II"], ["DANH MỤC QUY ĐỔI - NHIỆM VỤ LÃNH ĐẠO, QUẢN LÝ"], [TITLE], list(HEADINGS)]
    rows += [item(n, f"QL.{n:02d}", "N3" if n % 2 else "N2", 70 if n % 2 else 45) for n in range(1, 19)]
    return Page("PL II - Lanh dao QL", rows, [(0, 0, 0, 9), (2, 0, 2, 8)])


def common() -> Page:
    headings = [*HEADINGS[:-1], "Sản phẩm chuẩn = 5 điểm = hệ số 1,00"]
    rows: list[list[Value]] = [["PHỤ LỤC III"], ["DANH MỤC DÙNG CHUNG CHO TẤT CẢ CÁC PHÒNG, ĐƠN VỊ"], [TITLE], [*headings]]
    codes = [f"DC.{n:02d}" for n in range(1, 8)] + [f"DC.QPPL.{n:02d}" for n in range(1, 4)]
    for n, code in enumerate(codes, 1):
        group = ["N1", "N2", "N3", "N4"][(n - 1) % 4]
        rows.append(item(n, code, group, POINTS[group][n // 5 % 2]))
    return Page("PL III - Dung chung", rows, [(0, 0, 0, 9)])


def divisions() -> Page:
    headings = [*HEADINGS[:2], "Phòng, ban chuyên môn", *HEADINGS[2:]]
    rows: list[list[Value]] = [["PHỤ LỤC IV"], ["DANH MỤC RIÊNG THEO PHÒNG, ĐƠN VỊ"], [TITLE], [], [*headings]]
    number = 0
    for division, prefixes in DIVISIONS.items():
        for prefix in prefixes:
            for n in range(1, 5):
                number += 1
                group = ["N2", "N3", "N1", "N4"][number % 4]
                rows.append(item(number, f"{prefix}.{n:02d}", group, POINTS[group][number // 3 % 2], division))
    return Page("PL IV - Rieng phong", rows, [(0, 0, 0, 10)])


def criteria() -> Page:
    rows: list[list[Value]] = [["PHỤ LỤC I: TIÊU CHÍ CHUNG"], [TITLE], ["TT", "Tiêu chí chấm điểm", "Điểm tối đa"]]
    for roman, names in (("I", ["Phẩm chất", "Kỷ luật"]), ("II", ["Chuyên môn", "Trách nhiệm", "Thái độ", "Phối hợp"])):
        rows.append([roman, f"Nhóm tiêu chí {roman}", 10])
        rows += [[n, name, 10 / len(names)] for n, name in enumerate(names, 1)]
    rows.append(["", "CỘNG", 20])
    return Page("PL I - Tieu chi chung", rows, [(0, 0, 0, 2)])


def catalogue() -> list[Page]:
    """The invented catalogue: criteria, 18 products of leaders, 10 common ones, 28 of four divisions."""
    return [criteria(), leaders(), common(), divisions()]
