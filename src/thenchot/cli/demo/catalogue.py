"""The invented catalogue of the demo, decided for the whole city part, and a piece of work proposed for it (Điều 13)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from thenchot.cli.demo import products
from thenchot.cli.demo.products import Product
from thenchot.organisation.queries import UnitAt
from thenchot.people.identity import Identity
from thenchot.standards.actions.adopt_catalogue import adopt_catalogue
from thenchot.standards.actions.propose_product import Proposal, propose_product
from thenchot.standards.drafts import COMMON, LEADER, Draft, Group, ProductRow, coefficient_of
from thenchot.standards.queries import products_for

BEGIN = date(2026, 1, 1)
STANDARD_POINTS = Decimal(20)
GROUPS = (
    Group("N1", Decimal(1), Decimal(10)), Group("N2", Decimal(11), Decimal(20)), Group("N3", Decimal(21), Decimal(40)),
    Group("N4", Decimal(41), None),
)  # fmt: skip
PARTS = {
    "CCQL": "Quản lý đô thị", "KT": "Kinh tế, hạ tầng, đô thị", "VX": "Văn hóa, xã hội", "VP": "Văn phòng",
    "dang": "Cơ quan Đảng", "doan_the": "Mặt trận, đoàn thể", "su_nghiep": "Trường học", "chinh_quyen": "Cơ quan chuyên môn",
}  # fmt: skip
OUTPUTS = {
    "Dự thảo": "Văn bản", "Tham mưu": "Văn bản", "Lập": "Báo cáo", "Soạn": "Kế hoạch bài dạy", "Thẩm định": "Kết quả thẩm định",
    "Kiểm tra": "Biên bản", "Thanh tra": "Kết luận", "Nghiệm thu": "Biên bản", "Giám sát": "Biên bản", "Góp ý": "Văn bản",
    "Giải quyết": "Văn bản trả lời", "Trả lời": "Văn bản trả lời", "Xác nhận": "Giấy xác nhận", "Chứng thực": "Bản chứng thực",
    "Chuẩn bị": "Bộ tài liệu", "Chủ trì": "Kết luận cuộc họp", "Duyệt, ký": "Văn bản đã ký", "Ra đề": "Đề và bảng điểm",
}  # fmt: skip
"""What comes out of work that begins so; of other work a result on record."""


def take_up(by: Identity, root: UnitAt) -> dict[str, int]:
    """Put the catalogue in force; answers the product of each phrase that the plans are made of."""
    rows = list(_rows())
    draft = Draft(
        "Danh mục sản phẩm, công việc và hệ số quy đổi", "Quyết định số 15/QĐ-UBND (giả định, chỉ để xem thử)",
        named(products.COMMON[2][0]), STANDARD_POINTS, GROUPS, tuple(row for _phrase, row in rows),
    )  # fmt: skip
    adopt_catalogue(by=by, unit=root, draft=draft, valid_from=BEGIN)
    ids = {item.code: item.id for item in products_for(root.path, BEGIN)}
    return {phrase: ids[row.code] for phrase, row in rows}


def propose(by: Identity, unit: UnitAt) -> None:
    """Work outside the catalogue, reported by a head and not decided yet (Điều 13 khoản 3)."""
    reason = "Việc mới phát sinh từ tháng 11/2026, danh mục chưa có."
    propose_product(
        by=by, proposal=Proposal(unit, "Số hóa hiện trạng vỉa hè một tuyến phố", "Bản đồ số", Decimal(30), "N3", reason=reason)
    )


def named(phrase: str) -> str:
    """The name of one piece of the work."""
    return phrase.replace(" ({n} báo cáo)", "").format(n="một")


def _rows() -> Iterator[tuple[str, ProductRow]]:
    parts: list[tuple[str, str, Sequence[Product]]] = [("QL", LEADER, products.LEADING), ("DC", COMMON, products.COMMON)]
    parts += [(f"CM{n}", PARTS[code], products.BY_UNIT[code]) for n, code in enumerate(PARTS, 1)]
    for letters, part, found in parts:
        for number, (phrase, coefficient) in enumerate(found, 1):
            yield phrase, _row(f"{letters}.{number:02d}", part, phrase, Decimal(coefficient) * STANDARD_POINTS)


def _row(code: str, part: str, phrase: str, points: Decimal) -> ProductRow:
    group = next(group.code for group in GROUPS if group.holds(points))
    output = next((output for begin, output in OUTPUTS.items() if phrase.startswith(begin)), "Kết quả được ghi nhận")
    return ProductRow(code, named(phrase), part, group, points, coefficient_of(points, STANDARD_POINTS), output=output)
