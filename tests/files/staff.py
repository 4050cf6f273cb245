"""Staff workbooks for the tests: the headings of the template, and invented units and people below them."""

from __future__ import annotations

from tests.files.books import Page, Value, write
from thenchot.files import people
from thenchot.files.people import NOTHING_KNOWN, Batch, Known
from thenchot.files.people_posts import POSTS
from thenchot.files.people_units import UNITS

UNIT_KEYS = [column.key for column in UNITS]
POST_KEYS = [column.key for column in POSTS]
UNIT_SHEET, POST_SHEET = people.UNIT_SHEET, people.POST_SHEET


def unit(code: Value, name: Value = "Đơn vị", parent: Value = "", **other: Value) -> list[Value]:
    values: dict[str, Value] = {"bloc": "Khối chính quyền", "position": "Cơ quan sử dụng"}
    values |= {"code": code, "name": name, "parent": parent} | other
    return [values.get(key, "") for key in UNIT_KEYS]


def post(staff: Value, unit_code: Value = "0101", full_name: Value = "Nguyễn Văn Tám", **other: Value) -> list[Value]:
    values: dict[str, Value] = {
        "title": "Chuyên viên", "rank": "Không giữ chức vụ lãnh đạo, quản lý", "category": "Công chức",
        "valid_from": "01/07/2026",
    }  # fmt: skip
    values |= {"staff": staff, "unit": unit_code, "full_name": full_name} | other
    return [values.get(key, "") for key in POST_KEYS]


def head(staff: Value, unit_code: Value = "0101", full_name: Value = "Trịnh Quang Vĩnh") -> list[Value]:
    return post(staff, unit_code, full_name, title="Chủ tịch", rank="Người đứng đầu")


WARD = [unit("0101", "Phường Bến Trúc"), unit("0101.01", "Văn phòng", "0101")]
STAFF = [head("000001"), head("000002", "0101.01", "Đặng Hữu Phước"), post("000003", "0101.01", "Hồ Hữu An")]


def pages(units: list[list[Value]], posts: list[list[Value]]) -> list[Page]:
    return [
        Page(UNIT_SHEET, [[column.label for column in UNITS], *units]),
        Page(POST_SHEET, [[column.label for column in POSTS], *posts]),
    ]


def read(units: list[list[Value]], posts: list[list[Value]], known: Known = NOTHING_KNOWN) -> Batch:
    return people.read(write(pages(units, posts)), known)


def complaints(batch: Batch) -> list[tuple[str, str, int, str]]:
    """Errors as (code, sheet, row, column)."""
    return [(problem.code, problem.sheet, problem.row, problem.column) for problem in batch.errors]
