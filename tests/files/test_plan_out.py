"""A work-plan table taken away: a workbook of exactly five columns that comes back, and papers in the layout of either bloc."""

from __future__ import annotations

import re
import zipfile
from datetime import date
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.papers import PARTY, STATE
from tests.files.plans import CONTENTS, plan, row
from tests.files.seeing import pages_of
from thenchot.assessment.documents import Letterhead
from thenchot.files.forms.docx import docx_of
from thenchot.files.forms.pdf import pdf_of
from thenchot.files.packed import Limits
from thenchot.files.plan_paper import plan_paper
from thenchot.files.plan_rows import LABELS, read_file
from thenchot.files.plan_workbook import plan_workbook
from thenchot.files.workbook import open_workbook
from thenchot.workplan.incoming import COLUMNS, tidy


def test_the_workbook_shows_five_columns_in_their_order_and_hides_the_mark() -> None:
    data = plan_workbook(plan(*map(row, CONTENTS)), "Biểu ngang tháng 11/2026")
    sheet = open_workbook(data, Limits(10, 60))[0]
    assert sheet.rows[0] == [*LABELS, "Mã dòng"]
    assert [line[0] for line in sheet.rows[1:]] == [*CONTENTS]
    assert sheet.rows[1][3] == date(2026, 11, 20)
    with zipfile.ZipFile(BytesIO(data)) as packed:
        columns = packed.read("xl/worksheets/sheet1.xml").decode()
    hidden = re.findall(r'<col min="(\d+)" max="(\d+)"[^>]*hidden="1"', columns)
    assert hidden == [("6", "6")]


def test_no_cell_is_a_formula_whatever_it_begins_with() -> None:
    """Neither in the workbook nor where a program reads its cells anew, as a CSV of it would be: they are marked as text."""
    with zipfile.ZipFile(BytesIO(plan_workbook(plan(*map(row, CONTENTS)), "x"))) as packed:
        sheet, styles = (
            packed.read("xl/worksheets/sheet1.xml").decode(),
            packed.read("xl/styles.xml").decode(),
        )
    assert "<f>" not in sheet
    looks = re.findall(r"<xf [^>]*>", styles.split("<cellXfs")[1].split("</cellXfs>")[0])
    quoted = {str(at) for at, look in enumerate(looks) if 'quotePrefix="1"' in look}
    marked = {number for number, look in re.findall(r'<c r="A(\d+)" s="(\d+)"', sheet) if look in quoted}
    assert marked == {"3", "4", "5", "6"}


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=60).map(tidy)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(WORDS.filter(bool), WORDS, st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))),
        min_size=1,
        max_size=5,
    )
)
def test_what_was_taken_away_comes_back_untouched_cell_by_cell(
    rows: list[tuple[str, str, date | None]],
) -> None:
    given_rows = [row(content, day, result=result) for content, result, day in rows]
    back = read_file("bieu.xlsx", plan_workbook(plan(*given_rows), "x")).rows
    assert [dict(one.cells) for one in back] == [dict(one.cells) for one in given_rows]
    assert [column for one in back for column in COLUMNS if one.edited(column)] == []
    assert {one.task_id for one in back} == {12}


def test_the_guide_of_the_workbook_is_never_taken_for_rows_and_names_are_offered() -> None:
    data = plan_workbook(plan(row("Một")), "x")
    assert len(read_file("x.xlsx", data).rows) == 1
    guide = open_workbook(data, Limits(10, 60))[1]
    assert (guide.name, guide.rows[1][1], [line[2] for line in guide.rows[1:3]]) == (
        "Hướng dẫn",
        "Trịnh Quang Vĩnh",
        ["Phòng Kinh tế", "Hồ Hữu An"],
    )
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert packed.read("xl/worksheets/sheet1.xml").decode().count("<dataValidation ") == 2


@pytest.mark.parametrize(
    ("head", "says", "never"),
    [
        (
            STATE,
            ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: /KH-"],
            "ĐẢNG CỘNG SẢN VIỆT NAM",
        ),
        (PARTY, ["ĐẢNG CỘNG SẢN VIỆT NAM", "ĐẢNG ỦY PHƯỜNG BẾN TRÚC", "Số -KH/"], "CỘNG HÒA XÃ HỘI"),
    ],
)
def test_the_paper_is_in_the_layout_of_its_bloc_and_lies(
    head: Letterhead, says: list[str], never: str
) -> None:
    paper = plan_paper(plan(*map(row, CONTENTS)), head, "tháng 11 năm 2026")
    (page,) = pages_of(pdf_of("x", [paper]))
    said = [
        *says,
        "KẾ HOẠCH",
        "Công tác tháng 11 năm 2026",
        "Thực hiện 15-KL/ĐU ngày 30/10/2026, Kết luận giao ban",
        "Nơi nhận:",
    ]
    assert [words for words in said if words not in page] == []
    assert never not in page
    assert "BN 2026-11/BT-KT · bản 4 · mã nhật ký 1a2b3c4d5e6f" in page
    document = docx.Document(BytesIO(docx_of(paper)))
    (section,) = document.sections
    assert (section.page_width or 0) > (section.page_height or 0)
    (plan_of,) = [table for table in document.tables if table.cell(0, 0).text == LABELS[0]]
    assert [cell.text for cell in plan_of.rows[0].cells] == [*LABELS]
    assert [line.cells[0].text.removesuffix(" (đột xuất)") for line in plan_of.rows[1:]] == [*CONTENTS]
    assert plan_of.rows[5].cells[0].text == "@Đề án (đột xuất)"


def test_a_draft_says_so_across_the_paper_and_a_plan_of_many_rows_names_its_columns_on_each_page() -> None:
    rows = [row(f"Nội dung thứ {at} " + "dài " * 30) for at in range(40)]
    pages = pages_of(pdf_of("x", [plan_paper(plan(*rows, state="draft"), STATE, "tháng 11 năm 2026")]))
    assert len(pages) > 1
    assert all("DỰ THẢO" in page and LABELS[1] in page for page in pages)
    text = " ".join(pages)
    assert [text.count(f"Nội dung thứ {at} ") for at in range(40)] == [1] * 40


def test_a_plan_without_a_source_names_none() -> None:
    empty = plan()
    empty.table.source_number, empty.table.source_date, empty.table.source_title = "", None, ""
    (page,) = pages_of(pdf_of("x", [plan_paper(empty, STATE, "quý IV năm 2026")]))
    assert "Thực hiện" not in page
    assert LABELS[4] in page
