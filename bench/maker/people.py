"""Units, people and posts of the invented city, written in a dozen statements."""

from __future__ import annotations

from itertools import product

from django.db import connection

from bench.maker.shape import BEGIN, GRID, ROOT, Shape
from bench.maker.sql import after_numbers, numbers, padded, run
from thenchot.lib.vietnamese import fold, name_key

FAMILY = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Mai".split()
MIDDLE = "Văn Thị Đức Minh Thu Ngọc Quang Hồng Thanh Xuân".split()
GIVEN = "An Bình Chi Dũng Giang Hà Hải Hạnh Hiếu Hoa Hùng Hương Khánh Lan Linh Long Mai Nam Nga Ngân".split()
BODIES = ("Ban Quản lý số", "Chi cục số", "Ủy ban nhân dân phường số", "Trung tâm số", "Sở chuyên ngành số")
TITLES = (("nguoi-dung-dau", "Người đứng đầu", 10), ("chuyen-vien", "Chuyên viên", 100))
NAMES = len(FAMILY) * len(MIDDLE) * len(GIVEN)


def make_people(shape: Shape) -> None:
    """Write the whole organisation into an empty database."""
    _units(shape)
    _names()
    _persons(shape)
    _posts(shape)
    after_numbers(
        "organisation_unit", "organisation_unitversion", "organisation_title", "people_person", "people_appointment"
    )


def _units(shape: Shape) -> None:
    run(f"{numbers(shape.units)} INSERT INTO organisation_unit (id, code) SELECT i, 'DV' || CAST(i AS text) FROM n")
    body = f"{shape.first_body} + (i - {shape.first_part}) % {shape.bodies}"
    group = f"{ROOT + 1} + (i - {shape.first_body}) % {shape.groups}"
    _versions(f"{ROOT}, {ROOT}", ("Thành phố Đông Lam", "managing"), ("NULL", padded("i")))
    _versions(f"{ROOT + 1}, {shape.first_body - 1}", ("Khối số ", "managing"), (f"{ROOT}", f"{padded(str(ROOT))} || {padded('i')}"))
    names = " ".join(f"WHEN {at} THEN '{name} '" for at, name in enumerate(BODIES))
    _versions(
        f"{shape.first_body}, {shape.first_part - 1}", (f"CASE i % {len(BODIES)} {names} END", "using"),
        (group, _below(group)),
    )  # fmt: skip
    _versions(f"{shape.first_part}, {shape.units}", ("Phòng số ", "direct"), (body, _below(body)))


def _below(parent: str) -> str:
    """The path of a unit under its parent, whose path is written already."""
    return f"(SELECT v.path FROM organisation_unitversion v WHERE v.unit_id = {parent}) || {padded('i')}"


def _versions(between: str, called: tuple[str, str], place: tuple[str, str]) -> None:
    (name, position), (parent, path), (first, last) = called, place, between.split(", ")
    word = name if name.startswith("CASE") else f"'{name}'"
    full = word if first == last else f"{word} || CAST(i AS text)"
    run(
        f"{numbers(int(last), int(first))} INSERT INTO organisation_unitversion (unit_id, name, folded, category, bloc, position, "
        f"parent_id, path, valid_from) SELECT i, {full}, lower({full}), '', 'chinh_quyen', '{position}', {parent}, {path}, "
        f"'{BEGIN}' FROM n"
    )


def _names() -> None:
    """Each name once, with its key of sorting and without marks, which only Python knows how to make."""
    run("CREATE TEMPORARY TABLE bench_name (i integer PRIMARY KEY, name text, folded text, sort_key text)")
    rows = []
    for at, parts in enumerate(product(GIVEN, MIDDLE, FAMILY)):
        name = " ".join(reversed(parts))
        rows.append((at, name, fold(name), name_key(name)))
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO bench_name VALUES (%s, %s, %s, %s)", rows)


def _persons(shape: Shape) -> None:
    run(
        f"{numbers(shape.people)} INSERT INTO people_person (id, staff_code, full_name, folded, sort_key, gender) "
        f"SELECT n.i, 'CB' || {padded('n.i')}, b.name, b.folded, b.sort_key, CASE WHEN n.i % 2 = 0 THEN 'nu' ELSE 'nam' END "
        f"FROM n JOIN bench_name b ON b.i = (n.i * 911) % {NAMES}"
    )
    run("DROP TABLE bench_name")


def _posts(shape: Shape) -> None:
    for number, (code, name, rank) in enumerate(TITLES, start=1):
        run(f"INSERT INTO organisation_title (id, code, name, rank) VALUES ({number}, '{code}', '{name}', {rank})")
    grid_end, others = shape.first_staff + min(GRID, shape.people // 3), shape.parts - 1
    unit = (
        f"CASE WHEN i <= {shape.units} THEN i WHEN i < {grid_end} THEN {shape.first_part} "
        f"ELSE {shape.first_part + 1} + i % {others} END"
    )
    leads = f"i <= {shape.units}"
    run(
        f"{numbers(shape.people)} INSERT INTO people_appointment (person_id, unit_id, title_id, kind, rank, category, bloc, duty_group, "
        f"valid_from) SELECT i, {unit}, CASE WHEN {leads} THEN 1 ELSE 2 END, CASE WHEN i = {ROOT} THEN 'concurrent' ELSE 'main' END, "
        f"CASE WHEN {leads} THEN 'head' ELSE 'staff' END, 'cong_chuc', '', CASE WHEN {leads} THEN 'lanh-dao' ELSE 'chuyen-vien' END, "
        f"'{BEGIN}' FROM n"
    )
