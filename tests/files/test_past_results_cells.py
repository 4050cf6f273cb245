"""The workbook of past results at its edges: what people really put into cells, sheets and names."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.books import Formula, Page, Value, write
from tests.files.test_past_results import PEOPLE, TODAY, batch, complaints, row
from thenchot.files.past_results import COLUMNS, LEVELS, SHEET, Batch, period_of, read
from thenchot.lib.periods import Period

HEADINGS: list[Value] = [column.label for column in COLUMNS]


def one(**cells: Value) -> tuple[object, ...]:
    """The cells named, of the only row of a file without anything wrong."""
    found = batch(row(**cells))
    assert complaints(found) == []
    [only] = found.rows
    return tuple(getattr(only, {"staff": "staff_code", "unit": "unit_name"}.get(name, name)) for name in cells)


@pytest.mark.parametrize(
    ("score", "kept"),
    [
        (0, Decimal(0)), (100, Decimal(100)), ("91,5", Decimal("91.5")), ("91.5", Decimal("91.5")), (66.67, Decimal("66.67")),
        ("0", Decimal(0)),
    ],
)  # fmt: skip
def test_a_score_from_nought_to_a_hundred_is_kept_as_written(score: Value, kept: Decimal) -> None:
    assert one(score=score) == (kept,)


@pytest.mark.parametrize("column", ["score", "self_score"])
@pytest.mark.parametrize("value", [-0.5, 100.01, 1000, "-1", "101"])
def test_a_score_off_the_scale_is_named_whichever_it_is(column: str, value: Value) -> None:
    found = batch(row(**{column: value}))
    label = {"score": "Điểm", "self_score": "Điểm tự chấm"}[column]
    assert complaints(found) == [("files.score_out_of_range", 2, label)]
    assert not found.rows


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e2x", "90 điểm", "90/100", True])
def test_what_is_no_number_is_no_score(value: Value) -> None:
    found = batch(row(score=value))
    assert [(code, column) for code, _row, column in complaints(found)] == [("files.not_a_number", "Điểm")]


def test_a_score_of_nought_is_a_result_and_an_empty_cell_is_none() -> None:
    assert one(score=0, level="") == (Decimal(0), "")
    assert one(score="", level="KHT") == (None, "KHT")
    assert one(score=None, level="HT", self_score=0) == (None, "HT", Decimal(0))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("HTXS", "HTXS"), ("htt", "HTT"), ("Ht", "HT"), ("KHT", "KHT"), ("a", "A"), ("D", "D"),
        ("Hoàn thành xuất sắc nhiệm vụ", "HTXS"), ("HOÀN THÀNH TỐT NHIỆM VỤ", "HTT"), ("hoan thanh nhiem vu", "HT"),
        ("Không hoàn thành nhiệm vụ", "KHT"), ("Hoàn thành tốt", "HTT"), ("Không hoàn thành", "KHT"),
    ],
)  # fmt: skip
def test_a_level_is_read_as_code_or_in_words(text: str, level: str) -> None:
    """Điều 20: the four levels by their names; A to D are those of an older framework."""
    assert one(level=text) == (level,)
    assert one(self_level=text) == (level,)
    assert one(level=unicodedata.normalize("NFD", text)) == (level,)


@pytest.mark.parametrize("column", ["level", "self_level"])
@pytest.mark.parametrize("text", ["Xuất sắc", "E", "HTXSS", "hoàn thành nhiệm vụ tốt", "90"])
def test_a_level_nobody_knows_is_named(column: str, text: str) -> None:
    label = {"level": "Mức xếp loại", "self_level": "Mức tự xếp loại"}[column]
    assert complaints(batch(row(**{column: text}))) == [("files.level_unknown", 2, label)]


def test_every_level_read_is_one_of_the_two_scales() -> None:
    assert set(LEVELS.values()) == {"HTXS", "HTT", "HT", "KHT", "A", "B", "C", "D"}


@pytest.mark.parametrize("name", ["TRỊNH QUANG VĨNH", "trinh quang vinh", " Trịnh  Quang Vĩnh "])
def test_the_name_is_for_checking_and_forgives_marks_and_case(name: str) -> None:
    assert complaints(batch(row(full_name=name))) == []
    assert complaints(batch(row(full_name=unicodedata.normalize("NFD", name)))) == []


def test_the_name_of_somebody_else_is_told_with_the_right_one() -> None:
    found = batch(row(full_name=PEOPLE["000124"]))
    assert complaints(found) == [("files.name_differs_here", 2, "Họ và tên")]
    assert PEOPLE["000123"] in found.problems[0].sentence


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("11/2026", ""), ("12/2026", "files.period_to_come"), ("quý IV/2026", ""), ("2027", "files.period_to_come"),
        ("năm 2026", ""), ("6 tháng cuối năm 2026", ""), ("6 tháng đầu năm 2027", "files.period_to_come"),
        ("1/2027", "files.period_to_come"),
    ],
)  # fmt: skip
def test_a_period_that_has_begun_has_a_result_and_one_to_come_has_none(text: str, code: str) -> None:
    """Today is 21 November 2026."""
    assert [found for found, *_ in complaints(batch(row(period=text)))] == ([code] if code else [])


@pytest.mark.parametrize(
    "text",
    ["00/2026", "0/2026", "2026-13", "Q0/2026", "quý 5/2026", "6 tháng giữa năm 2026", "năm nay", "20260", "3/٢٠٢٦", "2026-H3"],
)
def test_a_period_there_is_not_is_named_with_what_was_written(text: str) -> None:
    found = batch(row(period=text))
    assert complaints(found) == [("files.period_bad", 2, "Kỳ")]
    assert text in found.problems[0].sentence


@pytest.mark.parametrize("roman", [("I", 1), ("II", 2), ("III", 3), ("IV", 4)])
@pytest.mark.parametrize("written", ["Quý {}/2025", "quý {} năm 2025", "QUÝ {}-2025", "q{}/2025", "Quý {} 2025"])
def test_a_quarter_is_read_in_either_numerals(roman: tuple[str, int], written: str) -> None:
    for numeral in roman:
        assert period_of(written.format(numeral)) == f"2025-Q{roman[1]}"


@settings(max_examples=40)
@given(st.text(max_size=20) | st.from_regex(r"(tháng |quý |năm )?[0-9IVX]{1,4}[/ -]?[0-9]{0,4}", fullmatch=True))
def test_whatever_is_written_is_a_period_that_reads_back_as_itself_or_nothing(text: str) -> None:
    found = period_of(text)
    if found:
        assert str(Period.parse(found)) == found
        assert period_of(found) == found


def test_a_date_in_the_cell_of_the_period_is_no_guess() -> None:
    """A spreadsheet turns 3/2026 into a date by itself; the row is named, not guessed at."""
    found = batch(row(period=date(2026, 3, 1)))
    assert [(at, column) for _code, at, column in complaints(found)] == [(2, "Kỳ")]
    assert not found.rows


def test_every_wrong_cell_of_a_row_is_told_at_once() -> None:
    found = batch(row(staff="000999", period="mùa hè", score=101, level="Giỏi", source="", unit=""))
    assert {column for _code, _row, column in complaints(found)} == {
        "Mã cán bộ", "Kỳ", "Điểm", "Mức xếp loại", "Nguồn", "Đơn vị công tác khi đó",
    }  # fmt: skip
    assert not found.rows


def test_right_rows_beside_wrong_ones_are_read_and_the_problems_come_in_the_order_of_the_file() -> None:
    found = batch(row(), row(staff="000124", score="x"), row(period="4/2026"), row(staff="000125"))
    assert [one.period for one in found.rows] == ["2026-03", "2026-04"]
    assert [at for _code, at, _column in complaints(found)] == [3, 5]


def test_empty_rows_between_are_passed_over_and_rows_keep_their_numbers() -> None:
    found = batch(row(), [""] * len(COLUMNS), row(staff="000124", level="Giỏi"))
    assert complaints(found) == [("files.level_unknown", 4, "Mức xếp loại")]
    assert len(found.rows) == 1


def test_the_same_result_on_two_sheets_is_met_once() -> None:
    pages = [Page("Quý I", [HEADINGS, row()]), Page("Quý II", [HEADINGS, row(period="tháng 3/2026"), row(period="4/2026")])]
    found = read(write(pages), PEOPLE, TODAY)
    assert complaints(found) == [("files.result_twice", 2, "Kỳ")]
    assert found.problems[0].sheet == "Quý II"
    assert [one.period for one in found.rows] == ["2026-03", "2026-04"]


def test_a_month_and_its_quarter_are_two_results() -> None:
    found = batch(row(), row(period="quý I/2026"), row(period="2026"), row(period="6 tháng đầu năm 2026"))
    assert complaints(found) == []
    assert [one.period for one in found.rows] == ["2026-03", "2026-Q1", "2026", "2026-H1"]


def test_a_hidden_sheet_is_not_taken_in_unseen() -> None:
    pages = [Page(SHEET, [HEADINGS, row()]), Page("Ẩn", [HEADINGS, row(period="4/2026")], hidden=True)]
    found = read(write(pages), PEOPLE, TODAY)
    assert [one.period for one in found.rows] == ["2026-03"]


def test_the_guide_is_not_read_as_results() -> None:
    pages = [Page(SHEET, [HEADINGS, row()]), Page("Hướng dẫn", [HEADINGS, row(period="4/2026")])]
    found = read(write(pages), PEOPLE, TODAY)
    assert [one.period for one in found.rows] == ["2026-03"]


def test_merged_rows_are_named_and_not_guessed() -> None:
    rows: list[list[Value]] = [HEADINGS, row(), row(period="4/2026")]
    found = read(write([Page(SHEET, rows, merged=[(1, 0, 2, 0)])]), PEOPLE, TODAY)
    assert complaints(found)
    assert len(found.rows) < 2


def test_columns_are_found_by_their_names_in_any_order_and_by_what_others_call_them() -> None:
    names: list[Value] = ["Nguồn", "Xếp loại", "Điểm đánh giá", "Đơn vị", "Kỳ đánh giá", "Mã CBCC"]
    rows: list[list[Value]] = [names, ["Cơ quan cũ", "HTT", 88, "Phòng cũ", "Quý I/2026", "000123"]]
    found = read(write([Page("Sheet1", rows)]), PEOPLE, TODAY)
    assert complaints(found) == []
    [only] = found.rows
    assert (only.staff_code, only.period, only.score, only.level) == ("000123", "2026-Q1", Decimal(88), "HTT")
    assert (only.unit_name, only.source) == ("Phòng cũ", "Cơ quan cũ")


def test_the_result_of_a_formula_is_read_and_a_formula_without_one_is_not_nought() -> None:
    assert one(score=Formula("=90+1.5", 91.5)) == (Decimal("91.5"),)
    found = batch(row(score=Formula("=1/0", "#DIV/0!")))
    assert [column for _code, _row, column in complaints(found)] == ["Điểm"]


@pytest.mark.parametrize(("column", "longest"), [("unit", 200), ("source", 200), ("document", 200)])
def test_a_text_is_kept_to_its_last_letter_or_refused(column: str, longest: int) -> None:
    assert one(**{column: "Đ" * longest}) == ("Đ" * longest,)
    assert [code for code, *_ in complaints(batch(row(**{column: "Đ" * (longest + 1)})))] == ["files.too_long"]


def test_hostile_texts_come_through_as_texts() -> None:
    hostile = "<script>alert(1)</script>"
    assert one(source=hostile, unit=f"={hostile}") == (hostile, f"={hostile}")


def empty() -> Batch:
    return read(write([Page(SHEET, [HEADINGS])]), PEOPLE, TODAY)


def test_a_table_without_rows_has_no_results_and_no_fault() -> None:
    assert empty().rows == []
    assert complaints(empty()) == []
