"""The catalogue reader: the usual shape, shapes people make of it, and what it refuses row by row."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files import books
from tests.files.books import Formula, Page, Value, write
from thenchot.files import catalogue
from thenchot.files.catalogue import CatalogueBatch
from thenchot.files.catalogue_rows import frame_of
from thenchot.lib.refusals import Refusal
from thenchot.standards.drafts import COMMON, LEADER, Draft

LEADERS, COMMONS, DIVISIONS = "PL II - Lanh dao QL", "PL III - Dung chung", "PL IV - Rieng phong"


def read(pages: list[Page]) -> CatalogueBatch:
    return catalogue.read(write(pages))


def usual() -> Draft:
    draft = read(books.catalogue()).draft
    assert draft is not None
    return draft


def spoilt(item: int, heading: str, value: Value, page: int = 2) -> tuple[CatalogueBatch, int]:
    """The usual workbook with one cell changed, and the number of that cell's row."""
    pages = books.catalogue()
    row = pages[page].put(item, heading, value)
    return read(pages), row


def codes(batch: CatalogueBatch) -> list[str]:
    return [problem.code for problem in batch.errors]


def test_the_usual_workbook_is_read_whole() -> None:
    batch = read(books.catalogue())
    assert batch.problems == ()
    assert [(sheet.role, sheet.rows) for sheet in batch.sheets] == [
        ("criteria", 8), ("products", 18), ("products", 10), ("products", 28),
    ]  # fmt: skip


def test_parts_come_from_titles_and_from_the_column_of_divisions() -> None:
    parts = {item.code: item.part for item in usual().products}
    assert parts["QL.01"] == LEADER
    assert parts["DC.QPPL.01"] == COMMON
    assert parts["KT.DA.02"] == "Phòng Kinh tế, Hạ tầng và Đô thị"


def test_the_standard_product_its_points_and_the_groups_are_found() -> None:
    draft = usual()
    assert (draft.standard_points, draft.standard_product) == (Decimal(5), "Nhiệm vụ DC.01")
    assert [(group.code, group.low, group.high) for group in draft.groups] == [
        ("N1", 1, 10), ("N2", 11, 50), ("N3", 51, 100), ("N4", 101, 200),
    ]  # fmt: skip


def test_coefficients_are_points_against_the_standard_product() -> None:
    assert all(item.coefficient * 5 == item.points for item in usual().products)
    assert next(item.coefficient for item in usual().products if item.points == 8) == Decimal("1.6")


def test_the_decision_is_read_from_the_title() -> None:
    assert usual().citation == "Quyết định số 15/QĐ-UBND ngày 30 tháng 4 năm 2026 của UBND phường Bến Trúc"


def test_the_general_criteria_are_read_with_their_sum() -> None:
    batch = read(books.catalogue())
    assert sum(line.points for line in batch.criteria if not line.is_group) == 20


def _reordered(pages: list[Page]) -> list[Page]:
    return pages[::-1]


def _column_inserted(pages: list[Page]) -> list[Page]:
    for page in pages:
        page.merged = []
        page.rows = [[*row[:2], "chen" if index == page.heading() else "", *row[2:]] if len(row) > 2 else row
                     for index, row in enumerate(page.rows)]  # fmt: skip
    return pages


def _heading_moved(pages: list[Page]) -> list[Page]:
    for page in pages:
        page.merged = []
        page.rows = [["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Độc lập - Tự do - Hạnh phúc"], [], [], *page.rows]
    return pages


def _columns_shuffled(pages: list[Page]) -> list[Page]:
    for page in pages:
        page.merged = []
        order = list(range(len(page.rows[page.heading()])))
        random.Random(7).shuffle(order)
        page.rows = [[row[i] for i in order] if len(row) == len(order) else row for row in page.rows]
    return pages


def _headings_otherwise_written(pages: list[Page]) -> list[Page]:
    for page in pages:
        row = page.rows[page.heading()]
        page.rows[page.heading()] = [f"  {cell.upper()} (*)\n" if isinstance(cell, str) else cell for cell in row]
    return pages


def _empty_rows_between(pages: list[Page]) -> list[Page]:
    for page in pages:
        first = page.heading() + 1
        page.rows[first + 2 : first + 2] = [[], [" ", ""], []]
    return pages


def _titles_between(pages: list[Page]) -> list[Page]:
    for page in pages[1:]:
        first = page.heading() + 1
        page.rows.insert(first + 2, ["II. CÁC CÔNG VIỆC KHÁC"])
        page.merged.append((first + 2, 0, first + 2, 9))
    return pages


