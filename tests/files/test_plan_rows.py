"""Tables of plans out of workbooks, Word documents and what is pasted: every cell read, or named with its row and why not."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, time
from io import BytesIO

import docx
import pytest

from tests.files.books import Formula, Page, Value, write
from tests.files.test_packed import archive
from thenchot.files.packed import MB
from thenchot.files.plan_rows import LABELS, LONGEST_PASTED, read_file, read_pasted
from thenchot.lib.refusals import Refusal
from thenchot.workplan.actions.import_plan import Brought
from thenchot.workplan.incoming import COLUMNS, Incoming, identity

HEADINGS: list[Value] = [*LABELS]
ROW: list[Value] = ["Rà soát hộ nghèo", "Trịnh Quang Vĩnh", "Hồ Hữu An", date(2026, 11, 20), "Báo cáo"]
READ = {
    "content": "Rà soát hộ nghèo",
    "leader": "Trịnh Quang Vĩnh",
    "doer": "Hồ Hữu An",
    "deadline": "2026-11-20",
    "result": "Báo cáo",
}


def read(
    *rows: list[Value], merged: tuple[tuple[int, int, int, int], ...] = (), headings: list[Value] = HEADINGS
) -> Brought:
    return read_file("bieu.xlsx", write([Page("Tháng 11", [headings, *rows], list(merged))]))


def document(rows: list[list[str]], change: Callable[[docx.table.Table], object] = bool) -> bytes:
    made = docx.Document()
    made.add_paragraph("KẾ HOẠCH CÔNG TÁC THÁNG 11")
    table = made.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    change(table)
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def bad(row: Incoming) -> dict[str, str]:
    return {column: code for column, (code, _given) in row.bad.items()}


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as found:
        call()
    assert found.value.sentence
    return found.value.code


def test_the_five_columns_are_read_from_a_workbook_with_their_rows_numbers() -> None:
    found = read(ROW, [], ["  Diễn tập\n phòng cháy ", "", "", "trong tháng", ""])
    assert [(row.row, row.sheet, dict(row.cells)) for row in found.rows] == [
        (2, "Tháng 11", READ),
        (
            4,
            "Tháng 11",
            {**dict.fromkeys(COLUMNS, ""), "content": "Diễn tập phòng cháy", "deadline": "trong tháng"},
        ),
    ]
    assert (found.name, list(found.notes)) == ("bieu.xlsx", [])


def test_columns_of_other_tables_are_known_by_their_headings_wherever_they_stand() -> None:
    headings: list[Value] = [
        "TT", "Thời hạn hoàn thành", "Nhiệm vụ trọng tâm", "Sản phẩm đầu ra", "Đồng chí phụ trách", "Chuyên viên",
        "Đơn vị chủ trì", "Ghi chú",
    ]  # fmt: skip
    title: list[Value] = ["KẾ HOẠCH CÔNG TÁC THÁNG 11/2026"]
    data: list[Value] = [
        1,
        date(2026, 11, 20),
        "Rà soát hộ nghèo",
        "Báo cáo",
        "Trịnh Quang Vĩnh",
        "Hồ Hữu An",
        "Phòng Kinh tế",
        "x",
    ]
    ruler: list[Value] = [f"({at})" for at in range(1, 9)]
    section: list[Value] = ["I. LĨNH VỰC KINH TẾ"]
    rows = [title, headings, ruler, section, data]
    (row,) = read_file("ke-hoach.xlsx", write([Page("KH", rows, [(3, 0, 3, 7)])])).rows
    assert dict(row.cells) == READ | {"doer": "Hồ Hữu An, Phòng Kinh tế"}
    assert row.row == 5


def test_only_the_content_is_needed_and_a_file_without_it_is_refused() -> None:
    assert read(["Việc một"], headings=["Nội dung"]).rows[0].cells["content"] == "Việc một"
    assert code_of(lambda: read(["x"], headings=["Họ và tên"])) == "files.plan_unknown"
    assert code_of(lambda: read_file("a.docx", document([["Họ và tên"], ["x"]]))) == "files.plan_unknown"


def test_a_hidden_sheet_and_a_column_twice_are_told() -> None:
    data = write([Page("A", [HEADINGS, ROW]), Page("B", [HEADINGS, ROW], hidden=True)])
    found = read_file("a.xlsx", data)
    assert (len(found.rows), [code for code, _ in found.notes]) == (1, ["files.sheet_hidden"])
    twice = read(["Một", "Hai"], headings=["Nội dung", "Nội dung"])
    assert [code for code, _ in twice.notes] == ["files.column_twice"]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("content", 12.5, "files.wrong_type"), ("content", True, "files.wrong_type"),
        ("content", date(2026, 11, 1), "files.wrong_type"), ("content", Formula("=B9", "#REF!"), "files.broken_formula"),
        ("leader", 7, "files.wrong_type"), ("doer", Formula("=1/0", "#DIV/0!"), "files.broken_formula"),
        ("deadline", 45000, "files.date_bad"), ("deadline", True, "files.date_bad"),
        ("deadline", date(1905, 1, 1), "files.date_far"), ("deadline", Formula("=X", "#NAME?"), "files.broken_formula"),
        ("result", "x" * 501, "files.too_long"), ("result", Formula("=VLOOKUP(1,A1:B2,2)", "#N/A"), "files.broken_formula"),
    ],
)  # fmt: skip
def test_a_cell_of_a_wrong_kind_is_named_and_the_others_of_its_row_are_kept(
    column: str, value: Value, code: str
) -> None:
    place = COLUMNS.index(column)
    (row,) = read([*ROW[:place], value, *ROW[place + 1 :]]).rows
    assert bad(row) == {column: code}
    assert {name: text for name, text in row.cells.items() if name != column} == {
        n: t for n, t in READ.items() if n != column
    }


def test_a_formula_with_a_sound_result_is_its_result() -> None:
    (row,) = read([Formula('="Rà soát "&"hộ nghèo"', "Rà soát hộ nghèo"), *ROW[1:]]).rows
    assert dict(row.cells) == READ


def test_a_cell_merged_over_rows_is_shared_where_it_can_be_and_asked_about_where_not() -> None:
    second: list[Value] = ["Trực một cửa", "", "", date(2026, 11, 21), ""]
    shared = read(ROW, second, ["Việc ba", "Ngô Thanh Hà"], merged=((1, 1, 2, 1), (1, 2, 2, 2)))
    assert [row.cells["leader"] for row in shared.rows] == [
        "Trịnh Quang Vĩnh",
        "Trịnh Quang Vĩnh",
        "Ngô Thanh Hà",
    ]
    assert [row.cells["doer"] for row in shared.rows] == ["Hồ Hữu An", "Hồ Hữu An", ""]
    assert [[given["column"] for code, given in row.notes if code == "workplan.cell_filled"] for row in shared.rows] == [
        ["Lãnh đạo phụ trách", "Cá nhân, đơn vị thực hiện"], ["Lãnh đạo phụ trách", "Cá nhân, đơn vị thực hiện"], [],
    ]  # fmt: skip
    content = read(ROW, ["", "", "Tạ Thanh Bình"], merged=((1, 0, 2, 0),))
    assert [bad(row) for row in content.rows] == [{"content": "files.merged"}] * 2
    assert [row.row for row in content.rows] == [2, 3], "neither row is lost"


def test_merged_headings_and_titles_across_the_table_are_no_rows() -> None:
    top: list[Value] = [*LABELS[:4], "Kết quả"]
    below: list[Value] = ["", "", "", "", ""]
    page = Page(
        "A", [top, below, ["PHẦN I", "", "", "", ""], ROW], [(0, 0, 1, 0), (0, 1, 1, 1), (2, 0, 2, 4)]
    )
    assert [dict(row.cells) for row in read_file("a.xlsx", write([page])).rows] == [READ]


def test_a_word_table_is_read_as_a_workbook_is_with_its_merged_cells() -> None:
    texts = [
        [*LABELS],
        ["Rà soát hộ nghèo", "Trịnh Quang Vĩnh", "Hồ Hữu An", "20/11/2026", "Báo cáo"],
        ["Trực một cửa", "", "Tạ Thanh Bình", "", ""],
    ]

    def merge(table: docx.table.Table) -> None:
        table.cell(1, 1).merge(table.cell(2, 1))

    found = read_file("Ke hoach.docx", document(texts, merge)).rows
    assert [row.cells["leader"] for row in found] == ["Trịnh Quang Vĩnh"] * 2
    assert [row.notes[0][0] for row in found] == ["workplan.cell_filled"] * 2
    assert (found[0].sheet, found[0].row, found[0].cells["deadline"]) == ("Bảng 1", 2, "20/11/2026")


def test_a_word_cell_that_spans_two_columns_says_its_text_once() -> None:
    texts = [[*LABELS], ["Diễn tập", "", "", "20/11", ""]]
    (row,) = read_file("a.docx", document(texts, lambda table: table.cell(1, 0).merge(table.cell(1, 1)))).rows
    assert (row.cells["content"], row.cells["leader"]) == ("Diễn tập", "")


def test_what_is_copied_out_of_a_spreadsheet_is_read_with_and_without_headings() -> None:
    plain = read_pasted("Rà soát\tVĩnh\tAn\t20/11\tBáo cáo\r\nTrực\t\t\t\t\r\n\r\n").rows
    assert [(row.row, *row.cells.values()) for row in plain] == [
        (1, "Rà soát", "Vĩnh", "An", "20/11", "Báo cáo"),
        (2, "Trực", "", "", "", ""),
    ]
    headed = read_pasted("Thời gian\tNội dung\n20/11\tRà soát\n").rows
    assert [(row.cells["content"], row.cells["deadline"]) for row in headed] == [("Rà soát", "20/11")]
    numbered = read_pasted("1\tRà soát\tVĩnh\n2.\tTrực\t\n").rows
    assert [(row.cells["content"], row.cells["leader"]) for row in numbered] == [
        ("Rà soát", "Vĩnh"),
        ("Trực", ""),
    ]
    alone = read_pasted("Rà soát\nTrực\n").rows
    assert [row.cells["content"] for row in alone] == ["Rà soát", "Trực"]


def test_cells_with_line_breaks_come_in_quotes_and_other_quotes_stay_as_typed() -> None:
    (row,) = read_pasted('"Rà soát\nhộ nghèo"\tVĩnh\n').rows
    assert (row.cells["content"], row.cells["leader"]) == ("Rà soát hộ nghèo", "Vĩnh")
    (typed,) = read_pasted('"Nghị quyết" số 5\tVĩnh').rows
    assert (typed.cells["content"], typed.cells["leader"]) == ('"Nghị quyết" số 5', "Vĩnh")
    first, second = read_pasted('"Mở ngoặc không đóng\tVĩnh\nTrực\tHà').rows
    assert (first.cells["leader"], second.cells["leader"]) == ("Vĩnh", "Hà")


def test_too_much_pasted_is_refused_and_nothing_cut_off() -> None:
    assert code_of(lambda: read_pasted("x" * (LONGEST_PASTED + 1))) == "files.pasted_long"
    assert read_pasted("").rows == []


def test_an_exported_row_brings_its_mark_back_and_a_broken_mark_is_a_new_row() -> None:
    headings: list[Value] = [*HEADINGS, "Mã dòng"]
    good = identity(12, READ)
    found = read([*ROW, good], [*ROW, "hỏng"], [*ROW, 5], headings=headings).rows
    assert [row.task_id for row in found] == [12, 0, 0]
    assert [row.edited("content") for row in found] == [False, True, True]
    assert [bad(row) for row in found] == [{}, {}, {}]


@pytest.mark.parametrize("name", ["bieu.xlsx", "bieu.docx"])
@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "files.empty"),
        (lambda: b"x" * (50 * MB), "files.too_large"),
        (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "files.old_format"),
        (lambda: archive({"xl/vbaProject.bin": b"x", "word/vbaProject.bin": b"x"}), "files.macros"),
        (lambda: archive({"word/document.xml": b" " * (64 * MB), "xl/workbook.xml": b"<a/>"}), "files.unpacks_too_large"),
        (lambda: archive(dict.fromkeys(("word/document.xml", "xl/workbook.xml"), b'<!DOCTYPE a [<!ENTITY b "c">]>')), "damaged"),
        (lambda: b"PK\x03\x04" + b"\0" * 100, "damaged"), (lambda: b"hello", "damaged"),
    ],
)  # fmt: skip
def test_what_is_no_plan_or_made_to_hurt_is_refused_with_what_to_do(
    name: str, make: Callable[[], bytes], code: str
) -> None:
    damaged = "files.not_a_workbook" if name.endswith("xlsx") else "files.not_a_document"
    assert code_of(lambda: read_file(name, make())) == (damaged if code == "damaged" else code)


@pytest.mark.parametrize("seed", range(24))
def test_a_damaged_file_is_refused_or_read_never_crashes(seed: int) -> None:
    chance = random.Random(seed)
    name = ("a.xlsx", "a.docx")[seed % 2]
    data = bytearray(
        write([Page("A", [HEADINGS, ROW])]) if seed % 2 == 0 else document([[*LABELS], ["x"] * 5])
    )
    for _ in range(chance.choice([1, 3, 30])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        read_file(name, bytes(data))
    except Refusal as refusal:
        assert refusal.sentence


def test_moments_and_composed_letters_are_read_as_the_day_and_the_word_they_mean() -> None:
    (row,) = read(["Ra\u0300 soa\u0301t", "", "", datetime.combine(date(2026, 11, 20), time(7, 30)), ""]).rows
    assert (row.cells["content"], row.cells["deadline"]) == ("Rà soát", "2026-11-20")
