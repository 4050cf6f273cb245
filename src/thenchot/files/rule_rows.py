"""Rules of an office's regulations out of a table: code, words, and what one violation takes off which line."""

from __future__ import annotations

from dataclasses import dataclass

from thenchot.files.fact_rows import sheets_of
from thenchot.files.refusals import SHEET_UNKNOWN
from thenchot.files.table import Column, Problem, Reader, Table, clean, find_table, merged_rows, shown
from thenchot.lib.refusals import refuse_if

COLUMNS = (
    Column("code", "Mã", ("ma dieu", "ma quy che"), longest=30),
    Column("text", "Nội dung", ("dieu quy che", "noi dung quy dinh"), longest=500),
    Column("rulebook", "Bộ quy tắc", (), required=False),
    Column("criterion", "Tiêu chí", ("ma tieu chi",), required=False),
    Column("points", "Điểm trừ", ("tru", "diem"), required=False),
)


@dataclass(frozen=True)
class RuleRow:
    """A rule as its row gives it, texts; `points` blank where a violation takes nothing off."""

    number: int
    code: str
    text: str
    rulebook: str
    criterion: str
    points: str


def read_rules(name: str, data: bytes) -> tuple[list[RuleRow], list[Problem]]:
    """The rows of every table with the headings, and what is wrong with others. Refuses a file without such a table."""
    problems: list[Problem] = []
    tables = [table for sheet in sheets_of(name, data) if (table := find_table(sheet, COLUMNS, problems))]
    refuse_if(not tables, SHEET_UNKNOWN, columns=", ".join(column.label for column in COLUMNS if column.required))
    return [row for table in tables for row in _rows(table, problems)], problems


def _rows(table: Table, problems: list[Problem]) -> list[RuleRow]:
    skipped, reader, found = merged_rows(table, problems), Reader(table, problems), []
    for number, cells in table.rows():
        reader.at(number, cells)
        if number in skipped:
            continue
        texts = {key: reader.text(key) for key in ("code", "text", "rulebook", "criterion")}
        points = _points(reader)
        if not reader.bad:
            found.append(RuleRow(number=number, points=points, **texts))
    return found


def _points(reader: Reader) -> str:
    raw = reader.raw("points")
    if isinstance(raw, str):
        return clean(raw)
    number = reader.number("points")
    return shown(number) if number is not None else ""
