"""The staff workbook: zeros kept, dates that are dates, words of the lists, a tree without loops, every fault in its row."""

from __future__ import annotations

import random
import string
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.books import Formula, Page, Value, write
from tests.files.staff import (
    POST_KEYS,
    POST_SHEET,
    STAFF,
    UNIT_SHEET,
    WARD,
    complaints,
    head,
    pages,
    post,
    read,
    unit,
)
from thenchot.files import people
from thenchot.files.people import Known
from thenchot.lib.days import day_of
from thenchot.people.actions.build_tree import UnitRow
from thenchot.people.actions.enrol import PostRow

CODES = st.text(string.digits + "ABĐ.-", min_size=1, max_size=18).filter(lambda text: text[0] not in ".-")


def test_units_and_people_are_read_as_the_register_wants_them() -> None:
    batch = read(WARD, STAFF)
    assert batch.problems == []
    assert batch.units[1] == UnitRow("0101.01", "Văn phòng", "chinh_quyen", "using", "0101")
    assert batch.posts[0] == PostRow(
        "000001", "Trịnh Quang Vĩnh", "0101", "Chủ tịch", "head", "cong_chuc", valid_from=date(2026, 7, 1)
    )


@given(st.lists(CODES, min_size=1, max_size=8, unique=True))
def test_codes_come_back_letter_for_letter_with_their_zeros(codes: list[str]) -> None:
    batch = read([unit("0101")], [head("0"), *[post(f"00{code}", full_name="An Bình") for code in codes]])
    assert [row.staff_code for row in batch.posts] == ["0", *[f"00{code}" for code in codes]]


@pytest.mark.parametrize(("key", "column", "sheet"), [("staff", "Mã cán bộ", POST_SHEET), ("unit", "Mã đơn vị", POST_SHEET)])
@pytest.mark.parametrize("number", [123, 123.0, 0, 10101])
def test_a_code_that_is_a_number_is_refused_since_a_zero_may_be_lost(key: str, column: str, sheet: str, number: float) -> None:
    row = post("000009")
    row[POST_KEYS.index(key)] = number
    batch = read(WARD, [*STAFF, row])
    assert ("files.code_is_number", sheet, 5, column) in complaints(batch)
    assert "Văn bản (Text)" in batch.errors[0].sentence


def test_a_unit_code_that_is_a_number_is_refused() -> None:
    assert complaints(read([unit(101)], [])) == [("files.code_is_number", UNIT_SHEET, 2, "Mã đơn vị")]


def test_two_people_of_one_name_are_two_people() -> None:
    batch = read(WARD, [*STAFF, post("000004", full_name="Hồ Hữu An"), post("000005", full_name="Hồ Hữu An")])
    assert batch.errors == []
    assert len(batch.posts) == 5


def test_one_code_for_two_names_is_refused_and_the_other_row_named() -> None:
    batch = read(WARD, [*STAFF, post("000003", "0101.01", "Hồ Hữu Ân", kind="Kiêm nhiệm")])
    assert complaints(batch) == [("files.name_differs", POST_SHEET, 5, "Mã cán bộ")]
    assert "dòng 4" in batch.errors[0].sentence
    assert "Hồ Hữu An" in batch.errors[0].sentence


def test_two_main_posts_of_one_person_are_refused() -> None:
    assert complaints(read(WARD, [*STAFF, post("000003", "0101", "Hồ Hữu An")])) == [
        ("files.post_twice", POST_SHEET, 5, "Mã cán bộ")
    ]


@pytest.mark.parametrize("kind", ["Kiêm nhiệm", "Biệt phái", "Giao quyền, phụ trách"])
def test_a_second_post_of_another_kind_is_accepted(kind: str) -> None:
    batch = read(WARD, [*STAFF, post("000003", "0101", "Hồ Hữu An", kind=kind)])
    assert batch.errors == []