@pytest.mark.parametrize(
    "change",
    [
        _reordered, _column_inserted, _heading_moved, _columns_shuffled, _headings_otherwise_written, _empty_rows_between,
        _titles_between,
    ],
)  # fmt: skip
def test_another_arrangement_gives_the_same_catalogue(change: Callable[[list[Page]], list[Page]]) -> None:
    batch = read(change(books.catalogue()))
    assert batch.errors == ()
    assert batch.draft is not None
    assert {item.code: item for item in batch.draft.products} == {item.code: item for item in usual().products}
    assert batch.draft.groups == usual().groups


def test_a_title_between_the_rows_is_said_to_be_left_out() -> None:
    warned = read(_titles_between(books.catalogue())).warnings
    assert {problem.code for problem in warned} == {"files.row_skipped"}
    assert "II. CÁC CÔNG VIỆC KHÁC" in warned[0].sentence


def test_letters_in_two_pieces_are_read_as_composed_ones() -> None:
    batch, _ = spoilt(0, "Nhiệm vụ", "Soa\u0323n tha\u0309o")
    assert batch.draft is not None
    assert next(item.name for item in batch.draft.products if item.code == "DC.01") == "Soạn thảo"


def test_a_result_that_was_never_computed_is_computed_and_said() -> None:
    batch, row = spoilt(1, "Hệ số quy đổi", Formula("=ROUND(H6/5,2)"))
    assert batch.draft is not None
    assert next(item.coefficient for item in batch.draft.products if item.code == "DC.02") == Decimal(5)
    assert [(p.code, p.row, p.warning) for p in batch.problems] == [("files.coefficient_computed", row, True)]


def test_a_workbook_whose_formulas_were_never_computed_gives_the_same_coefficients() -> None:
    pages = books.catalogue()
    for page in pages[1:]:
        for row in page.rows:
            row[:] = [Formula(cell.text) if isinstance(cell, Formula) else cell for cell in row]
    batch = read(pages)
    assert batch.draft is not None
    assert batch.draft.products == usual().products
    assert len(batch.warnings) == 56


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?"])
def test_a_broken_formula_is_refused_where_it_stands(error: str) -> None:
    batch, row = spoilt(4, "Hệ số quy đổi", Formula("=#REF!/5", error))
    assert batch.draft is None
    assert [(p.code, p.sheet, p.row, p.column) for p in batch.errors] == [
        ("files.broken_formula", COMMONS, row, "Hệ số quy đổi")
    ]
    assert error in batch.errors[0].sentence


def test_a_coefficient_that_is_not_points_by_standard_points_is_refused_with_both_numbers() -> None:
    batch, row = spoilt(1, "Hệ số quy đổi", 4.5)
    assert [(p.code, p.row, p.article) for p in batch.errors] == [
        ("files.coefficient_wrong", row, "Điều 13 khoản 1 điểm c")
    ]
    assert "4,5" in batch.errors[0].sentence
    assert "25 : 5 = 5" in batch.errors[0].sentence


def test_a_coefficient_rounded_to_two_decimals_is_accepted() -> None:
    pages = books.catalogue()
    for page in pages[1:]:
        for n in range(len(page.rows) - page.heading() - 1):
            points = page.rows[page.heading() + 1 + n][page.column("Điểm chấm")]
            assert isinstance(points, int)
            page.put(n, "Hệ số quy đổi", round(points / 3, 2))
    pages[2].rows[pages[2].heading()][-1] = "Sản phẩm chuẩn = 3 điểm = hệ số 1,00"
    pages[2].put(0, "Điểm chấm", 3)
    pages[2].put(0, "Hệ số quy đổi", 1)
    batch = read(pages)
    assert batch.errors == ()
    assert batch.draft is not None
    assert next(item.coefficient for item in batch.draft.products if item.points == 40) == Decimal("13.33")


def test_more_than_five_groups_are_refused_with_the_article() -> None:
    pages = books.catalogue()
    for n, group in enumerate(["N5", "N6"]):
        pages[2].put(n, "Nhóm", group)
        pages[2].put(n, "Khung điểm", f"{201 + 100 * n}-{300 + 100 * n}")
        pages[2].put(n, "Điểm chấm", 210 + 100 * n)
        pages[2].put(n, "Hệ số quy đổi", (210 + 100 * n) / 5)
    batch = read(pages)
    assert batch.draft is None
    assert [(p.code, p.article) for p in batch.errors] == [("files.too_many_groups", "Điều 13 khoản 1 điểm a")]


