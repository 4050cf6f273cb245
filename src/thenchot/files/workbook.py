"""A workbook's bytes as sheets of plain values, with broken formulas shown and merged cells named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import python_calamine

from thenchot.files.packed import Limits, repack, unpack
from thenchot.files.refusals import NOT_A_WORKBOOK, TOO_FAR
from thenchot.lib.refusals import refuse_if

Cell = str | float | int | bool | date | datetime | time | timedelta
SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml$", re.IGNORECASE)
# The reader gives an empty text for a cell in error; as a text it comes through and can be reported.
ERROR_CELL = re.compile(rb"(<(?:\w+:)?c\b[^>]*\bt=[\"'])e([\"'])")
# A program that writes formulas without computing them leaves 0 as the result: that is no result.
NO_RESULT = re.compile(rb"(</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*<(?:\w+:)?v>0</(?:\w+:)?v>")
ERROR_TEXTS = frozenset({"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})


@dataclass(frozen=True)
class Sheet:
    """One visible or hidden sheet; row 1 of the sheet is `rows[0]`. Merged ranges are (row, column, last row, last column)."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    visible: bool = True

    @property
    def is_empty(self) -> bool:
        return not any(cell != "" for row in self.rows for cell in row)


def open_workbook(data: bytes, limits: Limits) -> list[Sheet]:
    """Read every sheet. Refuses what is no .xlsx, is damaged, too large, or spreads too far."""
    parts = unpack(data, limits, NOT_A_WORKBOOK, keep=_needed)
    refuse_if("xl/workbook.xml" not in parts, NOT_A_WORKBOOK)
    far = _too_far(limits)
    for name, content in parts.items():
        if SHEET_PART.match(name):
            refuse_if(far.search(content), TOO_FAR, rows=limits.rows, columns=limits.columns)
            parts[name] = _shown(content)
    sheets = _sheets(parts)
    refuse_if(not sheets, NOT_A_WORKBOOK)
    return sheets


def _needed(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels")) and "/drawings/" not in name and "/media/" not in name


def _shown(content: bytes) -> bytes:
    if b't="e"' in content or b"t='e'" in content:
        content = ERROR_CELL.sub(rb"\1str\2", content)
    return NO_RESULT.sub(rb"\1", content) if b"<f" in content or b":f" in content else content


def _too_far(limits: Limits) -> re.Pattern[bytes]:
    """A filled cell beyond the limits: the reader would make room for every cell before it."""
    first, second = limits.columns[0], limits.columns[1]
    wider = [r"[A-Za-z]{3,}\d+", rf"{_after(first)}[A-Za-z]\d+", rf"{_either(first)}{_after(second)}\d+"]
    digits = str(limits.rows)
    longer, larger = rf"\d{{{len(digits) + 1},}}", rf"[{int(digits[0]) + 1}-9]\d{{{len(digits) - 1}}}"
    lower = [rf"[A-Za-z]{{1,3}}(?:{longer}|{larger})"]
    return re.compile(rf"r=[\"'](?:{'|'.join(wider + lower)})[\"'](?:[^>]*[^/>])?>".encode())


def _either(letter: str) -> str:
    return f"[{letter}{letter.lower()}]"


def _after(letter: str) -> str:
    """The letters after one; nothing matches after Z."""
    return rf"[{chr(ord(letter) + 1)}-Z{chr(ord(letter.lower()) + 1)}-z]" if letter < "Z" else r"[^\s\S]"


def _sheets(parts: Mapping[str, bytes]) -> list[Sheet]:
    try:
        with python_calamine.CalamineWorkbook.from_filelike(repack(parts)) as book:
            visible = {m.name: m.visible == python_calamine.SheetVisibleEnum.Visible for m in book.sheets_metadata}
            kinds = {m.name: m.typ == python_calamine.SheetTypeEnum.WorkSheet for m in book.sheets_metadata}
            return [_sheet(book, name, shown=visible[name]) for name in book.sheet_names if kinds[name]]
    except (python_calamine.CalamineError, ValueError, OverflowError, OSError) as wrong:
        raise NOT_A_WORKBOOK() from wrong


def _sheet(book: python_calamine.CalamineWorkbook, name: str, *, shown: bool) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    merged = tuple((r1, c1, r2, c2) for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ())
    return Sheet(name, sheet.to_python(skip_empty_area=False), merged, shown)
