"""Tables of a plan out of files and out of what is pasted: the five columns found by their headings, cell by cell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from thenchot.files.packed import Limits
from thenchot.files.people_cells import FIRST_DAY, LAST_DAY
from thenchot.files.plan_words import document_tables
from thenchot.files.refusals import DATE_BAD, DATE_FAR, MERGED, PASTED_LONG, PLAN_UNKNOWN
from thenchot.files.table import Column, Problem, Reader, Table, clean, find_table, shown_sheets
from thenchot.files.workbook import ERROR_TEXTS, Cell, Sheet, open_workbook
from thenchot.lib.refusals import Refusal, refuse_if
from thenchot.workplan.actions.import_plan import Brought
from thenchot.workplan.incoming import COLUMNS, Incoming, identified, mark
from thenchot.workplan.refusals import CELL_FILLED

LIMITS = Limits(packed=10, unpacked=60, rows=5000)
LONGEST_PASTED = 400_000
"""Characters: some two thousand rows."""
LABELS = ("Nội dung", "Lãnh đạo phụ trách", "Cá nhân, đơn vị thực hiện", "Thời gian", "Kết quả")
"""The five columns of the table, in this order wherever it is written."""
MARK, GUIDE = "Mã dòng", "Hướng dẫn"
WANTED = (
    Column("content", LABELS[0], ("noi dung*", "nhiem vu*", "cong viec*", "ten cong viec*", "ten nhiem vu*", "dau viec*")),
    Column("leader", LABELS[1], ("lanh dao*", "nguoi chi dao*", "chi dao*", "dong chi phu trach*", "phu trach*"), required=False),
    Column(
        "doer", LABELS[2], ("ca nhan*", "nguoi thuc hien*", "can bo*", "cong chuc*", "chuyen vien*", "phan cong*", "chu tri*"),
        required=False,
    ),
    Column("doer_unit", "Đơn vị thực hiện", ("don vi*", "co quan*", "bo phan*", "phong*"), required=False),
    Column("deadline", LABELS[3], ("thoi gian*", "thoi han*", "han*", "tien do*", "ngay hoan thanh*"), required=False),
    Column("result", LABELS[4], ("ket qua*", "san pham*"), required=False),
    Column("mark", MARK, required=False),
)  # fmt: skip
COLUMN_OF = {column.key: column for column in WANTED}
SHARED = ("leader", "doer", "doer_unit", "deadline")
"""Columns whose cells plans merge over the rows of one leader, one doer, one day."""
NUMBER_OF_COLUMN = re.compile(r"\(?\d{1,2}\)?")


@dataclass(frozen=True)
class Filled:
    """A cell merged over rows, whose value each of them takes."""

    first: int
    last: int
    value: Cell


def read_file(name: str, data: bytes) -> Brought:
    """The rows of a workbook or of the tables of a Word document; refuses what is neither, or has no table of a plan."""
    sheets = (
        document_tables(data, LIMITS)
        if name.lower().endswith((".docx", ".doc"))
        else open_workbook(data, LIMITS)
    )
    problems: list[Problem] = []
    wanted = [sheet for sheet in sheets if sheet.name != GUIDE]
    tables = [
        table for sheet in shown_sheets(wanted, problems) if (table := find_table(sheet, WANTED, problems))
    ]
    refuse_if(not tables, PLAN_UNKNOWN)
    rows = [row for table in tables for row in _rows(table)]
    return Brought(rows, name, [_said(problem.why) for problem in problems])


def read_pasted(text: str) -> Brought:
    """The rows of what was copied out of a spreadsheet: with headings as they say, without them in the five columns' order."""
    refuse_if(len(text) > LONGEST_PASTED, PASTED_LONG, count=len(text), limit=LONGEST_PASTED)
    sheet = Sheet("", [[*row] for row in _split(text)])
    table = find_table(sheet, WANTED, []) or _in_order(sheet)
    return Brought(list(_rows(table)))


def _split(text: str) -> list[list[str]]:
    """Cells with a line break of their own come in quotes; what is quoted otherwise than a spreadsheet does is split plainly."""
    # Only line ends part rows: a line break that Word puts inside a cell (\x0b) or a web page does (\u2028) parts none.
    lines = [*io.StringIO(text, newline="")]
    try:
        return list(csv.reader(lines, delimiter="\t", strict=True))
    except csv.Error:
        return [line.rstrip("\r\n").split("\t") for line in lines]


def _in_order(sheet: Sheet) -> Table:
    """A table without headings: the five columns in their order, after the row's number where each row begins with one."""
    filled = [row for row in sheet.rows if any(row)]
    numbered = any(row[1:2] != [""] and len(row) > 1 for row in filled) and all(
        _is_number(row[0]) for row in filled
    )
    places = {column: at + numbered for at, column in enumerate(COLUMNS)}
    return Table(sheet, COLUMN_OF, places, 0, 0)


