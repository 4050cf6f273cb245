"""The annex of general criteria (tiêu chí chung) that stands beside a catalogue: shown, and its sum checked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from thenchot.files.refusals import CRITERIA_SUM
from thenchot.files.table import Column, Problem, Reader, Table, clean, shown
from thenchot.lib.vietnamese import fold

CRITERIA = (
    Column("number", "TT", ("stt", "so tt")),
    Column("name", "Tiêu chí chấm điểm", ("tieu chi", "noi dung tieu chi", "tieu chi chung"), longest=1000),
    Column("points", "Điểm tối đa", ("diem toi da", "thang diem", "diem chuan")),
)
ROMAN = frozenset({"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"})


@dataclass(frozen=True)
class Criterion:
    """A line of the annex; a heading (I, II, III) sums the lines below it."""

    number: str
    name: str
    points: Decimal
    is_group: bool


def read_criteria(table: Table, problems: list[Problem]) -> list[Criterion]:
    reader = Reader(table, problems)
    found: list[Criterion] = []
    total: Decimal | None = None
    for row, cells in table.rows():
        reader.at(row, cells)
        points = reader.number("points")
        if points is None:
            continue
        name, number = clean(reader.raw("name")), _number(reader)
        if fold(name) in ("cong", "tong cong", "tong"):
            total = points
        else:
            found.append(Criterion(number, name, points, number in ROMAN))
    leaves = sum((line.points for line in found if not line.is_group), Decimal(0))
    if total is not None and leaves != total:
        reader.complain("points", CRITERIA_SUM(found=shown(leaves), total=shown(total)))
    return found


def _number(reader: Reader) -> str:
    value = reader.raw("number")
    return f"{value:g}" if isinstance(value, float | int) else clean(value)