def test_a_main_post_that_ended_stands_beside_the_present_one() -> None:
    former = post("000003", "0101", "Hồ Hữu An", valid_from="01/01/2020", valid_to="30/06/2026")
    assert read(WARD, [*STAFF, former]).errors == []


def test_the_same_row_twice_is_refused() -> None:
    assert complaints(read(WARD, [*STAFF, STAFF[2]])) == [("files.row_twice", POST_SHEET, 5, "Mã cán bộ")]


def test_a_unit_code_used_twice_is_refused() -> None:
    assert complaints(read([*WARD, unit("0101.01", "Phòng Kinh tế", "0101")], [])) == [
        ("files.unit_twice", UNIT_SHEET, 4, "Mã đơn vị")
    ]


def test_a_unit_that_nobody_knows_is_refused() -> None:
    batch = read(WARD, [*STAFF, post("000009", "0199")])
    assert complaints(batch) == [("files.unit_unknown", POST_SHEET, 5, "Mã đơn vị")]
    assert "0199" in batch.errors[0].sentence


def test_a_unit_of_the_register_need_not_stand_in_the_file() -> None:
    assert read([], [post("000009", "77")], Known({"77": ""}, frozenset({"77"}))).problems == []


def test_a_persons_unit_is_not_called_unknown_for_a_fault_in_the_units_own_row() -> None:
    batch = read([unit("0101", "")], [head("000001")])
    assert complaints(batch) == [("files.cell_empty", UNIT_SHEET, 2, "Tên đơn vị")]


def test_an_unknown_parent_is_refused() -> None:
    assert complaints(read([unit("0102", "Phường Hàng Lựu", "01")], [])) == [
        ("files.unit_unknown", UNIT_SHEET, 2, "Mã đơn vị cấp trên")
    ]


def test_units_in_a_ring_are_refused_each_in_its_row() -> None:
    ring = [unit("A", "A", "C"), unit("B", "B", "A"), unit("C", "C", "B"), unit("D", "D", "A")]
    batch = read(ring, [])
    assert [(code, row) for code, _, row, _ in complaints(batch)] == [("files.unit_loop", n) for n in (2, 3, 4)]
    assert "A → C → B → A" in batch.errors[0].sentence


def test_a_unit_under_itself_is_refused() -> None:
    assert complaints(read([unit("A", "A", "A")], []))[0][0] == "files.unit_loop"


def test_a_known_unit_moved_below_its_own_branch_is_refused() -> None:
    known = Known({"A": "", "B": "A", "C": "B"}, frozenset())
    assert complaints(read([unit("A", "A", "C")], [], known))[0][0] == "files.unit_loop"


def test_a_tree_deeper_than_the_register_takes_is_refused() -> None:
    chain = [unit(f"U{n:02d}", f"Cấp {n}", f"U{n - 1:02d}" if n else "") for n in range(14)]
    assert [row for code, _, row, _ in complaints(read(chain, []))] == [14, 15]


@given(st.integers(0, 10_000), st.integers(2, 30))
def test_whatever_the_order_of_its_rows_a_sound_tree_is_accepted(seed: int, size: int) -> None:
    chance = random.Random(seed)
    rows = [unit(f"U{n}", f"Đơn vị {n}", f"U{chance.randrange(n)}" if n > 3 else "" if n == 0 else "U0") for n in range(size)]
    chance.shuffle(rows)
    batch = read(rows, [])
    assert batch.errors == [] or {problem.code for problem in batch.errors} == {"files.unit_too_deep"}


def test_a_unit_whose_people_have_no_head_is_warned_of_but_accepted() -> None:
    batch = read(WARD, [head("000001"), post("000003", "0101.01", "Hồ Hữu An"), post("000004", "0101.01", "Tạ Thị Huệ")])
    assert batch.errors == []
    assert [(p.code, p.row, p.article) for p in batch.warnings] == [("files.no_head", 3, "Điều 10")]


