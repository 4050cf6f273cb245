"""The workbook of past results from another software or the old unit: checked row by row, taken in whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from thenchot.assessment.actions.import_past_results import PastRow
from thenchot.files.packed import Limits
from thenchot.files.people_cells import Cells
from thenchot.files.refusals import (
    LEVEL_UNKNOWN,
    NAME_DIFFERS_HERE,
    PERIOD_BAD,
    PERIOD_TO_COME,
    PERSON_UNKNOWN,
    RESULT_EMPTY,
    RESULT_TWICE,
    SCORE_OUT_OF_RANGE,
    SHEET_MISSING,
)
from thenchot.files.table import (
    Column,
    Problem,
    Reader,
    Table,
    find_table,
    in_order,
    merged_rows,
    shown,
    shown_sheets,
)
from thenchot.files.workbook import open_workbook
from thenchot.lib.periods import Period
from thenchot.lib.vietnamese import fold

LIMITS = Limits(packed=40, unpacked=500, rows=200_000)
SHEET = "Kết quả"
GUIDE = "huong dan"
COLUMNS = (
    Column("staff", "Mã cán bộ", ("ma can bo, cong chuc", "ma cbcc", "ma nhan su"), longest=20),
    Column("full_name", "Họ và tên", ("ho ten",), required=False, longest=120),
    Column("period", "Kỳ", ("ky danh gia", "thang, quy, nam"), longest=40),
    Column("unit", "Đơn vị công tác khi đó", ("don vi", "don vi cong tac"), longest=200),
    Column("self_score", "Điểm tự chấm", ("diem tu danh gia",), required=False),
    Column("self_level", "Mức tự xếp loại", ("muc tu danh gia",), required=False, longest=60),
    Column("score", "Điểm", ("diem xac nhan", "diem danh gia"), required=False),
    Column("level", "Mức xếp loại", ("xep loai", "muc"), required=False, longest=60),
    Column("source", "Nguồn", ("phan mem", "noi gui"), longest=200),
    Column("document", "Văn bản", ("so van ban", "quyet dinh"), required=False, longest=200),
)
LEVELS: Mapping[str, str] = {
    **{code.lower(): code for code in ("HTXS", "HTT", "HT", "KHT", "A", "B", "C", "D")},
    "hoan thanh xuat sac nhiem vu": "HTXS", "hoan thanh tot nhiem vu": "HTT", "hoan thanh nhiem vu": "HT",
    "khong hoan thanh nhiem vu": "KHT", "hoan thanh xuat sac": "HTXS", "hoan thanh tot": "HTT", "hoan thanh": "HT",
    "khong hoan thanh": "KHT",
}  # fmt: skip
MOST = Decimal(100)
MONTH = re.compile(r"(?:thang )?(\d{1,2}) ?[/-] ?(\d{4})")
QUARTER = re.compile(r"(?:quy|q) ?(iv|iii|ii|i|[1-4]) ?(?:nam|/|-)? ?(\d{4})")
HALF = re.compile(r"0?6 thang (dau|cuoi) nam (\d{4})")
YEAR = re.compile(r"(?:nam )?(\d{4})")
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@dataclass(frozen=True)
class Batch:
    """What a file holds: rows without anything wrong, and every problem. With an error in it nothing is taken in."""

    rows: list[PastRow]
    problems: list[Problem] = field(default_factory=list)


def read(data: bytes, people: Mapping[str, str], today: date) -> Batch:
    """Read the results; `people` are the names by staff code of whom the reader may bring results.

    Raises a refusal for a file that is no workbook or too large; everything else is in `problems`.
    """
    sheets = open_workbook(data, LIMITS)
    problems: list[Problem] = []
    rows: list[PastRow] = []
    tables = [
        table
        for sheet in shown_sheets([sheet for sheet in sheets if fold(sheet.name) != GUIDE], problems)
        if (table := find_table(sheet, COLUMNS, problems)) is not None
    ]
    if not tables:
        problems.append(Problem(sheets[0].name, 0, "", SHEET_MISSING(name=SHEET)))
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    for table in tables:
        rows += _rows(table, problems, _Known(people, today, seen))
    return Batch(rows, in_order(sheets, problems))


@dataclass(frozen=True)
class _Known:
    """Who there is, what day it is, and the rows met so far (sheet, number) by person and period."""

    people: Mapping[str, str]
    today: date
    seen: dict[tuple[str, str], tuple[str, int]]


def _rows(table: Table, problems: list[Problem], known: _Known) -> list[PastRow]:
    skipped, cells = merged_rows(table, problems), Cells(Reader(table, problems))
    found = []
    for row, values in table.rows():
        cells.reader.at(row, values)
        one = _row(cells, known) if row not in skipped else None
        if one is not None and not cells.reader.bad:
            found.append(one)
    return found


def _row(cells: Cells, known: _Known) -> PastRow:
    reader = cells.reader
    staff, period = cells.code("staff"), _period(reader, known.today)
    _check_person(reader, staff, known.people)
    score, self_score = _score(reader, "score"), _score(reader, "self_score")
    level, self_level = _level(reader, "level"), _level(reader, "self_level")
    if not reader.bad and score is None and not level:
        reader.complain("score", RESULT_EMPTY())
    here = (reader.table.sheet.name, reader.row)
    first = known.seen.setdefault((staff, period), here) if staff and period else here
    if first != here:
        reader.complain("period", RESULT_TWICE(code=staff, row=first[1]))
    return PastRow(
        staff_code=staff, period=period, unit_name=reader.text("unit"), source=reader.text("source"), score=score,
        level=level, self_score=self_score, self_level=self_level, document=reader.text("document"),
    )  # fmt: skip


def _check_person(reader: Reader, staff: str, people: Mapping[str, str]) -> None:
    """A code that is known, and the name that belongs to it where the file gives one."""
    name = reader.text("full_name")
    if staff and staff not in people:
        reader.complain("staff", PERSON_UNKNOWN(code=staff))
    elif staff and name and fold(name) != fold(people[staff]):
        reader.complain("full_name", NAME_DIFFERS_HERE(code=staff, name=people[staff]))


def _period(reader: Reader, today: date) -> str:
    text = reader.text("period")
    if not text:
        return ""
    period = period_of(text)
    if not period:
        reader.complain("period", PERIOD_BAD(value=text))
    elif Period.parse(period).first > today:
        reader.complain("period", PERIOD_TO_COME(value=text))
    return period


def period_of(text: str) -> str:
    """Read tháng 10/2026, quý III/2026, 6 tháng đầu năm 2026, năm 2025 and the codes of periods; "" for anything else."""
    plain = fold(" ".join(text.split()))
    if found := MONTH.fullmatch(plain):
        plain = f"{found[2]}-{int(found[1]):02d}"
    elif found := QUARTER.fullmatch(plain):
        plain = f"{found[2]}-Q{ROMAN.get(found[1], found[1])}"
    elif found := HALF.fullmatch(plain):
        plain = f"{found[2]}-H{1 if found[1] == 'dau' else 2}"
    elif found := YEAR.fullmatch(plain):
        plain = found[1]
    try:
        return str(Period.parse(plain.upper()))
    except ValueError:
        return ""


def _score(reader: Reader, key: str) -> Decimal | None:
    """A score as the source gives it, from 0 to 100; a blank one is none."""
    if reader.raw(key) in ("", None):
        return None
    score = reader.number(key)
    if score is not None and not 0 <= score <= MOST:
        reader.complain(key, SCORE_OUT_OF_RANGE(value=shown(score)))
        return None
    return score


def _level(reader: Reader, key: str) -> str:
    text = reader.text(key)
    if not text:
        return ""
    level = LEVELS.get(fold(text), "")
    if not level:
        reader.complain(key, LEVEL_UNKNOWN(value=text))
    return level