def test_five_groups_are_accepted_and_an_open_frame_too() -> None:
    pages = books.catalogue()
    for heading, value in (("Nhóm", "N5"), ("Khung điểm", "trên 200"), ("Điểm chấm", 250), ("Hệ số quy đổi", 50)):
        pages[2].put(3, heading, value)
    draft = read(pages).draft
    assert draft is not None
    assert draft.groups[-1].code == "N5"
    assert (draft.groups[-1].low, draft.groups[-1].high) == (201, None)


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("Mã CV", "", "files.cell_empty"),
        ("Mã CV", 7, "files.wrong_type"),
        ("Mã CV", "DC 01", "files.code_bad"),
        ("Mã CV", "DC", "files.code_bad"),
        ("Mã CV", "=DC.01", "files.code_bad"),
        ("Nhiệm vụ", "", "files.cell_empty"),
        ("Nhiệm vụ", 12, "files.wrong_type"),
        ("Nhiệm vụ", date(2026, 5, 1), "files.wrong_type"),
        ("Nhiệm vụ", True, "files.wrong_type"),
        ("Nhiệm vụ", "x" * 501, "files.too_long"),
        ("Nhóm", "", "files.cell_empty"),
        ("Khung điểm", date(2026, 10, 1), "files.frame_is_date"),
        ("Khung điểm", "mười", "files.frame_bad"),
        ("Khung điểm", "50-11", "files.frame_bad"),
        ("Khung điểm", "11-60", "files.frame_differs"),
        ("Điểm chấm", "", "files.cell_empty"),
        ("Điểm chấm", "hai mươi", "files.not_a_number"),
        ("Điểm chấm", "1.234", "files.ambiguous_number"),
        ("Điểm chấm", "1,234", "files.ambiguous_number"),
        ("Điểm chấm", date(2026, 1, 25), "files.not_a_number"),
        ("Điểm chấm", 0, "files.points_not_positive"),
        ("Điểm chấm", -25, "files.points_not_positive"),
    ],
)
def test_a_wrong_cell_is_reported_with_sheet_row_and_column(heading: str, value: Value, code: str) -> None:
    batch, row = spoilt(5, heading, value)
    assert batch.draft is None
    found = next(p for p in batch.errors if p.code == code)
    assert (found.sheet, found.row, found.column) == (COMMONS, row, heading)


def test_points_outside_the_frame_of_their_group_are_refused() -> None:
    pages = books.catalogue()
    row = pages[2].put(1, "Điểm chấm", 60)
    pages[2].put(1, "Hệ số quy đổi", 12)
    assert [(p.code, p.row) for p in read(pages).errors] == [("files.outside_frame", row)]


def test_overlapping_frames_are_refused() -> None:
    pages = books.catalogue()
    for page in pages[1:]:
        for row in page.rows:
            row[:] = ["40-100" if cell == "51-100" else cell for cell in row]
    assert codes(read(pages)) == ["files.frames_overlap"]


def test_text_numbers_with_a_comma_are_read_and_said() -> None:
    pages = books.catalogue()
    row = pages[2].put(1, "Điểm chấm", "12,5")
    pages[2].put(1, "Hệ số quy đổi", 2.5)
    batch = read(pages)
    assert batch.draft is not None
    assert next(item.points for item in batch.draft.products if item.code == "DC.02") == Decimal("12.5")
    assert [(p.code, p.row) for p in batch.warnings] == [("files.number_as_text", row)]


@pytest.mark.parametrize("code", ["QL.03", "ql.03", " QL.03 "])
def test_a_code_used_twice_is_refused_and_the_first_place_named(code: str) -> None:
    batch, row = spoilt(5, "Mã CV", code)
    assert [(p.code, p.row) for p in batch.errors] == [("files.code_twice", row)]
    assert "dòng 7" in batch.errors[0].sentence
    assert LEADERS in batch.errors[0].sentence


def test_merged_cells_among_the_data_are_refused_row_by_row() -> None:
    pages = books.catalogue()
    first = pages[3].heading() + 2
    pages[3].merged.append((first, 2, first + 2, 2))
    batch = read(pages)
    assert batch.draft is None
    assert [(p.code, p.row, p.column) for p in batch.errors] == [
        ("files.merged", first + n, "Phòng, ban chuyên môn") for n in (1, 2, 3)
    ]


def test_all_problems_are_reported_at_once_in_the_order_of_the_file() -> None:
    pages = books.catalogue()
    rows = [
        pages[3].put(6, "Nhóm", ""),
        pages[1].put(2, "Điểm chấm", "x"),
        pages[1].put(0, "Mã CV", "??"),
    ]
    assert [(p.sheet, p.row) for p in read(pages).errors] == [
        (LEADERS, rows[2]), (LEADERS, rows[1]), (DIVISIONS, rows[0]),
    ]  # fmt: skip


