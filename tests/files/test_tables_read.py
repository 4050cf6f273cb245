"""Tables in sheets, cell by cell: found by their headings wherever they stand, every wrong cell named, exact numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.files.catalogue_groups import check_groups
from thenchot.files.catalogue_rows import CATALOGUE, Frame, RawItem, frame_of, read_items
from thenchot.files.catalogue_standard import find_standard
from thenchot.files.criteria import CRITERIA, read_criteria
from thenchot.files.table import (
    Column,
    Problem,
    Reader,
    Table,
    clean,
    exact,
    find_table,
    heading,
    in_order,
    merged_rows,
    missing_columns,
    shown,
    shown_sheets,
)
from thenchot.files.workbook import Cell, Sheet
from thenchot.lib.days import day_of

COLUMNS = (
    Column("code", "Mã số", ("ma",)),
    Column("name", "Họ và tên", ("ho ten",), longest=10),
    Column("points", "Điểm", ("diem so*",), required=False),
)
HEAD: list[Cell] = ["Mã số", "Họ và tên", "Điểm"]


def sheet(*rows: Sequence[Cell], merged: tuple[tuple[int, int, int, int], ...] = (), name: str = "Trang 1") -> Sheet:
    return Sheet(name, [list(row) for row in rows], merged)


def table(*rows: list[Cell], problems: list[Problem] | None = None) -> Table:
    found = find_table(sheet(HEAD, *rows), COLUMNS, [] if problems is None else problems)
    assert found is not None
    return found


def reading(value: Cell) -> tuple[Reader, list[Problem]]:
    problems: list[Problem] = []
    return Reader(table(), problems).at(2, [value, value, value]), problems


def codes(problems: list[Problem]) -> list[tuple[str, int, bool]]:
    return [(one.code.removeprefix("files."), one.row, one.warning) for one in problems]


# --- where the table is ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("above", [0, 1, 5, 39])
def test_a_table_is_found_below_its_titles(above: int) -> None:
    found = find_table(sheet(*([["Danh sách", ""]] * above), HEAD, ["01", "An"]), COLUMNS, [])
    assert found is not None
    assert (found.heading, found.begins) == (above, above + 1)
    assert list(found.rows()) == [(above + 2, ["01", "An"])]
    assert found.above() == " ".join(["danh sach"] * above)


def test_a_table_too_far_down_is_not_looked_for() -> None:
    assert find_table(sheet(*([["x"]] * 40), HEAD), COLUMNS, []) is None


@pytest.mark.parametrize(
    "row",
    [
        ["MÃ SỐ (*)", "HỌ VÀ TÊN:", "ĐIỂM"], ["Ma so", "ho ten", "diem"], ["Ma\u0303 so\u0302\u0301", "Họ\u00a0và  tên.", ""],
        ["Mã", "Họ tên (chữ in)", "Điểm số của tháng"],
    ],
)  # fmt: skip
def test_headings_are_known_however_they_are_written(row: list[Cell]) -> None:
    found = find_table(sheet(row), COLUMNS, [])
    assert found is not None
    assert (found.places["code"], found.places["name"]) == (0, 1)


def test_without_a_required_heading_there_is_no_table_and_the_lacking_one_is_named() -> None:
    one = sheet(["Mã số", "Điểm"])
    assert find_table(one, COLUMNS, []) is None
    assert missing_columns(one, COLUMNS) == (2, ["Họ và tên"])
    assert missing_columns(sheet(), COLUMNS) == (0, ["Mã số", "Họ và tên"])


def test_a_heading_that_stands_twice_is_complained_of_and_the_first_is_read() -> None:
    problems: list[Problem] = []
    found = find_table(sheet(["Mã số", "Họ và tên", "Mã"], ["01", "An", "02"]), COLUMNS, problems)
    assert found is not None
    assert codes(problems) == [("column_twice", 1, False)]
    assert Reader(found, problems).at(2, ["01", "An", "02"]).raw("code") == "01"


def test_data_begins_below_headings_merged_over_two_rows() -> None:
    found = find_table(sheet(HEAD, ["", "", ""], ["01", "An", 5.0], merged=((0, 0, 1, 0),)), COLUMNS, [])
    assert found is not None
    assert found.begins == 2


def test_rows_of_nothing_but_spaces_are_no_rows() -> None:
    assert [number for number, _ in table(["01", "An", 5.0], ["", " \n", ""], [], ["", "", 0.0]).rows()] == [2, 5]


def test_a_row_shorter_than_its_headings_is_empty_at_the_end() -> None:
    reader = Reader(table(), []).at(2, ["01"])
    assert [reader.raw(key) for key in ("code", "name", "points")] == ["01", "", ""]


@pytest.mark.parametrize(
    ("merged", "rows"),
    [
        ((1, 0, 2, 0), {2, 3}),  # a code over two rows
        ((1, 0, 1, 2), set()),  # one title across the table
        ((1, 0, 1, 1), set()),  # across most of it
        ((1, 5, 2, 6), set()),  # beside it
        ((1, 2, 9, 2), {2, 3, 4}),  # beyond the last row
        ((0, 0, 0, 2), set()),  # in the headings
        ((0, 0, 0, 0), set()),  # one heading alone
    ],
)
def test_rows_that_merged_cells_run_through_are_complained_of(merged: tuple[int, int, int, int], rows: set[int]) -> None:
    problems: list[Problem] = []
    row: list[Cell] = ["01", "An", 5.0]
    found = find_table(sheet(HEAD, row, row, row, merged=(merged,)), COLUMNS, [])
    assert found is not None
    assert merged_rows(found, problems) == rows
    assert {one.row for one in problems} == rows
    assert {one.code for one in problems} <= {"files.merged"}


def test_hidden_sheets_are_told_of_and_empty_ones_are_not() -> None:
    problems: list[Problem] = []
    hidden, empty = Sheet("Ẩn", [["x"]], visible=False), Sheet("Trống", [["", ""]], visible=False)
    here = sheet(["x"])
    assert shown_sheets([hidden, empty, here], problems) == [here]
    assert [(one.sheet, one.code, one.warning) for one in problems] == [("Ẩn", "files.sheet_hidden", True)]


def test_problems_stand_in_the_order_of_the_file_errors_first() -> None:
    one, two = sheet(["x"], name="B"), sheet(["x"], name="A")
    reader, problems = reading("")
    reader.text("code")
    refusal = problems[0].why
    given_ = [Problem("A", 2, "", refusal), Problem("B", 9, "", refusal), Problem("B", 3, "", refusal, warning=True)]
    found = in_order([one, two], given_)
    assert [(problem.sheet, problem.row) for problem in found] == [("B", 9), ("A", 2), ("B", 3)]


# --- cells -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text", "problem"),
    [
        ("  Hồ\u00a0 Hữu\n An ", "Hồ Hữu An", ""), ("Ho\u0302\u0300", "Hồ", ""), ("", "", "cell_empty"),
        (" \t", "", "cell_empty"),
        (12.0, "", "wrong_type"), (True, "", "wrong_type"), (date(2026, 1, 1), "", "wrong_type"),
        ("#REF!", "", "broken_formula"),
        ("x" * 11, "x" * 11, "too_long"), ("x" * 10, "x" * 10, ""),
    ],
)  # fmt: skip
def test_a_text_is_tidied_or_complained_of(value: Cell, text: str, problem: str) -> None:
    reader, problems = reading(value)
    assert reader.text("name") == text
    assert codes(problems) == ([(problem, 2, False)] if problem else [])
    assert reader.bad is bool(problem)
    assert all(one.column == "Họ và tên" and "{" not in one.sentence for one in problems)


@pytest.mark.parametrize(
    ("value", "kind"), [(12.0, "số"), (True, "giá trị đúng/sai"), (time(8), "ngày, giờ")]
)
def test_the_complaint_says_what_stands_there_instead(value: Cell, kind: str) -> None:
    reader, problems = reading(value)
    reader.text("name")
    assert f"đang là {kind}." in problems[0].sentence


@pytest.mark.parametrize(
    ("value", "number", "problem"),
    [
        (0.1, "0.1", ""), (1 / 3, "0.333333", ""), (5, "5", ""), (12.50, "12.5", ""), ("12,5", "12.5", "number_as_text"),
        ("12.5", "12.5", "number_as_text"), ("-3", "-3", "number_as_text"), ("1.234", None, "ambiguous_number"),
        ("1,234", None, "ambiguous_number"), ("1.234,5", None, "ambiguous_number"), ("năm", None, "not_a_number"),
        (True, None, "not_a_number"), (date(2026, 1, 10), None, "not_a_number"), ("#N/A", None, "broken_formula"),
        ("  ", None, ""),
    ],
)  # fmt: skip
def test_a_number_is_exact_or_complained_of(value: Cell, number: str | None, problem: str) -> None:
    reader, problems = reading(value)
    found = reader.number("points")
    assert found == (None if number is None else Decimal(number))
    assert [code for code, *_ in codes(problems)] == ([problem] if problem else [])
    assert reader.bad is (bool(problem) and problem != "number_as_text")


def test_a_required_number_may_not_be_blank() -> None:
    reader, problems = reading(" ")
    assert reader.number("code") is None
    assert codes(problems) == [("cell_empty", 2, False)]


def test_a_new_row_begins_without_the_faults_of_the_last() -> None:
    reader, _ = reading("")
    reader.text("code")
    assert reader.bad
    assert not reader.at(3, ["01"]).bad


@given(st.decimals(min_value=-10_000, max_value=10_000, places=4))
@settings(max_examples=40)
def test_a_number_that_was_typed_comes_back_from_its_binary_form(value: Decimal) -> None:
    assert exact(float(value)) == value
    assert Decimal(shown(value).replace(",", ".")) == value


@given(st.text(alphabet="aăâ ộđ\u0301\u00a0\n\t", max_size=20))
@settings(max_examples=40)
def test_a_tidy_text_stays_as_it_is(text: str) -> None:
    tidy = clean(text)
    assert clean(tidy) == tidy
    assert "  " not in tidy
    assert heading(tidy) == heading(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("01/07/2026", date(2026, 7, 1)), ("1-7-2026", date(2026, 7, 1)), ("2026-07-01", date(2026, 7, 1)),
        ("29/02/2028", date(2028, 2, 29)),
        ("29/02/2026", None), ("31/11/2026", None), ("07/2026", None), ("1/7/26", None), ("", None),
    ],
)  # fmt: skip
def test_a_typed_day_is_one_of_the_calendar(text: str, day: date | None) -> None:
    assert day_of(text) == day


# --- the catalogue: frames, groups and the standard product (Điều 13 khoản 1) ----------------------------------------


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("1-10", (1, 10)), ("51 – 100", (51, 100)), ("0,5-1,5", ("0.5", "1.5")), ("trên 200", (201, None)),
        (">200", (201, None)),
        (">= 201", (201, None)), ("Từ 201 trở lên", (201, None)), ("201 trở lên", (201, None)), ("10-1", None), ("-5", None),
        ("nhiều", None),
    ],
)  # fmt: skip
def test_a_frame_of_points_is_read_as_catalogues_write_it(text: str, frame: tuple[object, object] | None) -> None:
    wanted: Frame | None = None
    if frame is not None:
        wanted = (Decimal(str(frame[0])), None if frame[1] is None else Decimal(str(frame[1])))
    assert frame_of(text) == wanted


def item(code: str, group: str, points: int, frame: tuple[int, int | None] | None, coefficient: str = "") -> RawItem:
    bounds = None if frame is None else (Decimal(frame[0]), None if frame[1] is None else Decimal(frame[1]))
    return RawItem(
        "Trang 1", int(code[-2:]), code, f"Việc {code}", "", "", "common", group, bounds, Decimal(points),
        Decimal(coefficient) if coefficient else None, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("items", "problem"),
    [
        ([("A.01", "N1", 5, (1, 10)), ("A.02", "N1", 8, (1, 12))], ("frame_differs", 2)),
        ([("A.01", "N1", 5, (1, 10)), ("A.02", "N1", 11, (1, 10))], ("outside_frame", 2)),
        ([("A.01", "N1", 5, (1, 10)), ("A.02", "N2", 12, (10, 20))], ("frames_overlap", 2)),
        ([("A.01", "N1", 5, (1, None)), ("A.02", "N2", 12, (11, 20))], ("frames_overlap", 2)),
        ([(f"A.{n:02d}", f"N{n}", n, None) for n in range(1, 7)], ("too_many_groups", 6)),
    ],
)
def test_groups_that_do_not_fit_together_are_complained_of_at_their_row(
    items: list[tuple[str, str, int, tuple[int, int | None] | None]], problem: tuple[str, int]
) -> None:
    problems: list[Problem] = []
    check_groups([item(*one) for one in items], problems)
    assert [(one.code.removeprefix("files."), one.row) for one in problems] == [problem]


def test_five_groups_are_the_most_and_the_article_is_named() -> None:
    problems: list[Problem] = []
    assert len(check_groups([item(f"A.{n:02d}", f"N{n}", n, None) for n in range(1, 6)], problems)) == 5
    assert problems == []
    check_groups([item(f"A.{n:02d}", f"N{n}", n, None) for n in range(1, 7)], problems)
    assert problems[0].article == "Điều 13 khoản 1 điểm a"


def test_a_group_without_a_frame_spans_what_it_holds() -> None:
    (one, two) = check_groups([item("A.01", "N2", 30, None), item("A.02", "N1", 5, (1, 10)), item("A.03", "N2", 40, None)], [])
    assert (one.code, two.code, two.low, two.high) == ("N1", "N2", 30, 40)


@pytest.mark.parametrize(
    ("title", "coefficients", "points", "problem"),
    [
        ("Sản phẩm chuẩn = 5 điểm = hệ số 1,00", "", "5", ""), ("", "1", "5", ""), ("", "", None, "standard_unknown"),
        ("Sản phẩm chuẩn = 7 điểm", "", "7", "standard_unnamed"),
    ],
)  # fmt: skip
def test_the_standard_product_is_the_one_stated_or_the_one_of_coefficient_one(
    title: str, coefficients: str, points: str | None, problem: str
) -> None:
    problems: list[Problem] = []
    items = [item("A.01", "N1", 5, None, coefficients), item("A.02", "N1", 10, None, "2" if coefficients else "")]
    found = find_standard([sheet([title])], items, problems)
    assert (None if found is None else str(found.points)) == points
    assert [one.code.removeprefix("files.") for one in problems] == ([problem] if problem else [])


def test_two_standards_are_one_too_many_and_an_empty_catalogue_has_none() -> None:
    problems: list[Problem] = []
    pages = [sheet(["Sản phẩm chuẩn = 5 điểm"]), sheet(["x"], ["Sản phẩm chuẩn = 6 điểm"], name="Trang 2")]
    assert find_standard(pages, [item("A.01", "N1", 5, None)], problems) is None
    assert [(one.code, one.sheet, one.row, one.article) for one in problems] == [
        ("files.standard_differs", "Trang 2", 2, "Điều 13 khoản 1 điểm b")
    ]
    assert find_standard(pages, [], problems) is None
    assert len(problems) == 1


def catalogue(*rows: list[Cell], title: str = "Danh mục dùng chung") -> tuple[list[RawItem], list[Problem]]:
    problems: list[Problem] = []
    head: list[Cell] = ["Mã CV", "Nhiệm vụ", "Nhóm", "Khung điểm", "Điểm chấm", "Hệ số quy đổi"]
    found = find_table(sheet([title], head, *rows), CATALOGUE, problems)
    assert found is not None
    return read_items(found, {}, problems), problems


def test_titles_sums_and_repeated_headings_inside_a_catalogue_are_no_products() -> None:
    items, problems = catalogue(
        ["", "I. Nhóm việc thứ nhất", "", "", "", ""], ["DC.01", "Trả lời đơn", "n1", "1-10", 5.0, 1.0],
        ["MÃ CV", "Nhiệm vụ", "Nhóm", "", "Điểm chấm", ""], ["dc.02", "Báo cáo", "N1", "1-10", 10.0, ""],
    )  # fmt: skip
    assert [(one.code, one.group, one.coefficient) for one in items] == [("DC.01", "N1", Decimal(1)), ("DC.02", "N1", None)]
    assert [(code, warning) for code, _row, warning in codes(problems)] == [("row_skipped", True)]
    assert "I. Nhóm việc thứ nhất" in problems[0].sentence


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (["DC 01", "Việc", "N1", "1-10", 5.0, 1.0], "code_bad"), (["DC", "Việc", "N1", "1-10", 5.0, 1.0], "code_bad"),
        (["DC.01", "Việc", "N1", date(2026, 10, 1), 5.0, 1.0], "frame_is_date"),
        (["DC.01", "Việc", "N1", "mười", 5.0, 1.0], "frame_bad"),
        (["DC.01", "Việc", "N1", "1-10", 0.0, 1.0], "points_not_positive"),
        (["DC.01", "Việc", "N1", "1-10", -5.0, 1.0], "points_not_positive"),
        (["DC.01", "Việc", "N1", "1-10", 5.0, "#DIV/0!"], "broken_formula"),
        (["DC.01", "", "N1", "1-10", 5.0, 1.0], "cell_empty"),
    ],
)  # fmt: skip
def test_a_wrong_row_of_a_catalogue_is_left_out_and_named(cells: list[Cell], problem: str) -> None:
    items, problems = catalogue(cells, ["DC.09", "Việc khác", "N1", "1-10", 5.0, 1.0])
    assert [one.code for one in items] == ["DC.09"]
    assert codes(problems) == [(problem, 3, False)]


def test_a_code_stands_once_and_the_second_is_told_where_the_first_is() -> None:
    row: list[Cell] = ["DC.01", "Việc", "N1", "1-10", 5.0, 1.0]
    items, problems = catalogue(row, list(row))
    assert len(items) == 1
    assert codes(problems) == [("code_twice", 4, False)]
    assert "trang “Trang 1”, dòng 3" in problems[0].sentence


def test_a_table_that_says_not_whom_it_is_for_is_refused_whole() -> None:
    items, problems = catalogue(["DC.01", "Việc", "N1", "1-10", 5.0, 1.0], title="Danh mục")
    assert items == []
    assert codes(problems) == [("part_unknown", 2, False)]


def test_general_criteria_must_add_up_to_their_sum() -> None:
    """Điều 12: the groups are headings, the lines below them count."""
    rows: list[list[Cell]] = [
        ["TT", "Tiêu chí chấm điểm", "Điểm tối đa"], ["I", "Phẩm chất", 10.0], [1.0, "Chính trị", 5.0], ["2", "Đạo đức", 5.0],
        ["", "Ghi chú", "mười"], ["", "Tổng cộng", 10.0],
    ]  # fmt: skip
    for total, wrong in ((10.0, False), (12.0, True)):
        rows[-1][2] = total
        problems: list[Problem] = []
        found = find_table(sheet(*rows), CRITERIA, problems)
        assert found is not None
        read = read_criteria(found, problems)
        assert [(one.number, one.is_group) for one in read] == [("I", True), ("1", False), ("2", False)]
        assert ("files.criteria_sum" in [one.code for one in problems]) is wrong
        assert "files.not_a_number" in [one.code for one in problems]