@pytest.mark.parametrize(
    "value", ["31/02/2026", "29/02/2025", "00/01/2026", "1/13/2026", "2026", "ngày 1/7", "01/07/26", 46204, True]
)
def test_a_date_that_is_none_is_refused(value: Value) -> None:
    batch = read(WARD, [*STAFF, post("000009", valid_from=value)])
    assert complaints(batch) == [("files.date_bad", POST_SHEET, 5, "Từ ngày")]


@pytest.mark.parametrize("value", ["01/07/1926", "01/07/2206", date(1900, 1, 5)])
def test_a_date_of_another_age_is_refused(value: Value) -> None:
    assert complaints(read(WARD, [*STAFF, post("000009", valid_from=value)]))[0][0] == "files.date_far"


@pytest.mark.parametrize("value", ["01/07/2026", "1/7/2026", "01-07-2026", "2026-07-01", " 01/07/2026 ", date(2026, 7, 1)])
def test_a_date_is_read_as_people_write_it(value: Value) -> None:
    assert read(WARD, [*STAFF, post("000009", valid_from=value)]).posts[-1].valid_from == date(2026, 7, 1)


@given(st.dates(date(1945, 1, 1), date(2100, 12, 31)))
def test_every_day_of_the_calendar_is_read_in_both_orders(day: date) -> None:
    assert day_of(f"{day:%d/%m/%Y}") == day
    assert day_of(day.isoformat()) == day


def test_an_end_before_the_start_is_refused() -> None:
    assert complaints(read(WARD, [*STAFF, post("000009", valid_to="30/06/2026")])) == [
        ("files.dates_crossed", POST_SHEET, 5, "Đến ngày")
    ]


@pytest.mark.parametrize(
    ("key", "column"),
    [("rank", "Vị trí lãnh đạo"), ("category", "Đối tượng"), ("kind", "Hình thức"), ("gender", "Giới tính"), ("bloc", "Khối")],
)
def test_a_word_outside_the_list_is_refused_and_the_list_is_shown(key: str, column: str) -> None:
    batch = read(WARD, [*STAFF, post("000009", **{key: "khác"})])
    assert complaints(batch) == [("files.word_unknown", POST_SHEET, 5, column)]
    assert "Chọn một trong:" in batch.errors[0].sentence


@pytest.mark.parametrize(
    ("key", "word", "meaning"),
    [
        ("rank", "NGƯỜI ĐỨNG ĐẦU", "head"), ("rank", "cấp phó", "deputy"), ("rank", "nguoi dung dau", "head"),
        ("category", "viên chức", "vien_chuc"), ("category", "Người lao động", "hop_dong"), ("kind", "Biệt phái", "seconded"),
        ("gender", "Nữ", "nu"), ("gender", "Ông", "nam"), ("bloc", "Khối Đảng", "dang"),
    ],
)  # fmt: skip
def test_words_are_read_without_regard_to_case_or_marks(key: str, word: str, meaning: str) -> None:
    assert getattr(read(WARD, [*STAFF, post("000009", **{key: word})]).posts[-1], key) == meaning


@pytest.mark.parametrize(
    ("key", "column", "value", "code"),
    [
        ("full_name", "Họ và tên", "", "files.cell_empty"),
        ("full_name", "Họ và tên", 7, "files.wrong_type"),
        ("full_name", "Họ và tên", "Nguyễn Văn 8", "files.name_bad"),
        ("full_name", "Họ và tên", "=A1", "files.name_bad"),
        ("full_name", "Họ và tên", "Nguyễn " * 20, "files.too_long"),
        ("staff", "Mã cán bộ", "", "files.cell_empty"),
        ("staff", "Mã cán bộ", "0001;0002", "files.code_characters"),
        ("staff", "Mã cán bộ", "'0001", "files.code_characters"),
        ("staff", "Mã cán bộ", "0" * 21, "files.too_long"),
        ("title", "Chức vụ, chức danh", "", "files.cell_empty"),
        ("title", "Chức vụ, chức danh", date(2026, 1, 1), "files.wrong_type"),
        ("rank", "Vị trí lãnh đạo", "", "files.cell_empty"),
        ("valid_from", "Từ ngày", "", "files.cell_empty"),
    ],
)
def test_a_wrong_cell_is_reported_where_it_stands(key: str, column: str, value: Value, code: str) -> None:
    row = post("000009")
    row[POST_KEYS.index(key)] = value
    batch = read(WARD, [*STAFF, row])
    assert complaints(batch) == [(code, POST_SHEET, 5, column)]