def test_a_sheet_whose_heading_was_renamed_is_refused_not_passed_over() -> None:
    pages = books.catalogue()
    pages[3].rows[pages[3].heading()][1] = "Ký hiệu"
    batch = read(pages)
    assert batch.draft is None
    assert [(p.code, p.sheet) for p in batch.errors] == [("files.sheet_unknown", DIVISIONS)]
    assert "Mã CV" in batch.errors[0].sentence


def test_a_sheet_of_notes_is_passed_over_and_said() -> None:
    batch = read([*books.catalogue(), Page("Hướng dẫn", [["Cách điền"], ["Điền đủ các cột"]])])
    assert batch.draft is not None
    assert [(p.code, p.sheet) for p in batch.warnings] == [("files.sheet_skipped", "Hướng dẫn")]


def test_a_hidden_sheet_is_not_read_and_that_is_said() -> None:
    pages = books.catalogue()
    pages[3].hidden = True
    batch = read(pages)
    assert [(p.code, p.sheet) for p in batch.warnings] == [("files.sheet_hidden", DIVISIONS)]
    assert batch.draft is not None
    assert len(batch.draft.products) == 28


def test_a_column_that_stands_twice_is_refused() -> None:
    pages = books.catalogue()
    pages[2].rows[pages[2].heading()].append("Điểm chấm")
    assert codes(read(pages)) == ["files.column_twice"]


def test_a_table_for_nobody_in_particular_is_refused() -> None:
    pages = books.catalogue()
    pages[1].name, pages[1].rows[1] = "Bảng 1", ["DANH MỤC"]
    assert codes(read(pages)) == ["files.part_unknown"]


def test_a_division_left_blank_is_refused() -> None:
    batch, row = spoilt(3, "Phòng, ban chuyên môn", "", page=3)
    assert [(p.code, p.row) for p in batch.errors] == [("files.part_unknown", row)]


def test_the_standard_product_may_be_read_from_the_coefficients() -> None:
    pages = books.catalogue()
    pages[2].rows[pages[2].heading()][-1] = "Ghi chú"
    draft = read(pages).draft
    assert draft is not None
    assert draft.standard_points == 5


def test_without_any_standard_product_the_file_is_refused() -> None:
    pages = books.catalogue()
    pages[2].rows[pages[2].heading()][-1] = "Ghi chú"
    for page in pages[1:]:
        for row in page.rows:
            row[:] = [Formula(cell.text) if isinstance(cell, Formula) else cell for cell in row]
    assert codes(read(pages)) == ["files.standard_unknown"]


def test_two_different_standard_products_are_refused() -> None:
    pages = books.catalogue()
    pages[1].rows[1] = ["NHIỆM VỤ LÃNH ĐẠO (sản phẩm chuẩn = 10 điểm)"]
    assert codes(read(pages)) == ["files.standard_differs"]


def test_criteria_that_do_not_sum_to_their_total_are_refused() -> None:
    pages = books.catalogue()
    pages[0].rows[-1][2] = 30
    assert codes(read(pages)) == ["files.criteria_sum"]


def test_a_workbook_without_products_is_refused_whole() -> None:
    with pytest.raises(Refusal) as refused:
        read([books.criteria()])
    assert refused.value.code == "files.catalogue_empty"


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("51-100", (51, 100)), ("51 – 100", (51, 100)), ("1—10", (1, 10)), ("0,5-1", (Decimal("0.5"), 1)),
        ("trên 200", (201, None)), ("> 200", (201, None)), (">=201", (201, None)), ("từ 201 trở lên", (201, None)),
        ("201 trở lên", (201, None)), ("100-51", None), ("51", None), ("", None),
    ],
)  # fmt: skip
def test_frames_are_read_as_people_write_them(text: str, frame: object) -> None:
    assert frame_of(text) == frame


@given(st.lists(st.sampled_from(sorted(books.FRAMES)), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_whatever_the_order_of_rows_every_product_is_read_once(groups: list[str], order: random.Random) -> None:
    page = books.common()
    rows = [books.item(n, f"DC.{n:02d}", group, books.POINTS[group][0]) for n, group in enumerate(groups, 1)]
    order.shuffle(rows)
    page.rows[page.heading() + 1 :] = rows
    batch = read([page])
    assert batch.draft is not None
    assert sorted(item.code for item in batch.draft.products) == [f"DC.{n:02d}" for n in range(1, len(groups) + 1)]
    assert [item.code for item in batch.draft.products] == [row[1] for row in rows]
