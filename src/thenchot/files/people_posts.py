"""The table of people and their posts; the key is the staff code, never the name."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from thenchot.files.people_cells import Cells
from thenchot.files.refusals import DATES_CROSSED, NAME_BAD, NAME_DIFFERS, POST_TWICE, ROW_TWICE, UNIT_UNKNOWN
from thenchot.files.table import Column, Problem, Reader, Table, merged_rows
from thenchot.people.actions.enrol import PostRow

POSTS = (
    Column("staff", "Mã cán bộ", ("ma can bo, cong chuc", "ma cbcc", "ma nhan su", "so hieu cong chuc"), longest=20),
    Column("full_name", "Họ và tên", ("ho ten", "ho va ten can bo"), longest=120),
    Column("gender", "Giới tính", (), required=False),
    Column("unit", "Mã đơn vị", ("ma co quan, don vi",), longest=30),
    Column("title", "Chức vụ, chức danh", ("chuc vu", "chuc danh", "chuc vu/chuc danh"), longest=120),
    Column("rank", "Vị trí lãnh đạo", ("lanh dao, quan ly", "vi tri lanh dao, quan ly")),
    Column("category", "Đối tượng", ("loai doi tuong", "cong chuc/vien chuc")),
    Column("kind", "Hình thức", ("hinh thuc bo tri",), required=False),
    Column("bloc", "Khối", (), required=False),
    Column("duty_group", "Nhóm nhiệm vụ tương đồng", ("nhom tuong dong", "nhom nhiem vu"), required=False, longest=30),
    Column("tier", "Diện quản lý", (), required=False, longest=40),
    Column("valid_from", "Từ ngày", ("ngay bat dau", "ngay bo nhiem")),
    Column("valid_to", "Đến ngày", ("ngay ket thuc",), required=False),
)
NAME = re.compile(r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?")


@dataclass
class _Seen:
    """Rows met so far: each code's first row and name, main posts that are open, and whole posts."""

    names: dict[str, tuple[int, str]] = field(default_factory=dict)
    mains: dict[str, int] = field(default_factory=dict)
    posts: dict[tuple[str, str, str, object], int] = field(default_factory=dict)


def read_posts(table: Table, units: Collection[str], problems: list[Problem]) -> list[PostRow]:
    """Read the people; `units` are the codes there are, of the file and of the register."""
    skipped = merged_rows(table, problems)
    reader = Reader(table, problems)
    cells = Cells(reader)
    seen = _Seen()
    found: list[PostRow] = []
    for row, values in table.rows():
        reader.at(row, values)
        post = _post(cells, units) if row not in skipped else None
        if post is None:
            continue
        _check_seen(reader, post, seen)
        if not reader.bad:
            found.append(post)
    return found


def _post(cells: Cells, units: Collection[str]) -> PostRow | None:
    reader = cells.reader
    staff, unit, name = cells.code("staff"), cells.code("unit"), reader.text("full_name")
    if unit and unit not in units:
        reader.complain("unit", UNIT_UNKNOWN(code=unit))
    if name and not NAME.fullmatch(name):
        reader.complain("full_name", NAME_BAD(value=name))
    begins, ends = _days(cells)
    title, rank, category = reader.text("title"), cells.word("rank"), cells.word("category")
    kind, gender, bloc = cells.word("kind", "main"), cells.word("gender"), cells.word("bloc")
    duty_group, tier = reader.text("duty_group"), reader.text("tier")
    if reader.bad or begins is None:
        return None
    return PostRow(
        staff_code=staff, full_name=name, unit_code=unit, title=title, rank=rank, category=category, kind=kind,
        gender=gender, duty_group=duty_group, bloc=bloc, tier=tier, valid_from=begins, valid_to=ends,
    )  # fmt: skip


def _days(cells: Cells) -> tuple[date | None, date | None]:
    begins, ends = cells.day("valid_from"), cells.day("valid_to")
    if begins and ends and ends < begins:
        cells.reader.complain("valid_to", DATES_CROSSED(start=f"{begins:%d/%m/%Y}", end=f"{ends:%d/%m/%Y}"))
    return begins, ends


def _check_seen(reader: Reader, post: PostRow, seen: _Seen) -> None:
    """One name to a code, one open main post to a person, no row twice. Two people may well share a name."""
    row, name = seen.names.setdefault(post.staff_code, (reader.row, post.full_name))
    if name != post.full_name:
        reader.complain("staff", NAME_DIFFERS(code=post.staff_code, row=row, other=name))
        return
    first = seen.posts.setdefault((post.staff_code, post.unit_code, post.kind, post.valid_from), reader.row)
    if first != reader.row:
        reader.complain("staff", ROW_TWICE(row=first))
    elif post.kind == "main" and post.valid_to is None:
        main = seen.mains.setdefault(post.staff_code, reader.row)
        if main != reader.row:
            reader.complain("staff", POST_TWICE(code=post.staff_code, row=main))
