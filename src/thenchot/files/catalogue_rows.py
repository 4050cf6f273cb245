"""The rows of a table of products: code, names, group, frame, points and coefficient, each checked where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from thenchot.files.refusals import (
    CODE_BAD,
    CODE_TWICE,
    FRAME_BAD,
    FRAME_IS_DATE,
    PART_UNKNOWN,
    POINTS_NOT_POSITIVE,
    ROW_SKIPPED,
)
from thenchot.files.table import Column, Problem, Reader, Table, clean, heading, merged_rows
from thenchot.files.workbook import ERROR_TEXTS
from thenchot.lib.vietnamese import fold
from thenchot.standards.drafts import COMMON, LEADER

CATALOGUE = (
    Column("code", "Mã CV", ("ma", "ma cong viec", "ma san pham", "ma sp", "ma san pham/cong viec", "ma nhiem vu"), longest=30),
    Column(
        "division", "Phòng, ban chuyên môn", ("phong ban", "phong, ban", "phong, don vi", "phong ban chuyen mon", "don vi"),
        required=False, longest=120,
    ),
    Column("name", "Nhiệm vụ", ("ten nhiem vu", "nhiem vu/cong viec", "ten cong viec", "ten san pham/cong viec")),
    Column("detail", "Công việc chi tiết", ("chi tiet cong viec", "noi dung cong viec", "chi tiet"), required=False),
    Column("output", "Sản phẩm đầu ra", ("san pham", "ket qua dau ra", "san pham/ket qua"), required=False, longest=300),
    Column("group", "Nhóm", ("nhom phuc tap", "nhom cong viec"), longest=10),
    Column("frame", "Khung điểm", ("khung diem nhom",), required=False, longest=40),
    Column("points", "Điểm chấm", ("diem", "diem quy doi", "so diem")),
    Column("coefficient", "Hệ số quy đổi", ("he so", "he so qd")),
    Column("note", "Ghi chú", ("san pham chuan*", "chu thich"), required=False),
)  # fmt: skip
CODE = re.compile(r"[A-ZĐ0-9]{1,12}(?:\.[A-ZĐ0-9]{1,12}){1,3}")
FRAME = re.compile(r"(\d+(?:,\d+)?)\s*[-–—]\s*(\d+(?:,\d+)?)")
OPEN_FRAME = re.compile(r"(tren|>|>=|tu)\s*(\d+(?:,\d+)?)(?:\s*tro len)?|(\d+(?:,\d+)?)\s*tro len")
Frame = tuple[Decimal, Decimal | None]


@dataclass(frozen=True)
class RawItem:
    """A product as it stands in the file; without a coefficient where the formula was never computed."""

    sheet: str
    row: int
    code: str
    name: str
    detail: str
    output: str
    part: str
    group: str
    frame: Frame | None
    points: Decimal
    coefficient: Decimal | None
    note: str


def read_items(table: Table, known: Mapping[str, RawItem], problems: list[Problem]) -> list[RawItem]:
    """Read the table's rows; those with something wrong are complained of and left out."""
    part = _part_of(table)
    if part is None:
        problems.append(Problem(table.sheet.name, table.heading + 1, "", PART_UNKNOWN()))
        return []
    skipped = merged_rows(table, problems)
    reader = Reader(table, problems)
    found: list[RawItem] = []
    codes = dict(known)
    for row, cells in table.rows():
        reader.at(row, cells)
        item = None if row in skipped or _is_no_item(reader) else _item(reader, part)
        if item and _is_new(item, codes, reader):
            codes[item.code] = item
            found.append(item)
    return found


def _part_of(table: Table) -> str | None:
    """Whom a table is for, read from its title or the sheet's name; blank where each row says it, None where nothing does."""
    if "division" in table.places:
        return ""
    title = f"{table.above()} {fold(table.sheet.name)}"
    if "lanh dao" in title:
        return LEADER
    return COMMON if "dung chung" in title else None


def _is_no_item(reader: Reader) -> bool:
    """A title, a sum or repeated headings: no code, points or coefficient. Said aloud, so that nothing is lost unseen."""
    code = reader.raw("code")
    if isinstance(code, str) and heading(code) == heading(reader.table.columns["code"].label):
        return True
    if any(reader.raw(key) != "" for key in ("code", "points", "coefficient", "group")):
        return False
    if said := _said(reader):
        reader.warn("code", ROW_SKIPPED(text=said[:80]))
    return True


def _said(reader: Reader) -> str:
    return " ".join(clean(cell) for cell in reader.cells if isinstance(cell, str) and cell)


def _item(reader: Reader, part: str) -> RawItem | None:
    code = _code(reader)
    name, detail, output, group = (reader.text(key) for key in ("name", "detail", "output", "group"))
    division = part or _division(reader)
    frame, points, coefficient = _frame(reader), _points(reader), _coefficient(reader)
    note = clean(reader.raw("note"))[:500]
    if reader.bad or points is None:
        return None
    return RawItem(
        reader.table.sheet.name, reader.row, code, name, detail, output, division, group.upper(), frame, points,
        coefficient, note,
    )  # fmt: skip


def _division(reader: Reader) -> str:
    division = reader.text("division")
    if not division and not reader.bad:
        reader.complain("division", PART_UNKNOWN())
    return division


def _points(reader: Reader) -> Decimal | None:
    points = reader.number("points")
    if points is not None and points <= 0:
        reader.complain("points", POINTS_NOT_POSITIVE())
    return points


def _code(reader: Reader) -> str:
    code = reader.text("code").upper()
    if code and not CODE.fullmatch(code):
        reader.complain("code", CODE_BAD(value=code))
    return code


def _is_new(item: RawItem, codes: Mapping[str, RawItem], reader: Reader) -> bool:
    first = codes.get(item.code)
    if first is not None:
        reader.complain("code", CODE_TWICE(code=item.code, sheet=first.sheet, row=first.row))
    return first is None


def _coefficient(reader: Reader) -> Decimal | None:
    """The result the file keeps of its formula; None where there is none yet."""
    value = reader.raw("coefficient")
    if value == "" or (isinstance(value, str) and not value.strip() and value not in ERROR_TEXTS):
        return None
    return reader.number("coefficient")


def _frame(reader: Reader) -> Frame | None:
    value = reader.raw("frame")
    if isinstance(value, datetime | date):
        reader.complain("frame", FRAME_IS_DATE())
        return None
    if value == "":
        return None
    text = reader.text("frame")
    frame = frame_of(text) if text else None
    if text and frame is None and not reader.bad:
        reader.complain("frame", FRAME_BAD(value=text))
    return frame


def frame_of(text: str) -> Frame | None:
    """Read "51-100", "trên 200" or "từ 201 trở lên"; None for anything else."""
    if closed := FRAME.fullmatch(text):
        low, high = _decimal(closed[1]), _decimal(closed[2])
        return (low, high) if low <= high else None
    opened = OPEN_FRAME.fullmatch(fold(text))
    if not opened:
        return None
    # "Trên 200" begins after 200; points are whole in every catalogue seen, so after 200 is from 201.
    above = opened[1] in ("tren", ">")
    return _decimal(opened[2] or opened[3]) + (1 if above else 0), None


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
