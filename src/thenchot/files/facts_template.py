"""The template for the facts of one kind: its columns with a note each, lists to choose from, nothing a formula could be."""

from __future__ import annotations

import io

import xlsxwriter

from thenchot.evidence.kinds import FactKind
from thenchot.files.fact_rows import GUIDE, label_of, order_of

SHEET = "Thông tin"
ROWS = 2000
NOTES = {
    "subject": "Mã có trong phần mềm, giữ số 0 ở đầu.",
    "name": "Để đối chiếu với mã; có thể để trống.",
    "month": "Tháng được tính, dạng 11/2026. Để trống thì lấy tháng chọn trên trang nhập.",
    "day": "Dạng 05/11/2026.",
    "text": "Nêu việc, kết luận. Không chép thông tin ngoài phạm vi đánh giá.",
    "document": "Văn bản làm căn cứ. Để trống thì lấy văn bản ghi trên trang nhập.",
    "document_on": "Dạng 05/11/2026.",
    "rule": "Mã điều của quy chế cơ quan, ví dụ QC-01.",
    "ref": "Số của nguồn; một số chỉ được ghi nhận một lần, dù nhập lại tệp. Để trống thì phần mềm tự đối chiếu nội dung.",
    "choice": "Chọn một trong danh sách.",
}
FIGURE = "Số nguyên; không có thì ghi 0."


def columns_of(kind: FactKind) -> list[str]:
    """The columns of the kind's form, with the name to check by and what the whole page else gives."""
    first, *rest = order_of(kind)
    month = ["month"] if "month" in kind.asks else []
    paper = ["document", "document_on"] if kind.paper else []
    return [first, "name", *month, *rest[:-1], *paper, rest[-1]]


def template(kind: FactKind) -> bytes:
    """Return an .xlsx with the sheets Thông tin and Hướng dẫn; nothing on the second is taken in."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    text = book.add_format({"num_format": "@"})
    head = book.add_format({"bold": True, "num_format": "@", "bg_color": "#E8EEF7", "bottom": 1, "text_wrap": True})
    sheet, guide = book.add_worksheet(SHEET), book.add_worksheet(GUIDE)
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 32)
    guide.set_column(0, 0, 28)
    guide.set_column(1, 1, 90)
    guide.write_string(0, 0, "Loại thông tin")
    guide.write_string(0, 1, kind.vi)
    for place, key in enumerate(columns_of(kind)):
        sheet.set_column(place, place, 40 if key == "text" else 20, text)
        sheet.write_string(0, place, label_of(key), head)
        guide.write_string(place + 1, 0, label_of(key))
        guide.write_string(place + 1, 1, NOTES.get(key, FIGURE))
        if key == "choice":
            sheet.data_validation(1, place, ROWS, place, {"validate": "list", "source": [one.vi for one in kind.choices]})
    book.close()
    return buffer.getvalue()
