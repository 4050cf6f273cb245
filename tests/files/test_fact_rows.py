"""Facts out of files and pastes: columns known by headings, cells as somebody would have typed them, what is broken named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.files.books import Formula, Page, Value, write
from thenchot.evidence.kinds import FactKind, all_kinds
from thenchot.evidence.reading import Line
from thenchot.files.fact_rows import LIMITS, columns, label_of, order_of, read_file, read_pasted
from thenchot.files.facts_template import columns_of, template
from thenchot.files.rule_rows import read_rules
from thenchot.files.workbook import open_workbook
from thenchot.lib.days import day_of, month_of
from thenchot.lib.refusals import Refusal

MANY = [kind for kind in all_kinds().values() if not {"act", "level"} & set(kind.asks)]


def lines(*rows: list[Value], merged: Sequence[tuple[int, int, int, int]] = ()) -> list[Line]:
    return read_file("a.xlsx", write([Page("Số liệu", [*rows], merged=[*merged])]))


def test_headings_stand_in_any_order_below_a_title_and_other_columns_are_left_out() -> None:
    found = lines(
        ["BIỂU TỔNG HỢP THÁNG 11"], ["STT", "Nội dung", "Mã cán bộ", "Ghi chú", "Ngày xảy ra", "Trễ hạn"],
        [1, "  Chậm   báo cáo ", "000123", "x", date(2026, 11, 5), 3.0], ["", "", "", "", "", ""],
        [2, "Thiếu hồ sơ", "000124", "", "6/11/2026", "12"],
    )  # fmt: skip
    assert [line.number for line in found] == [3, 5]
    first, second = (line.cells for line in found)
    assert (first["subject"], first["text"], first["day"], first["late"]) == ("000123", "Chậm báo cáo", "05/11/2026", "3")
    assert (second["day"], second["late"]) == ("6/11/2026", "12")
    assert "ref" not in first


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("Mã cán bộ", 123, "files.code_is_number"), ("Số của nguồn", 7, "files.code_is_number"),
        ("Ngày xảy ra", 45600, "files.wrong_type"), ("Nội dung", True, "files.wrong_type"),
        ("Trễ hạn", Formula("=A1/0", "#DIV/0!"), "files.broken_formula"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_spoils_its_row_alone(column: str, value: Value, code: str) -> None:
    heads: list[Value] = ["Mã cán bộ", "Số của nguồn", "Ngày xảy ra", "Nội dung", "Trễ hạn"]
    row: list[Value] = ["000123", "A1", "05/11/2026", "Chậm", 1]
    bad = [value if head == column else cell for head, cell in zip(heads, row, strict=True)]
    first, second = lines(heads, bad, row)
    assert first.wrong is not None
    assert first.wrong.code == code
    assert second.wrong is None


def test_rows_that_merged_cells_run_through_are_named_and_a_hidden_sheet_is_not_read() -> None:
    heads: list[Value] = ["Mã cán bộ", "Nội dung"]
    found = lines(heads, ["000123", "Một"], ["000124", "Hai"], ["000125", "Ba"], merged=[(1, 1, 2, 1)])
    assert [line.wrong.code if line.wrong else "" for line in found] == ["files.merged", "files.merged", ""]
    pages = [Page("Hiện", [heads, ["000123", "Một"]]), Page("Ẩn", [heads, ["9", "x"]], hidden=True)]
    assert [line.cells["subject"] for line in read_file("a.xlsx", write(pages))] == ["000123"]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_table_is_read_with_its_own_separator_and_encoding(mark: str, encoding: str) -> None:
    text = f"Mã cán bộ{mark}Nội dung\r\n000123{mark}Chậm trả lời\r\n"
    (line,) = read_file("a.csv", text.encode(encoding))
    assert (line.number, line.cells["subject"], line.cells["text"]) == (2, "000123", "Chậm trả lời")


@pytest.mark.parametrize("kind", MANY, ids=lambda kind: kind.code)
def test_the_template_of_each_kind_is_read_back_by_its_own_headings(kind: FactKind) -> None:
    (sheet, _guide) = open_workbook(template(kind), LIMITS)
    assert sheet.rows[0] == [label_of(key) for key in columns_of(kind)]
    assert set(order_of(kind)) <= set(columns_of(kind))
    assert all(label_of(key) for key in order_of(kind))


def test_a_paste_without_headings_follows_the_order_of_the_form() -> None:
    kind = all_kinds()["absence"]
    assert order_of(kind) == ("subject", "day", "days", "choice", "text", "ref")
    (line,) = read_pasted("000123\t05/11/2026\t1\tKhông phép\tKhông báo\tN1", kind)
    assert dict(line.cells) == {
        "subject": "000123", "day": "05/11/2026", "days": "1", "choice": "Không phép", "text": "Không báo", "ref": "N1",
    }  # fmt: skip
    assert len({column.key for column in columns()}) == len(columns())


def test_rules_are_read_with_or_without_points() -> None:
    heads: list[Value] = ["Mã", "Nội dung", "Tiêu chí", "Điểm trừ"]
    good: list[list[Value]] = [heads, ["QC-1", "Đeo thẻ", "I.2", 0.5], ["QC-2", "Tắt đèn", "", ""]]
    rows, problems = read_rules("a.xlsx", write([Page("QC", good)]))
    assert [(row.code, row.criterion, row.points) for row in rows] == [("QC-1", "I.2", "0,5"), ("QC-2", "", "")]
    assert problems == []
    _rows, problems = read_rules("a.xlsx", write([Page("QC", [heads, ["QC-1", "", "I.2", 1], [7, "Đèn", "", ""]])]))
    assert [(one.row, one.code) for one in problems] == [(2, "files.cell_empty"), (3, "files.wrong_type")]
    with pytest.raises(Refusal, match="Mã, Nội dung"):
        read_rules("a.xlsx", write([Page("QC", [["A", "B"], ["1", "2"]])]))


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("11/2026", "2026-11"), ("tháng 1/2026", "2026-01"), ("2026-09", "2026-09"), ("13/2026", ""), ("0/2026", ""),
        ("2026", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_month_is_read_as_people_write_it(text: str, month: str) -> None:
    assert month_of(text) == month


@pytest.mark.parametrize(
    ("text", "day"), [("5/11/2026", date(2026, 11, 5)), (" 2026-11-05 ", date(2026, 11, 5)), ("31/02/2026", None), ("x", None)]
)
def test_a_day_is_read_as_people_write_it(text: str, day: date | None) -> None:
    assert day_of(text) == day
