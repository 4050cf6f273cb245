"""Files that are no workbooks, too large, or made to hurt: refused with a sentence, never with a crash."""

from __future__ import annotations

import io
import random
import struct
import zipfile

import pytest

from tests.files import books
from tests.files.books import Page, write
from thenchot.files import catalogue
from thenchot.files.packed import MB, Limits, repack, unpack
from thenchot.files.refusals import NOT_A_WORKBOOK
from thenchot.files.workbook import open_workbook
from thenchot.lib.refusals import BAD_INPUT, Refusal

SMALL = Limits(packed=1, unpacked=2, rows=2000)


def refused(data: bytes, limits: Limits = SMALL) -> str:
    with pytest.raises(Refusal) as found:
        open_workbook(data, limits)
    assert found.value.status == BAD_INPUT
    assert found.value.sentence
    return found.value.code


def archive(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def with_sheet(sheet: bytes) -> bytes:
    """A workbook whose first sheet is the given XML."""
    parts = unpack(write([Page("A", [["x"]])]), SMALL, NOT_A_WORKBOOK)
    return archive({**parts, "xl/worksheets/sheet1.xml": sheet})


def sheet_of(cells: str) -> bytes:
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return f"{head}{cells}</sheetData></worksheet>".encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "files.empty"),
        (b"hello", "files.not_a_workbook"),
        (b"PK\x03\x04" + b"\0" * 100, "files.not_a_workbook"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "files.old_format"),
        (b"x" * (MB + 1), "files.too_large"),
        (archive({"word/document.xml": b"<a/>"}), "files.not_a_workbook"),
        (archive({"xl/workbook.xml": b"<a/>"}), "files.not_a_workbook"),
        (archive({"xl/workbook.xml": b"not xml"}), "files.not_a_workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_a_bomb_of_zeros_is_refused_before_it_fills_the_memory() -> None:
    bomb = archive({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * (64 * MB)})
    assert len(bomb) < MB
    assert refused(bomb) == "files.unpacks_too_large"


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    bomb = bytearray(archive({"xl/workbook.xml": b" " * (8 * MB)}))
    true_size = struct.pack("<I", 8 * MB)
    while (at := bomb.find(true_size)) >= 0:
        bomb[at : at + 4] = struct.pack("<I", 100)
    assert refused(bytes(bomb)) == "files.not_a_workbook"


def test_thousands_of_parts_are_refused() -> None:
    assert refused(archive({f"xl/p{n}.xml": b"" for n in range(3001)})) == "files.unpacks_too_large"


def test_entities_are_refused() -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>' + sheet_of("")
    assert refused(with_sheet(laughs)) == "files.not_a_workbook"


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "AAA1", "CA7", "xfd9", "B3000"])
def test_a_filled_cell_far_away_is_refused(cell: str) -> None:
    row = "".join(filter(str.isdigit, cell))
    assert refused(with_sheet(sheet_of(f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'))) == "files.too_far"


def test_an_empty_styled_cell_far_away_does_no_harm() -> None:
    data = with_sheet(sheet_of('<row r="1"><c r="A1"><v>7</v></c><c r="XFD1" s="0"/></row>'))
    assert open_workbook(data, SMALL)[0].rows[0][0] == 7


def test_cells_at_the_limits_are_read() -> None:
    data = with_sheet(sheet_of('<row r="2000"><c r="BZ2000"><v>7</v></c></row>'))
    rows = open_workbook(data, SMALL)[0].rows
    assert (len(rows), rows[1999][77]) == (2000, 7)


def test_errors_come_through_as_texts() -> None:
    cells = '<row r="1"><c r="A1" t="e"><f>B1</f><v>#REF!</v></c><c t="e" r="B1"><v>#N/A</v></c></row>'
    assert open_workbook(with_sheet(sheet_of(cells)), SMALL)[0].rows[0] == ["#REF!", "#N/A"]


def test_what_is_packed_again_is_what_was_measured() -> None:
    parts = {"a.xml": b"<a/>", "b/c.xml": "đ".encode()}
    assert unpack(repack(parts).getvalue(), SMALL, NOT_A_WORKBOOK) == parts


def test_a_password_or_an_unknown_packing_is_refused_not_raised() -> None:
    data = bytearray(archive({"xl/workbook.xml": b"<a/>"}))
    for at in (data.find(b"PK\x03\x04") + 8, data.find(b"PK\x01\x02") + 10):
        data[at : at + 2] = struct.pack("<H", 97)
    assert refused(bytes(data)) == "files.not_a_workbook"


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_refused_or_read_never_crashes(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(write(books.catalogue()))
    for _ in range(chance.choice([1, 3, 30])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    cut = chance.randrange(len(data)) if seed % 4 == 0 else len(data)
    try:
        catalogue.read(bytes(data[:cut]))
    except Refusal as refusal:
        assert refusal.sentence


@pytest.mark.parametrize("seed", range(40))
def test_damaged_xml_inside_a_sound_archive_never_crashes(seed: int) -> None:
    chance = random.Random(1000 + seed)
    parts = unpack(write(books.catalogue()), Limits(8, 40), NOT_A_WORKBOOK)
    name = chance.choice(sorted(parts))
    content = bytearray(parts[name])
    for _ in range(5):
        at = chance.randrange(len(content))
        content[at : at + chance.randrange(4)] = bytes(chance.randrange(256) for _ in range(chance.randrange(4)))
    try:
        catalogue.read(archive({**parts, name: bytes(content)}))
    except Refusal as refusal:
        assert refusal.sentence
