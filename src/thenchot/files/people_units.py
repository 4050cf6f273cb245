"""The table of units: codes, names, and a tree without loops."""

from __future__ import annotations

from collections.abc import Mapping

from thenchot.files.people_cells import Cells
from thenchot.files.refusals import UNIT_LOOP, UNIT_TOO_DEEP, UNIT_TWICE, UNIT_UNKNOWN
from thenchot.files.table import Column, Problem, Reader, Table, merged_rows
from thenchot.people.actions.build_tree import MOST_LEVELS, UnitRow

UNITS = (
    Column("code", "Mã đơn vị", ("ma", "ma co quan", "ma co quan, don vi"), longest=30),
    Column("name", "Tên đơn vị", ("ten", "ten co quan, don vi", "ten co quan"), longest=200),
    Column("parent", "Mã đơn vị cấp trên", ("cap tren", "ma cap tren", "truc thuoc"), required=False, longest=30),
    Column("bloc", "Khối", ()),
    Column("position", "Vai trò", ("vai tro quan ly", "vai tro theo dieu 3")),
    Column("category", "Loại hình", ("loai", "loai hinh don vi"), required=False, longest=30),
)


def read_units(table: Table, known: Mapping[str, str], problems: list[Problem]) -> list[UnitRow]:
    """Read the units, known ones too (they may be renamed or moved). `known` gives each known code its parent's."""
    skipped = merged_rows(table, problems)
    reader = Reader(table, problems)
    cells = Cells(reader)
    found: dict[str, tuple[int, UnitRow]] = {}
    for row, values in table.rows():
        reader.at(row, values)
        unit = _unit(cells) if row not in skipped else None
        if unit is None:
            continue
        if unit.code in found:
            reader.complain("code", UNIT_TWICE(code=unit.code, row=found[unit.code][0]))
        else:
            found[unit.code] = (row, unit)
    _check_tree(reader, found, known)
    return [unit for _, unit in found.values()]


def _unit(cells: Cells) -> UnitRow | None:
    reader = cells.reader
    unit = UnitRow(
        code=cells.code("code"), name=reader.text("name"), bloc=cells.word("bloc"), position=cells.word("position"),
        parent_code=cells.code("parent"), category=reader.text("category"),
    )  # fmt: skip
    return None if reader.bad else unit


def _check_tree(reader: Reader, found: Mapping[str, tuple[int, UnitRow]], known: Mapping[str, str]) -> None:
    parents = {**known, **{code: unit.parent_code for code, (_, unit) in found.items()}}
    depths: dict[str, int] = {"": 0}
    for code, (row, unit) in found.items():
        reader.row = row
        if unit.parent_code and unit.parent_code not in parents:
            reader.complain("parent", UNIT_UNKNOWN(code=unit.parent_code))
            continue
        way = _way_up(code, parents, depths)
        loop = way[way.index(way[-1]) :]
        if code in loop and len(loop) > 1:
            reader.complain("parent", UNIT_LOOP(through=" → ".join(loop)))
        elif depths.get(code, 0) > MOST_LEVELS:
            reader.complain("parent", UNIT_TOO_DEEP(depth=depths[code], limit=MOST_LEVELS))


def _way_up(code: str, parents: Mapping[str, str], depths: dict[str, int]) -> list[str]:
    """The codes from a unit upwards to one whose depth is known, or to the first that comes back; fills in the depths."""
    way = [code]
    seen = {code}
    while way[-1] not in depths:
        above = parents.get(way[-1], "")
        way.append(above)
        if above in seen:
            return way
        seen.add(above)
    for below in reversed(way[:-1]):
        depths[below] = depths[parents.get(below, "")] + 1
    return way
