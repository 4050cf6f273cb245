"""The standard product of a catalogue (đơn vị sản phẩm/công việc chuẩn): stated in the file, else read from its coefficients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thenchot.files.catalogue_rows import RawItem
from thenchot.files.refusals import STANDARD_DIFFERS, STANDARD_UNKNOWN, STANDARD_UNNAMED
from thenchot.files.table import HEADING_ROWS, Problem, shown
from thenchot.files.workbook import Sheet
from thenchot.lib.vietnamese import fold
from thenchot.standards.drafts import COMMON

STATED = re.compile(r"(?:san pham|cong viec)[^=|]{0,40}chuan\s*[=:]\s*(\d+(?:,\d+)?)\s*diem")
Found = tuple[Decimal, str, int]


@dataclass(frozen=True)
class Standard:
    """The product everything is measured against: its points, coefficient 1, and its name."""

    points: Decimal
    name: str


def find_standard(sheets: Sequence[Sheet], items: Sequence[RawItem], problems: list[Problem]) -> Standard | None:
    """Return the standard product; complains when the file states none or two."""
    if not items:
        return None
    stated = _stated(sheets)
    values = sorted({points for points, _, _ in stated})
    if len(values) > 1:
        why = STANDARD_DIFFERS(points=", ".join(map(shown, values)))
        problems.append(Problem(stated[-1][1], stated[-1][2], "", why))
        return None
    # Where none is stated, it is what has the coefficient 1, if all that has it is worth the same.
    candidates = values or sorted({item.points for item in items if item.coefficient == 1})
    if len(candidates) != 1 or candidates[0] <= 0:
        problems.append(Problem(items[0].sheet, 0, "", STANDARD_UNKNOWN()))
        return None
    return Standard(candidates[0], _name(candidates[0], items, problems))


def _name(points: Decimal, items: Sequence[RawItem], problems: list[Problem]) -> str:
    """The product worth exactly the standard points; of several the first that everybody shares."""
    fitting = [item for item in items if item.points == points]
    if not fitting:
        problems.append(Problem(items[0].sheet, 0, "", STANDARD_UNNAMED(points=shown(points)), warning=True))
        return f"{shown(points)} điểm"
    return min(fitting, key=lambda item: item.part != COMMON).name


def _stated(sheets: Sequence[Sheet]) -> list[Found]:
    """Every "Sản phẩm chuẩn = 5 điểm" in titles and headings, with its sheet and row."""
    found: list[Found] = []
    for sheet in sheets:
        for index, row in enumerate(sheet.rows[:HEADING_ROWS] if sheet.visible else []):
            said = fold(" | ".join(cell for cell in row if isinstance(cell, str)))
            found += [(Decimal(points.replace(",", ".")), sheet.name, index + 1) for points in STATED.findall(said)]
    return found