def _is_number(cell: Cell) -> bool:
    return not cell or NUMBER_OF_COLUMN.fullmatch(str(cell).strip(" .")) is not None


def _rows(table: Table) -> Iterator[Incoming]:
    problems: list[Problem] = []
    reader, filled, titles = Reader(table, problems), _filled(table), _titles(table)
    for number, cells in table.rows():
        if number in titles or _is_ruler(cells):
            continue
        problems.clear()
        row = [*cells]
        for place, one in filled.get(number, {}).items():
            row[place] = one.value
        yield _with_merged(_row(reader.at(number, row), problems), table, filled.get(number, {}))


def _row(reader: Reader, problems: Sequence[Problem]) -> Incoming:
    """One row; a blank cell is nothing wrong here: what a row must have is asked where it is laid beside the table."""
    texts = {key: _text(reader, key) for key in ("content", "leader", "doer", "doer_unit", "result", "mark")}
    deadline = _day(reader)
    doer = ", ".join(filter(None, (texts["doer"], texts["doer_unit"])))
    task_id, base = identified(texts["mark"])
    base = _of_the_file(base, reader.table)
    cells = {**{column: texts.get(column, "") for column in COLUMNS}, "doer": doer, "deadline": deadline}
    keys = {column.label: "doer" if column.key == "doer_unit" else column.key for column in WANTED}
    bad = {keys[one.column]: _said(one.why) for one in problems if one.column != MARK}
    return Incoming(reader.row, reader.table.sheet.name, cells, bad, task_id=task_id, base=base)


def _of_the_file(base: tuple[str, ...], table: Table) -> tuple[str, ...]:
    """The marks of an exported row; of a column that was taken out of the file that of a blank, so that nothing is emptied."""
    there = table.places.keys() | ({"doer"} if "doer_unit" in table.places else set())
    return tuple(one if column in there else mark("") for column, one in zip(COLUMNS, base, strict=False))


def _text(reader: Reader, key: str) -> str:
    value = reader.raw(key)
    blank = value == "" or (isinstance(value, str) and not value.strip())
    return "" if blank else reader.text(key)


def _day(reader: Reader) -> str:
    """A day as 2026-11-25, or the words of a cell as they stand: which day they mean depends on the table's month."""
    value = reader.raw("deadline")
    if isinstance(value, str):
        text = clean(value)
        return reader.text("deadline") if text in ERROR_TEXTS else text
    if not isinstance(value, date):
        reader.complain("deadline", DATE_BAD(value=str(value)))
        return ""
    day = value.date() if isinstance(value, datetime) else value
    if not FIRST_DAY <= day <= LAST_DAY:
        reader.complain("deadline", DATE_FAR(value=f"{day:%d/%m/%Y}"))
    return day.isoformat()


def _filled(table: Table) -> dict[int, dict[int, Filled]]:
    """Cells merged over rows, by row and place: below the first row of a merged cell the file holds nothing."""
    found: dict[int, dict[int, Filled]] = {}
    rows, wanted = table.sheet.rows, sorted(table.places.values())
    for first, left, last, right in table.sheet.merged:
        place = next((one for one in wanted if left <= one <= right), None)
        if place is not None and first < min(last, len(rows)):
            one = Filled(first + 1, last + 1, rows[first][left])
            below = range(max(first, table.begins), min(last + 1, len(rows)))
            for row in below:
                found.setdefault(row + 1, {})[place] = one
    return found


def _with_merged(row: Incoming, table: Table, filled: Mapping[int, Filled]) -> Incoming:
    """A shared value is taken for each row, and said; a content or a result over several rows is nobody's alone."""
    columns = {place: key for key, place in table.places.items()}
    bad, notes = dict(row.bad), list(row.notes)
    for place, one in filled.items():
        key = columns[place]
        if key in SHARED:
            given = {"first": str(one.first), "last": str(one.last), "text": clean(one.value)}
            notes.append((CELL_FILLED.code, {"column": table.columns[key].label, **given}))
        else:
            bad[key] = (MERGED.code, {"first": str(one.first), "last": str(one.last)})
    return replace(row, bad=bad, notes=tuple(notes))


def _titles(table: Table) -> set[int]:
    """Rows merged into one title across most of the table."""
    wanted = table.places.values()
    return {
        first + 1
        for first, left, last, right in table.sheet.merged
        if first == last and sum(left <= place <= right for place in wanted) > len(wanted) // 2
    }


def _is_ruler(cells: Sequence[Cell]) -> bool:
    """The row (1) (2) (3) … that numbers the columns."""
    texts = [clean(cell) for cell in cells if cell != ""]
    return len(texts) > 2 and all(NUMBER_OF_COLUMN.fullmatch(text.removesuffix(".0")) for text in texts)


def _said(why: Refusal) -> tuple[str, Mapping[str, str]]:
    return why.code, {name: str(value) for name, value in why.params.items()}
