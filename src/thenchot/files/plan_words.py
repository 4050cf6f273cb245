"""The tables of a Word document as sheets of plain texts, their merged cells named."""

from __future__ import annotations

import docx
from docx.table import Table as WordTable

from thenchot.files.packed import Limits, repack, unpack
from thenchot.files.refusals import NOT_A_DOCUMENT, TOO_FAR
from thenchot.files.wording import DAMAGED
from thenchot.files.workbook import Cell, Sheet
from thenchot.lib.refusals import refuse_if

MOST_TABLES = 50


def document_tables(data: bytes, limits: Limits) -> list[Sheet]:
    """Return the outer tables of a document. Refuses what is no .docx, is damaged, too large, or has too long a table."""
    parts = unpack(data, limits, NOT_A_DOCUMENT)
    refuse_if("word/document.xml" not in parts, NOT_A_DOCUMENT)
    try:
        tables = docx.Document(repack(parts)).tables[:MOST_TABLES]
        refuse_if(
            sum(len(table.rows) for table in tables) > limits.rows,
            TOO_FAR,
            rows=limits.rows,
            columns=limits.columns,
        )
        return [_sheet(f"Bảng {number}", table) for number, table in enumerate(tables, start=1)]
    except DAMAGED as wrong:
        raise NOT_A_DOCUMENT() from wrong


def _sheet(name: str, table: WordTable) -> Sheet:
    """A cell that stands in several places is one merged cell: its text stands in the first place alone."""
    places: dict[object, list[tuple[int, int]]] = {}
    rows: list[list[Cell]] = []
    for at, row in enumerate(table.rows):
        texts: list[Cell] = []
        for column, cell in enumerate(row.cells):
            stands = places.setdefault(cell._tc, [])
            texts.append("" if stands else cell.text)
            stands.append((at, column))
        rows.append(texts)
    merged = tuple((*stands[0], *stands[-1]) for stands in places.values() if len(stands) > 1)
    return Sheet(name, rows, merged)