def test_a_broken_formula_is_refused_where_it_stands() -> None:
    broken = post("000009", title=Formula("=VLOOKUP(A1,B:C,2)", "#N/A"))
    assert complaints(read(WARD, [*STAFF, broken])) == [("files.broken_formula", POST_SHEET, 5, "Chức vụ, chức danh")]


def test_merged_cells_are_refused_row_by_row() -> None:
    made = pages(WARD, STAFF)
    made[1].merged.append((2, 3, 3, 3))
    assert complaints(people.read(write(made))) == [
        ("files.merged", POST_SHEET, 3, "Mã đơn vị"), ("files.merged", POST_SHEET, 4, "Mã đơn vị"),
    ]  # fmt: skip


def test_several_faults_of_one_row_are_all_said() -> None:
    batch = read(WARD, [*STAFF, post(7, "0199", "", rank="x", valid_from="y")])
    assert {code for code, *_ in complaints(batch)} == {
        "files.code_is_number", "files.unit_unknown", "files.cell_empty", "files.word_unknown", "files.date_bad",
    }  # fmt: skip


def test_sheets_and_columns_may_stand_in_any_order() -> None:
    made = pages(WARD, STAFF)[::-1]
    for page in made:
        page.rows = [row[::-1] for row in page.rows]
        page.name = f"Trang {page.name[0]}"
    batch = people.read(write(made))
    assert batch.problems == []
    assert batch.posts == read(WARD, STAFF).posts


def test_a_title_above_the_headings_does_no_harm() -> None:
    made = pages(WARD, STAFF)
    made[1].rows[0:0] = [["DANH SÁCH CÁN BỘ, CÔNG CHỨC PHƯỜNG BẾN TRÚC"], []]
    assert len(people.read(write(made)).posts) == 3


def test_a_missing_column_is_named() -> None:
    made = pages(WARD, STAFF)
    made[1].rows = [[cell for place, cell in enumerate(row) if place != 5] for row in made[1].rows]
    batch = people.read(write(made))
    assert complaints(batch) == [("files.sheet_unknown", POST_SHEET, 0, "")]
    assert "Vị trí lãnh đạo" in batch.errors[0].sentence


def test_two_sheets_of_people_are_refused() -> None:
    made = pages(WARD, STAFF)
    made.append(Page("Nhân sự (2)", made[1].rows))
    assert complaints(people.read(write(made))) == [("files.sheet_twice", "Nhân sự (2)", 0, "")]


def test_a_workbook_about_something_else_is_refused() -> None:
    assert complaints(people.read(write([Page("Chi tiêu", [["Khoản", "Tiền"], ["Điện", 7]])])))[0][0] == "files.sheet_missing"


CELLS = st.one_of(st.text(max_size=8), st.integers(-9, 99999), st.booleans(), st.dates(date(1950, 1, 1)))


@given(st.lists(st.lists(CELLS, max_size=14), max_size=8))
def test_whatever_stands_in_the_cells_nothing_breaks(rows: list[list[Value]]) -> None:
    clean = [[c if not isinstance(c, str) else "".join(x for x in c if x.isprintable()) for c in row] for row in rows]
    batch = read([], clean)
    assert all(problem.sentence and problem.row >= 0 for problem in batch.problems)
