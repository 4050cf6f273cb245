"""Tables inside sheets: found by the text of their headings, not by where they stand; every complaint names its row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from thenchot.files.refusals import (
    AMBIGUOUS_NUMBER,
    BROKEN_FORMULA,
    CELL_EMPTY,
    COLUMN_TWICE,
    MERGED,
    NOT_A_NUMBER,
    NUMBER_AS_TEXT,
    SHEET_HIDDEN,
    TOO_LONG,
    WRONG_TYPE,
)
from thenchot.files.workbook import ERROR_TEXTS, Cell, Sheet
from thenchot.lib.refusals import Refusal
from thenchot.lib.vietnamese import fold

HEADING_ROWS = 40
"""How many rows of a sheet are searched for the headings."""
BESIDE = re.compile(r"\(.*?\)|[*:.]")
PLAIN_NUMBER = re.compile(r"-?\d+(?:[.,]\d{1,2})?")
NUMBER_LIKE = re.compile(r"-?\d+(?:[.,]\d+)*")
PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Column:
    """A column wanted: its heading as we write it, other headings (folded; "*" at the end: begins so), longest text."""

    key: str
    label: str
    others: tuple[str, ...] = ()
    required: bool = True
    longest: int = 500


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where; row 0 is the sheet as a whole. A warning refuses nothing."""

    sheet: str
    row: int
    column: str
    why: Refusal
    warning: bool = False

    @property
    def sentence(self) -> str:
        return self.why.sentence

    @property
    def code(self) -> str:
        return self.why.code

    @property
    def article(self) -> str:
        return self.why.article


def shown_sheets(sheets: Sequence[Sheet], problems: list[Problem]) -> list[Sheet]:
    """The sheets that hold something; a hidden one is warned of and left out."""
    filled = [sheet for sheet in sheets if not sheet.is_empty]
    problems += [Problem(sheet.name, 0, "", SHEET_HIDDEN(), warning=True) for sheet in filled if not sheet.visible]
    return [sheet for sheet in filled if sheet.visible]


def in_order(sheets: Sequence[Sheet], problems: Sequence[Problem]) -> list[Problem]:
    """Errors before warnings, each in the order of the file."""
    places = {sheet.name: place for place, sheet in enumerate(sheets)}
    return sorted(problems, key=lambda problem: (problem.warning, places.get(problem.sheet, 0), problem.row))


@dataclass(frozen=True)
class Table:
    """A table of a sheet: where its data begins (0-based) and in which column each key stands."""

    sheet: Sheet
    columns: Mapping[str, Column]
    places: Mapping[str, int]
    begins: int
    heading: int

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Every row below the headings that holds something, with its number as the program shows it."""
        for index in range(self.begins, len(self.sheet.rows)):
            row = self.sheet.rows[index]
            if any(cell != "" and not (isinstance(cell, str) and cell.isspace()) for cell in row):
                yield index + 1, row

    def above(self) -> str:
        """What stands above the headings, folded: the title of the table."""
        cells = [clean(cell) for row in self.sheet.rows[: self.heading] for cell in row if isinstance(cell, str)]
        return fold(" ".join(cells))


@dataclass
class Reader:
    """Reads the cells of one row of a table and gathers what is wrong with them."""

    table: Table
    problems: list[Problem]
    row: int = 0
    cells: Sequence[Cell] = ()
    bad: bool = field(default=False)

    def at(self, row: int, cells: Sequence[Cell]) -> Reader:
        self.row, self.cells, self.bad = row, cells, False
        return self

    def complain(self, key: str, why: Refusal) -> None:
        self.bad = True
        self.problems.append(Problem(self.table.sheet.name, self.row, self._label(key), why))

    def warn(self, key: str, why: Refusal) -> None:
        self.problems.append(Problem(self.table.sheet.name, self.row, self._label(key), why, warning=True))

    def raw(self, key: str) -> Cell:
        """The cell of the column; an empty text where the table has no such column."""
        place = self.table.places.get(key)
        return self.cells[place] if place is not None and place < len(self.cells) else ""

    def text(self, key: str) -> str:
        """The text of a cell, tidied. A number, a date or a broken formula is complained of."""
        value = self.raw(key)
        if value == "":
            return self._nothing(key)
        if not isinstance(value, str):
            self.complain(key, WRONG_TYPE(found=_type_name(value)))
            return ""
        tidy = clean(value)
        if not tidy:
            return self._nothing(key)
        if tidy in ERROR_TEXTS:
            self.complain(key, BROKEN_FORMULA(value=tidy))
            return ""
        longest = self.table.columns[key].longest
        if len(tidy) > longest:
            self.complain(key, TOO_LONG(length=len(tidy), limit=longest))
        return tidy

    def _nothing(self, key: str) -> str:
        if self.table.columns[key].required:
            self.complain(key, CELL_EMPTY())
        return ""

    def number(self, key: str) -> Decimal | None:
        """The number of a cell, exact as it is shown; None, with a complaint, for what is none or may be read in two ways."""
        value = self.raw(key)
        if isinstance(value, float | int) and not isinstance(value, bool):
            return exact(value)
        if not isinstance(value, str):
            self.complain(key, NOT_A_NUMBER(value=value))
            return None
        tidy = clean(value)
        if not tidy:
            self._nothing(key)
            return None
        if tidy in ERROR_TEXTS:
            self.complain(key, BROKEN_FORMULA(value=tidy))
            return None
        return self._typed_number(key, tidy)

    def _typed_number(self, key: str, tidy: str) -> Decimal | None:
        if PLAIN_NUMBER.fullmatch(tidy):
            read = Decimal(tidy.replace(",", "."))
            self.warn(key, NUMBER_AS_TEXT(value=tidy, read=shown(read)))
            return read
        self.complain(key, (AMBIGUOUS_NUMBER if NUMBER_LIKE.fullmatch(tidy) else NOT_A_NUMBER)(value=tidy))
        return None

    def _label(self, key: str) -> str:
        return self.table.columns[key].label if key else ""


def exact(number: float) -> Decimal:
    """The decimal number a float was written as, to six places."""
    return Decimal(repr(number)).quantize(PLACES).normalize() + 0


def shown(number: Decimal) -> str:
    """A number as it is typed: 12,5."""
    return f"{number.normalize():f}".replace(".", ",")


def clean(value: object) -> str:
    """Text in one spelling: composed letters, single spaces, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


