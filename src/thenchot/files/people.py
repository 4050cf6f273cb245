"""The workbook of units and people: the template to fill in, and what a filled one holds, checked row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from thenchot.files.packed import Limits
from thenchot.files.people_posts import POSTS, read_posts
from thenchot.files.people_units import UNITS, read_units
from thenchot.files.refusals import (
    NO_HEAD,
    SHEET_MISSING,
    SHEET_SKIPPED,
    SHEET_TWICE,
    SHEET_UNKNOWN,
)
from thenchot.files.table import Column, Problem, Table, find_table, in_order, missing_columns, shown_sheets
from thenchot.files.workbook import Sheet, open_workbook
from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import units_on
from thenchot.people.actions.build_tree import UnitRow
from thenchot.people.actions.enrol import PostRow
from thenchot.people.queries import heads_on

LIMITS = Limits(packed=40, unpacked=500, rows=200_000)
UNIT_SHEET, POST_SHEET = "Đơn vị", "Nhân sự"
GUIDE = "huong dan"
"""The template's sheet of explanations, folded."""


@dataclass(frozen=True)
class Known:
    """What the register holds already: each unit's code with its parent's ("" for a root), and the units that have a head."""

    parents: Mapping[str, str] = field(default_factory=dict)
    headed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Batch:
    """What a file holds: rows without anything wrong, and every problem. With an error in it nothing is imported."""

    units: list[UnitRow]
    posts: list[PostRow]
    problems: list[Problem]

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.warning]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.warning]


NOTHING_KNOWN = Known()


def known_on(day: date) -> Known:
    """What the register holds on a day, to check a file against."""
    units = units_on(day)
    parents = {unit.code: units[unit.parent_id].code if unit.parent_id in units else "" for unit in units.values()}
    return Known(parents, frozenset(units[unit].code for unit, _ in heads_on(day) if unit in units))


def read(data: bytes, known: Known = NOTHING_KNOWN) -> Batch:
    """Read units, people, or both. Raises a refusal for a file that is no workbook or too large; all else is in `problems`."""
    sheets = open_workbook(data, LIMITS)
    problems: list[Problem] = []
    tables = _tables(sheets, problems)
    units: list[UnitRow] = []
    posts: list[PostRow] = []
    if UNIT_SHEET in tables:
        units = read_units(tables[UNIT_SHEET], known.parents, problems)
    codes = known.parents.keys() | {unit.code for unit in units} | _codes_in(tables.get(UNIT_SHEET))
    if POST_SHEET in tables:
        posts = read_posts(tables[POST_SHEET], codes, problems)
        _missing_heads(tables[POST_SHEET], posts, known, problems)
    if not tables and all(problem.warning for problem in problems):
        problems.append(Problem(sheets[0].name, 0, "", SHEET_MISSING(name=f"{UNIT_SHEET}, {POST_SHEET}")))
    return Batch(units, posts, in_order(sheets, problems))


def _tables(sheets: Sequence[Sheet], problems: list[Problem]) -> dict[str, Table]:
    found: dict[str, Table] = {}
    wanted = [sheet for sheet in sheets if fold(sheet.name) != GUIDE]
    for sheet in shown_sheets(wanted, problems):
        name, table = _table(sheet, problems)
        if table is None:
            problems.append(_unknown(sheet))
        elif name in found:
            problems.append(Problem(sheet.name, 0, "", SHEET_TWICE(first=found[name].sheet.name)))
        else:
            found[name] = table
    return found


def _table(sheet: Sheet, problems: list[Problem]) -> tuple[str, Table | None]:
    # People first: their table has a column for the unit's code too.
    for name, columns in ((POST_SHEET, POSTS), (UNIT_SHEET, UNITS)):
        if table := find_table(sheet, columns, problems):
            return name, table
    return "", None


def _unknown(sheet: Sheet) -> Problem:
    lacking = min((missing_columns(sheet, columns) for columns in (POSTS, UNITS)), key=lambda found: len(found[1]))
    if lacking[0] >= 3:
        return Problem(sheet.name, 0, "", SHEET_UNKNOWN(columns=", ".join(lacking[1])))
    return Problem(sheet.name, 0, "", SHEET_SKIPPED(), warning=True)


def _codes_in(table: Table | None) -> set[str]:
    """Every text in the column of codes, faulty rows too: a person's unit is not called unknown for a fault of its row."""
    if table is None:
        return set()
    place = table.places["code"]
    return {str(cells[place]).strip() for _, cells in table.rows() if place < len(cells)}


def _missing_heads(table: Table, posts: Sequence[PostRow], known: Known, problems: list[Problem]) -> None:
    """Warn of each unit of the file whose people have nobody at their head, at its first row."""
    headed = known.headed | {post.unit_code for post in posts if post.rank == "head"}
    wanted = {post.unit_code for post in posts} - headed
    column: Column = table.columns["unit"]
    for row, cells in table.rows() if wanted else ():
        code = str(cells[table.places["unit"]]).strip()
        if code in wanted:
            wanted.discard(code)
            problems.append(Problem(table.sheet.name, row, column.label, NO_HEAD(code=code), warning=True))
