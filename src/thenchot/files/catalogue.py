"""The workbook of a product catalogue (Điều 13) as a draft, with what is wrong row by row; all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from thenchot.files.catalogue_groups import check_groups
from thenchot.files.catalogue_rows import CATALOGUE, RawItem, read_items
from thenchot.files.catalogue_standard import Standard, find_standard
from thenchot.files.criteria import CRITERIA, Criterion, read_criteria
from thenchot.files.packed import Limits
from thenchot.files.refusals import (
    COEFFICIENT_COMPUTED,
    COEFFICIENT_WRONG,
    NOTHING_READ,
    SHEET_SKIPPED,
    SHEET_UNKNOWN,
    TOO_MANY_ITEMS,
)
from thenchot.files.table import Problem, clean, find_table, in_order, missing_columns, shown, shown_sheets
from thenchot.files.workbook import Sheet, open_workbook
from thenchot.lib.refusals import refuse_if
from thenchot.standards.drafts import Draft, Group, ProductRow, coefficient_of

LIMITS = Limits(packed=8, unpacked=120, rows=20_000)
MOST_ITEMS = 10_000
CITATION = re.compile(r"(?:Kèm theo|Ban hành kèm theo)\s+(.*?Quyết định.*?)[)\s]*$", re.IGNORECASE)
ROUNDED = Decimal("0.005")
"""A coefficient printed with two decimals may differ by this much."""


@dataclass(frozen=True)
class SheetSummary:
    """What was made of one sheet: its role in words, and how many rows were read."""

    name: str
    role: str
    rows: int


@dataclass(frozen=True)
class CatalogueBatch:
    """What a file holds. `draft` is None while anything but warnings stands in `problems`."""

    draft: Draft | None
    sheets: tuple[SheetSummary, ...]
    criteria: tuple[Criterion, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if not problem.warning)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.warning)


def read(data: bytes) -> CatalogueBatch:
    """Read a catalogue. Raises a refusal for a file that is no workbook or too large; all else is in `problems`."""
    sheets = open_workbook(data, LIMITS)
    problems: list[Problem] = []
    items, criteria, summaries = _read_sheets(sheets, problems)
    refuse_if(len(items) > MOST_ITEMS, TOO_MANY_ITEMS, limit=MOST_ITEMS)
    refuse_if(not items and not problems, NOTHING_READ)
    groups = check_groups(items, problems)
    standard = find_standard(sheets, items, problems)
    products = _products(items, standard, problems)
    batch = CatalogueBatch(None, tuple(summaries), tuple(criteria), tuple(in_order(sheets, problems)))
    if batch.errors or standard is None or not products:
        return batch
    return replace(batch, draft=_draft(sheets, standard, groups, products))


def _read_sheets(
    sheets: Sequence[Sheet], problems: list[Problem]
) -> tuple[list[RawItem], list[Criterion], list[SheetSummary]]:
    items: list[RawItem] = []
    criteria: list[Criterion] = []
    summaries: list[SheetSummary] = []
    for sheet in shown_sheets(sheets, problems):
        if table := find_table(sheet, CATALOGUE, problems):
            found = read_items(table, {item.code: item for item in items}, problems)
            items += found
            summaries.append(SheetSummary(sheet.name, "products", len(found)))
        elif table := find_table(sheet, CRITERIA, problems):
            read_here = read_criteria(table, problems)
            criteria += read_here
            summaries.append(SheetSummary(sheet.name, "criteria", len(read_here)))
        else:
            problems.append(_unknown(sheet))
    return items, criteria, summaries


def _unknown(sheet: Sheet) -> Problem:
    """A sheet without a table: refused when it looks like a catalogue whose headings were changed."""
    headings, lacking = missing_columns(sheet, CATALOGUE)
    if headings >= 3:
        return Problem(sheet.name, 0, "", SHEET_UNKNOWN(columns=", ".join(lacking)))
    return Problem(sheet.name, 0, "", SHEET_SKIPPED(), warning=True)


def _products(items: Sequence[RawItem], standard: Standard | None, problems: list[Problem]) -> list[ProductRow]:
    return [_product(item, standard, problems) for item in items] if standard else []


def _product(item: RawItem, standard: Standard, problems: list[Problem]) -> ProductRow:
    """The item with its coefficient: the file's own where it agrees with points ÷ standard points, else complained of."""
    expected = coefficient_of(item.points, standard.points)
    if item.coefficient is None:
        why = COEFFICIENT_COMPUTED(points=shown(item.points), standard=shown(standard.points), expected=shown(expected))
        problems.append(Problem(item.sheet, item.row, "Hệ số quy đổi", why, warning=True))
    elif abs(item.coefficient - expected) > ROUNDED:
        why = COEFFICIENT_WRONG(
            found=shown(item.coefficient), points=shown(item.points), standard=shown(standard.points), expected=shown(expected)
        )
        problems.append(Problem(item.sheet, item.row, "Hệ số quy đổi", why))
    return ProductRow(
        code=item.code, name=item.name, part=item.part, group=item.group, points=item.points,
        coefficient=expected if item.coefficient is None else item.coefficient, detail=item.detail, output=item.output,
        note=item.note,
    )  # fmt: skip


def _draft(sheets: Sequence[Sheet], standard: Standard, groups: Sequence[Group], products: Sequence[ProductRow]) -> Draft:
    citation = _citation(sheets)
    return Draft(
        name="Danh mục sản phẩm/công việc quy đổi", citation=citation, standard_product=standard.name,
        standard_points=standard.points, groups=tuple(groups), products=tuple(products),
    )  # fmt: skip


def _citation(sheets: Sequence[Sheet]) -> str:
    """The decision named under a title, "(Kèm theo Quyết định số …)"; blank when there is none."""
    for sheet in sheets:
        for row in sheet.rows[:10]:
            for cell in row:
                found = CITATION.search(clean(cell)) if isinstance(cell, str) else None
                if found:
                    return found[1].strip(" ()")
    return ""
