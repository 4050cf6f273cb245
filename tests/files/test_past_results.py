"""The workbook of past results: every wrong cell is named with what to do, and the template is read as it is written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.files.books import Page, Value, write
from thenchot.files.past_results import COLUMNS, SHEET, Batch, period_of, read
from thenchot.files.past_results_template import template

PEOPLE = {"000123": "Trịnh Quang Vĩnh", "000124": "Nguyễn Thị Hồng Nhung"}
TODAY = date(2026, 11, 21)


def row(**cells: Value) -> list[Value]:
    values: dict[str, Value] = {
        "staff": "000123", "period": "3/2026", "unit": "Phòng Nội vụ cũ", "score": 91.5, "source": "Cơ quan cũ"
    }  # fmt: skip
    values |= cells
    return [values.get(column.key, "") for column in COLUMNS]


def batch(*rows: list[Value]) -> Batch:
    return read(write([Page(SHEET, [[column.label for column in COLUMNS], *rows])]), PEOPLE, TODAY)


def complaints(found: Batch) -> list[tuple[str, int, str]]:
    return [(one.code, one.row, one.column) for one in found.problems if not one.warning]


def test_a_good_row_is_read_as_it_stands() -> None:
    found = batch(row(self_score=92, self_level="HTXS", level="Hoàn thành tốt nhiệm vụ", document="45/NV"))
    assert not found.problems
    one = found.rows[0]
    assert (one.staff_code, one.period, one.score, one.level) == ("000123", "2026-03", Decimal("91.5"), "HTT")
    assert (one.self_score, one.self_level, one.source, one.document) == (Decimal(92), "HTXS", "Cơ quan cũ", "45/NV")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Tháng 10/2026", "2026-10"), ("10-2026", "2026-10"), ("2026-10", "2026-10"), ("quý III/2026", "2026-Q3"),
        ("Quý 3 năm 2026", "2026-Q3"), ("2026-Q3", "2026-Q3"), ("6 tháng đầu năm 2026", "2026-H1"),
        ("06 tháng cuối năm 2026", "2026-H2"), ("Năm 2025", "2025"), ("2025", "2025"), ("13/2026", ""), ("quý V/2026", ""),
        ("đầu năm", ""),
    ],
)  # fmt: skip
def test_a_period_is_read_as_people_write_it(text: str, period: str) -> None:
    assert period_of(text) == period


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"staff": 123}, ("files.code_is_number", 2, "Mã cán bộ")),
        ({"staff": "000999"}, ("files.person_unknown", 2, "Mã cán bộ")),
        ({"full_name": "Ai Khác"}, ("files.name_differs_here", 2, "Họ và tên")),
        ({"period": "mùa xuân"}, ("files.period_bad", 2, "Kỳ")),
        ({"period": "12/2026"}, ("files.period_to_come", 2, "Kỳ")),
        ({"score": 100.5}, ("files.score_out_of_range", 2, "Điểm")),
        ({"score": "chín mươi"}, ("files.not_a_number", 2, "Điểm")),
        ({"level": "Giỏi"}, ("files.level_unknown", 2, "Mức xếp loại")),
        ({"score": ""}, ("files.result_empty", 2, "Điểm")),
        ({"source": ""}, ("files.cell_empty", 2, "Nguồn")),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_column(cells: dict[str, Value], expected: tuple[str, int, str]) -> None:
    found = batch(row(**cells))
    assert complaints(found) == [expected]
    assert not found.rows
    assert found.problems[0].sentence.endswith(".")


def test_the_same_period_of_a_person_stands_once() -> None:
    found = batch(row(), row(staff="000124"), row(period="Tháng 3/2026"))
    assert complaints(found) == [("files.result_twice", 4, "Kỳ")]


def test_the_template_is_one_that_the_reader_reads() -> None:
    found = read(template(), PEOPLE, TODAY)
    assert not found.rows
    assert not complaints(found)


def test_a_file_without_the_table_says_which_one_is_wanted() -> None:
    found = read(write([Page("Trang 1", [["a", "b"], ["c", "d"]])]), PEOPLE, TODAY)
    assert [code for code, *_ in complaints(found)] == ["files.sheet_missing"]
