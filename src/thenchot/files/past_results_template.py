"""The template for past results: text cells that keep leading zeros, a note on each column, examples on a sheet of their own."""

from __future__ import annotations

import io

import xlsxwriter

from thenchot.files.past_results import COLUMNS, SHEET

GUIDE = "Hướng dẫn"
NUMBERS = ("score", "self_score")
NOTES = {
    "staff": "Mã cán bộ có trong phần mềm, giữ số 0 ở đầu.",
    "full_name": "Để đối chiếu với mã; có thể để trống.",
    "period": "Tháng 10/2026, quý III/2026, 6 tháng đầu năm 2026 hoặc năm 2025.",
    "unit": "Đơn vị của người đó trong kỳ, ghi như nguồn gửi.",
    "self_score": "Điểm người đó tự chấm, từ 0 đến 100; có thể để trống.",
    "self_level": "Mức người đó tự xếp loại; có thể để trống.",
    "score": "Điểm được xác nhận, từ 0 đến 100. Phải có điểm hoặc mức.",
    "level": "HTXS, HTT, HT, KHT (hoặc ghi đủ chữ); A, B, C, D với khung của Hà Nội.",
    "source": "Phần mềm hoặc cơ quan đã gửi kết quả.",
    "document": "Số, ngày của văn bản gửi kết quả; có thể để trống.",
}
EXAMPLES = [
    [
        "000123", "Trịnh Quang Vĩnh", "3/2026", "Phòng Nội vụ quận Đông Lam", "92", "HTXS", "91,5", "HTXS", "Cơ quan cũ",
        "45/NV, 05/07/2026",
    ],
    [
        "000124", "Nguyễn Thị Hồng Nhung", "năm 2025", "UBND phường Bến Trúc", "", "", "", "Hoàn thành tốt nhiệm vụ",
        "Phần mềm cũ", "",
    ],
]  # fmt: skip


def template() -> bytes:
    """Return an .xlsx with the sheets Kết quả and Hướng dẫn; nothing on the second is taken in."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    text, number = book.add_format({"num_format": "@"}), book.add_format({"num_format": "0.######"})
    must = book.add_format({"bold": True, "num_format": "@", "bg_color": "#E8EEF7", "bottom": 1, "text_wrap": True})
    may = book.add_format({"num_format": "@", "bg_color": "#F4F4F4", "bottom": 1, "text_wrap": True})
    sheet, guide = book.add_worksheet(SHEET), book.add_worksheet(GUIDE)
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 32)
    guide.set_column(0, 0, 28)
    guide.set_column(1, 1, 90)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, 24, number if column.key in NUMBERS else text)
        heading = f"{column.label} (*)" if column.required else column.label
        sheet.write_string(0, place, heading, must if column.required else may)
        sheet.write_comment(0, place, NOTES[column.key], {"x_scale": 2})
        guide.write_string(place, 0, column.label)
        guide.write_string(place, 1, ("Bắt buộc. " if column.required else "") + NOTES[column.key])
    for at, example in enumerate(EXAMPLES, start=len(COLUMNS) + 1):
        said = "; ".join(f"{column.label} = {value}" for column, value in zip(COLUMNS, example, strict=True) if value)
        guide.write_string(at, 0, "Ví dụ")
        guide.write_string(at, 1, said)
    book.close()
    return buffer.getvalue()