def heading(value: object) -> str:
    """A heading folded for comparison, without what stands in brackets."""
    return " ".join(BESIDE.sub(" ", fold(str(value))).split())


def _type_name(value: Cell) -> str:
    if isinstance(value, bool):
        return "giá trị đúng/sai"
    return "số" if isinstance(value, float | int) else "ngày, giờ"


def find_table(sheet: Sheet, columns: Sequence[Column], problems: list[Problem]) -> Table | None:
    """The table with these columns, by the row that holds most of their headings; None without all the required ones."""
    best, found = _best_row(sheet, columns)
    if not {column.key for column in columns if column.required} <= found.keys():
        return None
    twice = [column for column in columns if len(found.get(column.key, ())) > 1]
    problems += [Problem(sheet.name, best + 1, column.label, COLUMN_TWICE()) for column in twice]
    # Headings may be merged downwards over two rows: the data begins below them.
    begins = max([best, *(r2 for r1, _, r2, _ in sheet.merged if r1 <= best <= r2)]) + 1
    places = {key: indexes[0] for key, indexes in found.items()}
    return Table(sheet, {column.key: column for column in columns}, places, begins, best)


def missing_columns(sheet: Sheet, columns: Sequence[Column]) -> tuple[int, list[str]]:
    """How many of the headings the sheet's best row holds, and the labels of the required ones it lacks."""
    _, found = _best_row(sheet, columns)
    return len(found), [column.label for column in columns if column.required and column.key not in found]


def _best_row(sheet: Sheet, columns: Sequence[Column]) -> tuple[int, dict[str, list[int]]]:
    """The row that holds most of the headings, the first of equals, and where each heading stands in it."""
    rows = ((index, _places(row, columns)) for index, row in enumerate(sheet.rows[:HEADING_ROWS]))
    return max(rows, key=lambda row: len(row[1]), default=(0, {}))


def _places(row: Sequence[Cell], columns: Sequence[Column]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, cell in enumerate(row):
        text = heading(cell) if isinstance(cell, str) and cell else ""
        column = next((c for c in columns if _says(text, c)), None) if text else None
        if column:
            found.setdefault(column.key, []).append(index)
    return found


def _says(text: str, column: Column) -> bool:
    return text == heading(column.label) or any(
        text.startswith(other[:-1]) if other.endswith("*") else text == other for other in column.others
    )


def merged_rows(table: Table, problems: list[Problem]) -> set[int]:
    """Complain of every row of the table that merged cells run through; returns their numbers.

    A row merged into one title across the table is no data and stays out of it.
    """
    found: set[int] = set()
    wanted = {place: table.columns[key].label for key, place in table.places.items()}
    for first, left, last, right in table.sheet.merged:
        covered = [place for place in wanted if left <= place <= right]
        is_title = first == last and len(covered) > len(wanted) // 2
        if first >= table.begins and covered and not is_title:
            rows = range(first + 1, min(last + 1, len(table.sheet.rows)) + 1)
            why = MERGED(first=first + 1, last=last + 1)
            problems += [Problem(table.sheet.name, row, wanted[covered[0]], why) for row in rows]
            found.update(rows)
    return found
