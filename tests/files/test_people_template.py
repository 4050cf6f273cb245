"""The template that is offered for download, opened by another program."""

from __future__ import annotations

import io

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from thenchot.files import people
from thenchot.files.people_posts import POSTS
from thenchot.files.people_template import POST_EXAMPLES, UNIT_EXAMPLES, template
from thenchot.files.people_units import UNITS

SHEETS = {people.UNIT_SHEET: UNITS, people.POST_SHEET: POSTS}


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(template()))


def filled() -> bytes:
    """The template with its own examples typed in, saved by another program."""
    made = openpyxl.load_workbook(io.BytesIO(template()))
    for name, rows in ((people.UNIT_SHEET, UNIT_EXAMPLES), (people.POST_SHEET, POST_EXAMPLES)):
        for place, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                made[name].cell(place, column, value or None)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_the_empty_template_holds_nothing_to_import_and_nothing_wrong() -> None:
    batch = people.read(template())
    assert (batch.units, batch.posts, batch.problems) == ([], [], [])


def test_the_examples_typed_into_the_template_are_read_without_complaint() -> None:
    batch = people.read(filled())
    assert batch.errors == []
    assert [row.code for row in batch.units] == ["0101", "0101.01"]
    assert [row.staff_code for row in batch.posts] == ["000123", "000124"]


def test_cells_are_text_so_that_leading_zeros_stay(book: Workbook) -> None:
    for name, columns in SHEETS.items():
        widths = book[name].column_dimensions
        formats = {letter: widths[letter].number_format for letter in widths}
        assert formats, name
        assert set(formats.values()) == {"@"}, name
        assert len(columns) <= 26


def test_each_column_has_its_heading_and_a_note(book: Workbook) -> None:
    for name, columns in SHEETS.items():
        for place, column in enumerate(columns, 1):
            cell = book[name].cell(1, place)
            assert str(cell.value).removesuffix(" (*)") == column.label
            assert str(cell.value).endswith("(*)") == column.required
            assert cell.comment is not None


def test_words_of_a_list_are_offered_to_choose_from(book: Workbook) -> None:
    offered = {str(rule.sqref): str(rule.formula1) for rule in book[people.POST_SHEET].data_validations.dataValidation}
    assert any("Người đứng đầu" in words for words in offered.values())
    assert any("Công chức" in words for words in offered.values())
    assert any("Biệt phái" in words for words in offered.values())
    assert all(len(words) <= 257 for words in offered.values())


def test_the_guide_explains_every_column(book: Workbook) -> None:
    said = "\n".join(str(cell) for row in book["Hướng dẫn"].iter_rows(values_only=True) for cell in row if cell)
    assert all(column.label in said for columns in SHEETS.values() for column in columns)
