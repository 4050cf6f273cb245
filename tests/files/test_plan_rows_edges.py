"""Plans as people really send them: cells with breaks inside, titles and rulers, several tables, merged cells, rubbish."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.books import Page, Value, write
from tests.files.plans import plan, row
from tests.files.test_plan_rows import HEADINGS, READ, ROW, bad, code_of, document, read
from thenchot.files.packed import Limits
from thenchot.files.plan_rows import LABELS, LIMITS, read_file, read_pasted
from thenchot.files.plan_words import MOST_TABLES, document_tables
from thenchot.files.plan_workbook import NOTES, plan_workbook
from thenchot.files.table import clean
from thenchot.files.workbook import open_workbook
from thenchot.lib.refusals import Refusal
from thenchot.workplan.incoming import COLUMNS, identity


def contents(text: str) -> list[str]:
    return [one.cells["content"] for one in read_pasted(text).rows]


# What is pasted.

TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=25).map(clean)
WORDS = TEXT.filter(lambda text: text != "" and not text.strip(" .").isdigit())
"""A content: a table without headings whose first column is numbers is taken to begin with the numbers of its rows."""


def as_spreadsheet(cells: list[str]) -> str:
    """A row as a spreadsheet puts it on the clipboard: what holds a quote or a break of its own stands in quotes."""
    return "\t".join(
        '"' + cell.replace('"', '""') + '"' if set('"\t\n') & {*cell} else cell for cell in cells
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(WORDS, TEXT, TEXT, TEXT, TEXT), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_a_spreadsheet_copies_is_read_cell_by_cell(rows: list[tuple[str, ...]], end: str) -> None:
    heading = "\t".join(LABELS)
    pasted = end.join([heading, *(as_spreadsheet([*cells]) for cells in rows)])
    assert [tuple(one.cells[column] for column in COLUMNS) for one in read_pasted(pasted).rows] == rows
    assert [one.row for one in read_pasted(pasted).rows] == [*range(2, len(rows) + 2)]


@pytest.mark.parametrize("inside", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_a_break_that_is_no_end_of_a_line_parts_no_row(inside: str) -> None:
    """Word copies the line break inside a cell as \\x0b; web pages and mails have breaks of their own."""
    (found,) = read_pasted(f"Rà soát{inside}hộ nghèo\tVĩnh\tAn\t20/11\tBáo cáo").rows
    assert [*found.cells.values()] == ["Rà soát hộ nghèo", "Vĩnh", "An", "20/11", "Báo cáo"]


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_rows_or_a_refusal_with_a_sentence(text: str) -> None:
    try:
        found = read_pasted(text).rows
    except Refusal as refusal:
        assert refusal.sentence
    else:
        assert all(set(one.cells) == set(COLUMNS) for one in found)
        assert all(cell == clean(cell) for one in found for cell in one.cells.values())


@pytest.mark.parametrize("text", ["", "\n\n\n", "\t\t\t", " \t \n\t", "\r\n\t\r\n", '""\t""'])
def test_nothing_but_blanks_is_no_row(text: str) -> None:
    assert contents(text) == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1\tRà soát\n2\tTrực", ["Rà soát", "Trực"]), ("1.\tRà soát\n\tTrực", ["Rà soát", "Trực"]),
        ("(1)\tRà soát", ["Rà soát"]), ("1\tRà soát\nI\tTrực", ["1", "I"]), ("1\n2", ["1", "2"]),
        ("100\tRà soát", ["100"]), ("1\t\n2\t", ["1", "2"]),
    ],
)  # fmt: skip
def test_numbers_before_the_rows_are_left_out_only_where_every_row_has_one(
    text: str, read: list[str]
) -> None:
    assert contents(text) == read


@pytest.mark.parametrize(
    "headings",
    [
        "NỘI DUNG CÔNG VIỆC\tTHỜI HẠN",
        "Nhiệm vụ (cụ thể)\tHạn hoàn thành:",
        "noi dung\tthoi gian",
        "Đầu việc *\tTiến độ",
    ],
)
def test_headings_are_known_in_capitals_without_marks_and_with_remarks_in_brackets(headings: str) -> None:
    (found,) = read_pasted(f"{headings}\nRà soát\t20/11").rows
    assert (found.cells["content"], found.cells["deadline"]) == ("Rà soát", "20/11")


def test_headings_typed_with_decomposed_letters_are_known_and_their_cells_composed() -> None:
    pasted = unicodedata.normalize(
        "NFD", "\t".join(LABELS) + "\nRà soát hộ nghèo\tTrịnh Quang Vĩnh\tHồ Hữu An\t2026-11-20\tBáo cáo"
    )
    assert dict(read_pasted(pasted).rows[0].cells) == READ


def test_a_row_shorter_than_the_headings_has_blank_cells_and_a_longer_one_loses_nothing_it_names() -> None:
    short, long = read_pasted("\t".join(LABELS) + "\nRà soát\nTrực\tVĩnh\tAn\t20/11\tSổ\tthừa\tthừa nữa").rows
    assert dict(short.cells) == dict.fromkeys(COLUMNS, "") | {"content": "Rà soát"}
    assert [*long.cells.values()] == ["Trực", "Vĩnh", "An", "20/11", "Sổ"]


def test_the_line_that_numbers_the_columns_is_no_row_and_a_row_of_figures_and_words_is() -> None:
    table = "\t".join(LABELS) + "\n(1)\t(2)\t(3)\t(4)\t(5)\n1\t2\t3\t4\t5\n12\tVĩnh\tAn\t20/11\t5"
    assert contents(table) == ["12"]


def test_a_very_long_paste_comes_in_whole() -> None:
    text = "\n".join(f"Việc số {at}\tVĩnh\tAn\t20/11\tBáo cáo" for at in range(2000))
    found = contents(text)
    assert (len(found), found[0], found[-1]) == (2000, "Việc số 0", "Việc số 1999")


# Workbooks.


def test_a_table_on_each_sheet_is_read_and_a_sheet_of_something_else_is_passed_over() -> None:
    pages = [
        Page("Tuần 1", [HEADINGS, ROW]), Page("Ghi chú", [["Lưu ý chung"]]), Page("Tuần 2", [["Tiêu đề"], HEADINGS, ROW]),
    ]  # fmt: skip
    found = read_file("a.xlsx", write(pages)).rows
    assert [(one.sheet, one.row) for one in found] == [("Tuần 1", 2), ("Tuần 2", 3)]


def test_a_sheet_called_guide_is_no_table_whatever_it_holds() -> None:
    pages = [Page("Biểu ngang", [HEADINGS, ROW]), Page("Hướng dẫn", [HEADINGS, ROW])]
    assert [one.sheet for one in read_file("a.xlsx", write(pages)).rows] == ["Biểu ngang"]
    assert (
        code_of(lambda: read_file("a.xlsx", write([Page("Hướng dẫn", [HEADINGS, ROW])])))
        == "files.plan_unknown"
    )


def test_a_plan_on_hidden_sheets_alone_is_no_plan() -> None:
    data = write([Page("Trang", [["Mục lục"]]), Page("Ẩn", [HEADINGS, ROW], hidden=True)])
    assert code_of(lambda: read_file("a.xlsx", data)) == "files.plan_unknown"


@pytest.mark.parametrize("above", [0, 1, 38])
def test_titles_above_the_headings_are_passed_over(above: int) -> None:
    rows: list[list[Value]] = [[f"Dòng tiêu đề {at}"] for at in range(above)]
    (found,) = read_file("a.xlsx", write([Page("A", [*rows, HEADINGS, ROW])])).rows
    assert (found.row, dict(found.cells)) == (above + 2, READ)


def test_a_table_of_headings_without_rows_has_no_rows_and_is_no_mistake_of_the_file() -> None:
    assert list(read().rows) == []


@pytest.mark.parametrize(
    ("value", "kept", "code"),
    [
        (datetime.combine(date(2026, 11, 20), time(23, 59)), "2026-11-20", None), (date(1945, 1, 1), "1945-01-01", None),
        (date(2100, 12, 31), "2100-12-31", None), (date(1944, 12, 31), "1944-12-31", "files.date_far"),
        (date(2101, 1, 1), "2101-01-01", "files.date_far"), (0.5, "", "files.date_bad"),
        (" ", "", None), ("Quý IV", "Quý IV", None), ("#REF!", "", "files.broken_formula"),
    ],
)  # fmt: skip
def test_a_deadline_is_a_day_words_to_be_read_later_or_named_as_neither(
    value: Value, kept: str, code: str | None
) -> None:
    (found,) = read([*ROW[:3], value, ROW[4]]).rows
    assert bad(found) == ({"deadline": code} if code else {})
    if code != "files.broken_formula" and code != "files.date_bad":
        assert found.cells["deadline"] == kept


def test_the_doer_and_the_doing_unit_of_two_columns_are_one_cell_and_what_is_wrong_with_either_is_wrong_with_it() -> (
    None
):
    headings: list[Value] = ["Nội dung", "Chuyên viên", "Đơn vị chủ trì"]
    both, person, unit, wrong = read(
        ["Một", "Hồ Hữu An", "Phòng Kinh tế"], ["Hai", "Hồ Hữu An", ""], ["Ba", "", "Phòng Kinh tế"], ["Bốn", "Hồ Hữu An", 7],
        headings=headings,
    ).rows  # fmt: skip
    assert [one.cells["doer"] for one in (both, person, unit)] == [
        "Hồ Hữu An, Phòng Kinh tế",
        "Hồ Hữu An",
        "Phòng Kinh tế",
    ]
    assert bad(wrong) == {"doer": "files.wrong_type"}


def test_merged_cells_at_the_end_of_the_sheet_and_across_several_columns_lose_no_row() -> None:
    second: list[Value] = ["Trực", "", "", "", ""]
    block = read(ROW, second, merged=((1, 1, 2, 3),)).rows
    assert [(one.row, one.cells["leader"]) for one in block] == [
        (2, "Trịnh Quang Vĩnh"),
        (3, "Trịnh Quang Vĩnh"),
    ]
    beyond = read(ROW, merged=((1, 1, 9, 1),)).rows
    assert [one.cells["leader"] for one in beyond] == ["Trịnh Quang Vĩnh"]


def test_a_day_merged_over_rows_is_each_rows_day_and_said_to_be_shared() -> None:
    first, second = read(ROW, ["Trực", "Vĩnh", "An", "", "Sổ"], merged=((1, 3, 2, 3),)).rows
    assert [first.cells["deadline"], second.cells["deadline"]] == ["2026-11-20"] * 2
    ((code, given_),) = second.notes
    assert (code, given_["column"], given_["first"], given_["last"]) == (
        "workplan.cell_filled",
        "Thời gian",
        "2",
        "3",
    )


def test_a_result_merged_over_rows_belongs_to_none_of_them_alone() -> None:
    found = read(ROW, ["Trực", "Vĩnh", "An", "", ""], merged=((1, 4, 2, 4),)).rows
    assert [bad(one) for one in found] == [{"result": "files.merged"}] * 2


def test_a_section_title_over_most_of_the_table_is_no_row_and_a_pair_of_cells_is_one() -> None:
    title: list[Value] = ["I. KINH TẾ", "", "", "", ""]
    assert [one.cells["content"] for one in read(title, ROW, merged=((1, 0, 1, 2),)).rows] == [
        "Rà soát hộ nghèo"
    ]
    assert len(read(title, ROW, merged=((1, 0, 1, 1),)).rows) == 2


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 4), st.integers(1, 5)), max_size=4
    )
)
def test_no_way_of_merging_cells_loses_a_row_in_silence(places: list[tuple[int, int, int, int]]) -> None:
    """Each row that holds something is read, or was merged into a title across the table."""
    merged: list[tuple[int, int, int, int]] = []
    taken: set[tuple[int, int]] = set()
    for first, left, height, width in places:
        cells = {(r, c) for r in range(first, first + height) for c in range(left, min(left + width, 5))}
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            merged.append((first + 1, left, first + height, min(left + width, 5) - 1))
    rows: list[list[Value]] = [[f"Việc {at}", "Vĩnh", "An", "20/11", "Sổ"] for at in range(8)]
    titles = {first + 1 for first, left, last, right in merged if first == last and right - left + 1 > 2}
    found = {one.row for one in read(*rows, merged=tuple(merged)).rows}
    holding = {
        at + 2
        for at in range(8)
        if any(
            (at, c) not in taken or any((r, left) == (at + 1, c) for r, left, _, _ in merged)
            for c in range(5)
        )
    }
    assert holding - titles <= found


# Word documents.


def several(*tables: list[list[str]]) -> bytes:
    made, kept = docx.Document(), BytesIO()
    for texts in tables:
        table = made.add_table(len(texts), len(texts[0]))
        for line, words in zip(table.rows, texts, strict=True):
            for cell, text in zip(line.cells, words, strict=True):
                cell.text = text
    made.save(kept)
    return kept.getvalue()


def test_the_letterhead_of_a_document_is_no_plan_and_each_plan_in_it_is_read() -> None:
    head = [["UBND PHƯỜNG BẾN TRÚC", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], ["Số: 12/KH", "Độc lập"]]
    first, second = [["TT", "Nội dung"], ["1", "Rà soát"]], [["Nhiệm vụ", "Thời hạn"], ["Trực", "20/11"]]
    found = read_file("KH.DOCX", several(head, first, second)).rows
    assert [(one.sheet, one.row, one.cells["content"]) for one in found] == [
        ("Bảng 2", 2, "Rà soát"),
        ("Bảng 3", 2, "Trực"),
    ]


def test_a_document_without_any_table_is_no_plan() -> None:
    assert code_of(lambda: read_file("a.docx", several())) == "files.plan_unknown"


def test_a_document_is_read_up_to_so_many_tables_and_so_many_rows() -> None:
    data = several(*[[["Nội dung"], ["Một"]]] * (MOST_TABLES + 1))
    assert len(document_tables(data, LIMITS)) == MOST_TABLES
    tight = Limits(packed=10, unpacked=60, rows=3)
    assert code_of(lambda: document_tables(document([["Nội dung"], *[["x"]] * 3]), tight)) == "files.too_far"
    assert len(document_tables(document([["Nội dung"], *[["x"]] * 2]), tight)[0].rows) == 3


def test_a_workbook_called_a_document_and_the_other_way_round_is_told_what_it_is_not() -> None:
    assert code_of(lambda: read_file("a.docx", write([Page("A", [HEADINGS, ROW])]))) == "files.not_a_document"
    assert code_of(lambda: read_file("a.xlsx", document([["Nội dung"], ["x"]]))) == "files.not_a_workbook"


def test_line_breaks_inside_a_word_cell_are_spaces() -> None:
    (found,) = read_file(
        "a.docx", document([["Nội\ndung", "Kết\nquả"], ["Rà soát\nhộ nghèo", "Báo\tcáo"]])
    ).rows
    assert (found.cells["content"], found.cells["result"]) == ("Rà soát hộ nghèo", "Báo cáo")


# Taken away and brought back.


def test_a_table_without_rows_goes_out_with_its_headings_and_comes_back_with_what_was_added() -> None:
    data = plan_workbook(plan(), "Biểu ngang & kế hoạch")
    sheet, guide = open_workbook(data, Limits(10, 60))
    assert [[*line] for line in sheet.rows] == [[*LABELS, "Mã dòng"]]
    assert [line[0] for line in guide.rows[1 : 1 + len(NOTES)]] == [*NOTES]
    assert list(read_file("a.xlsx", data).rows) == []


@pytest.mark.parametrize(
    "content",
    [
        "=SUM(A1:A9)",
        "@SUM(1)",
        "+84 28",
        "-1",
        "'=1",
        "1e5",
        "00123",
        "2026-11-20",
        "TRUE",
        "#REF",
        "http://a.vn/x",
        "\u200bẩn",
    ],
)
def test_words_that_a_spreadsheet_would_take_for_something_else_stay_words(content: str) -> None:
    """Neither computed, nor rounded, nor turned into a date, a link or a number without its noughts."""
    (found,) = read_file("a.xlsx", plan_workbook(plan(row(content)), "x")).rows
    assert (found.cells["content"], bad(found), found.edited("content")) == (content, {}, False)


def test_a_mark_that_was_filled_down_makes_copies_and_one_that_was_typed_over_a_new_row() -> None:
    headings: list[Value] = [*HEADINGS, "Mã dòng"]
    mark = identity(12, READ)
    found = read(
        [*ROW, mark], [*ROW, mark], [*ROW, "12"], [*ROW, ""], [*ROW, mark.upper()], headings=headings
    ).rows
    assert [one.task_id for one in found] == [12, 12, 0, 0, 0]
    assert [one.edited("content") for one in found] == [False, False, True, True, True]


def test_columns_that_were_moved_or_deleted_offline_are_found_again() -> None:
    """A column that is not there says nothing of its cells: no result is emptied because somebody had no use for the column."""
    headings: list[Value] = [
        "Mã dòng",
        "Thời gian",
        "Nội dung",
        "Cá nhân, đơn vị thực hiện",
        "Lãnh đạo phụ trách",
    ]
    moved: list[Value] = [
        identity(12, READ),
        date(2026, 11, 20),
        "Rà soát hộ nghèo",
        "Hồ Hữu An",
        "Trịnh Quang Vĩnh",
    ]
    (found,) = read(moved, headings=headings).rows
    assert [column for column in COLUMNS if found.edited(column)] == []
    assert found.task_id == 12
    (emptied,) = read([*ROW[:4], "", identity(12, READ)], headings=[*HEADINGS, "Mã dòng"]).rows
    assert [column for column in COLUMNS if emptied.edited(column)] == ["result"], (
        "a cell emptied on purpose is an edit"
    )
