"""An official text (.docx or .txt) as lines, for the wording that stands beside a rule."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

from thenchot.files.packed import MB, Limits, repack, unpack
from thenchot.files.refusals import EMPTY_FILE, NOT_A_DOCUMENT, NOT_TEXT, OLD_FORMAT, TOO_LARGE
from thenchot.lib.refusals import refuse_if

LIMITS = Limits(packed=10, unpacked=80)
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
"""How a Unicode text says which one it is."""
DAMAGED = (PackageNotFoundError, SyntaxError, KeyError, ValueError, AttributeError, zipfile.BadZipFile)
"""What the reader raises for a damaged document; faulty XML is a SyntaxError to it."""


def lines(data: bytes) -> list[str]:
    """Return the lines of a text or of a Word document, in composed letters; what is neither is refused."""
    refuse_if(not data, EMPTY_FILE)
    refuse_if(len(data) > LIMITS.packed * MB, TOO_LARGE, limit=LIMITS.packed)
    found = _document_lines(data) if data.startswith(b"PK") else _text_lines(data)
    tidy = [" ".join(unicodedata.normalize("NFC", line).split()) for line in found]
    refuse_if(not any(tidy), EMPTY_FILE)
    return tidy


def _text_lines(data: bytes) -> list[str]:
    refuse_if(data.startswith(b"\xd0\xcf\x11\xe0"), OLD_FORMAT)
    mark, encoding = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as wrong:
        raise NOT_TEXT() from wrong
    refuse_if("\0" in text, NOT_TEXT)
    return text.splitlines()


def _document_lines(data: bytes) -> list[str]:
    parts = unpack(data, LIMITS, NOT_A_DOCUMENT)
    refuse_if("word/document.xml" not in parts, NOT_A_DOCUMENT)
    try:
        return list(_lines_of(docx.Document(repack(parts))))
    except DAMAGED as wrong:
        raise NOT_A_DOCUMENT() from wrong


def _lines_of(document: Document) -> Iterator[str]:
    """Paragraphs and cells in the order of the text; a break inside a paragraph begins a new line."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from block.text.splitlines() or [""]
        elif isinstance(block, Table):
            yield from _cells(block)


def _cells(table: Table) -> Iterator[str]:
    for row in table.rows:
        # Merged cells come once for each column they span.
        for cell in dict.fromkeys(row.cells):
            yield from cell.text.splitlines()
