"""Facts out of a workbook, a .csv file or what is pasted: each row's cells as texts, what cannot be read named with its row."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime

from thenchot.evidence.kinds import FactKind, all_kinds
from thenchot.evidence.reading import Line
from thenchot.files.packed import MB, Limits
from thenchot.files.refusals import (
    BROKEN_FORMULA,
    CODE_IS_NUMBER,
    EMPTY_FILE,
    MERGED,
    NOT_TEXT,
    OLD_FORMAT,
    SHEET_UNKNOWN,
    TOO_LARGE,
    WRONG_TYPE,
)
from thenchot.files.table import Column, Table, clean, find_table
from thenchot.files.workbook import ERROR_TEXTS, Cell, Sheet, open_workbook
from thenchot.lib.refusals import Refusal, refuse_if

LIMITS = Limits(packed=5, unpacked=60, rows=10_000)
GUIDE = "Hướng dẫn"
DAYS = ("day", "effect", "document_on")
CODES = ("ref", "subject", "rule")
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
PLAIN = (
    Column("subject", "Mã cán bộ, đơn vị", ("ma", "ma can bo", "ma can bo, cong chuc", "ma cbcc", "ma don vi", "ma nhan su")),
    Column("ref", "Số của nguồn", ("so", "so phieu", "so bien ban", "ma su viec"), required=False),
    Column("kind", "Loại thông tin", ("loai",), required=False),
    Column("name", "Họ và tên", ("ho ten",), required=False),
    Column("month", "Tháng", ("ky",), required=False),
    Column("day", "Ngày xảy ra", ("ngay", "ngay thang"), required=False),
    Column("effect", "Ngày có hiệu lực", ("hieu luc",), required=False),
    Column("text", "Nội dung", ("han che, thieu sot", "noi dung han che"), required=False, longest=2000),
    Column("document", "Số, ký hiệu văn bản", ("so van ban", "van ban"), required=False),
    Column("document_on", "Ngày văn bản", (), required=False),
    Column("rule", "Mã quy chế", ("ma dieu", "dieu quy che"), required=False),
    Column("choice", "Mức, hình thức", ("muc", "hinh thuc", "ket qua"), required=False),
)


def columns() -> tuple[Column, ...]:
    """Every column a file may have: the plain ones and the figures of all kinds."""
    figures = {one.code: one.vi for kind in all_kinds().values() for one in kind.figures}
    return (*PLAIN, *(Column(code, label, required=False) for code, label in figures.items()))


def order_of(kind: FactKind) -> tuple[str, ...]:
    """The columns of a kind in the order of its form, its template and of what is pasted without headings."""
    day = ("day",) if "day" in kind.asks else ()
    choice = ("choice",) if kind.choices else ()
    rule = ("rule",) if "rule" in kind.asks else ()
    return ("subject", *day, *(one.code for one in kind.figures), *rule, *choice, "text", "ref")


def read_file(name: str, data: bytes) -> list[Line]:
    """Rows of every shown sheet that has the headings, or of a .csv file. Refuses what is neither, and a file without them."""
    tables = [table for sheet in sheets_of(name, data) if (table := find_table(sheet, columns(), []))]
    refuse_if(not tables, SHEET_UNKNOWN, columns=PLAIN[0].label)
    return [line for table in tables for line in _lines(table)]


def sheets_of(name: str, data: bytes) -> list[Sheet]:
    """The shown sheets of a workbook, or a .csv file as one. Refuses what is neither, and what is too large."""
    refuse_if(not data, EMPTY_FILE)
    refuse_if(len(data) > LIMITS.packed * MB, TOO_LARGE, limit=LIMITS.packed)
    sheets = [_csv(data)] if name.lower().endswith((".csv", ".txt", ".tsv")) else open_workbook(data, LIMITS)
    return [sheet for sheet in sheets if sheet.visible and not sheet.is_empty and sheet.name != GUIDE]


def read_pasted(text: str, kind: FactKind) -> list[Line]:
    """Rows copied out of a spreadsheet: by their headings, or without them in the order of the kind's columns."""
    sheet = Sheet("", [[*row] for row in csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_MINIMAL)])
    known = {column.key: column for column in columns()}
    in_order = {key: place for place, key in enumerate(order_of(kind))}
    table = find_table(sheet, columns(), []) or Table(sheet, known, in_order, 0, 0)
    return list(_lines(table))


def _csv(data: bytes) -> Sheet:
    """A text table with commas, semicolons or tabs, whichever its first row has most of."""
    refuse_if(data.startswith((b"\xd0\xcf\x11\xe0", b"PK")), OLD_FORMAT)
    mark, encoding = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as wrong:
        raise NOT_TEXT() from wrong
    refuse_if("\0" in text, NOT_TEXT)
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows: list[list[Cell]] = [[*row] for row in csv.reader(text.splitlines(), delimiter=delimiter)]
    except csv.Error as wrong:
        raise NOT_TEXT() from wrong
    return Sheet("", rows)


def _lines(table: Table) -> list[Line]:
    merged = _merged(table)
    return [_line(table, number, cells, merged.get(number)) for number, cells in table.rows()]


def _merged(table: Table) -> dict[int, Refusal]:
    """Rows that merged cells run through: nobody can tell which of them the value belongs to."""
    found: dict[int, Refusal] = {}
    for first, left, last, right in table.sheet.merged:
        touches = first >= table.begins and any(left <= place <= right for place in table.places.values())
        if touches:
            found |= {row: MERGED(first=first + 1, last=last + 1) for row in range(first + 1, last + 2)}
    return found


def _line(table: Table, number: int, cells: Sequence[Cell], merged: Refusal | None) -> Line:
    texts: dict[str, str] = {}
    wrong = merged
    for key, place in table.places.items():
        try:
            texts[key] = _text(key, cells[place] if place < len(cells) else "")
        except Refusal as refusal:
            refusal.field = key
            wrong = wrong or refusal
    return Line(number, texts, wrong)


def _text(key: str, value: Cell) -> str:
    """A cell as somebody would have typed it: a date as a day, a whole number without its point."""
    if isinstance(value, str):
        text = clean(value)
        if text in ERROR_TEXTS:
            raise BROKEN_FORMULA(value=text)
        return text
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        return f"{day:%m/%Y}" if key == "month" else f"{day:%d/%m/%Y}"
    if key in CODES:
        raise CODE_IS_NUMBER()
    if isinstance(value, bool) or not isinstance(value, int | float) or key in DAYS:
        raise WRONG_TYPE(found="giá trị đúng/sai" if isinstance(value, bool) else "số")
    return str(int(value)) if float(value).is_integer() else str(value)


def label_of(key: str) -> str:
    """The heading of a column by its key; "" for one that no file has."""
    return next((column.label for column in columns() if column.key == key), "")
