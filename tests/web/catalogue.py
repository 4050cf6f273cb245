"""A small invented catalogue for the ward of the page tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.web.world import ORGANISER, World
from thenchot.lib import clock
from thenchot.organisation.queries import unit_by_code
from thenchot.standards.actions.adopt_catalogue import adopt_catalogue
from thenchot.standards.drafts import COMMON, Draft, Group, ProductRow
from thenchot.standards.models import Product

GROUPS = (Group("N1", Decimal(1), Decimal(10)), Group("N2", Decimal(11), Decimal(50)), Group("N3", Decimal(51), None))


def _row(code: str, points: int, name: str, group: str, part: str = COMMON) -> ProductRow:
    return ProductRow(code, name, part, group, Decimal(points), Decimal(points) / 5, output="Văn bản")


DRAFT = Draft(
    "Danh mục quy đổi",
    "Quyết định 15/QĐ-UBND ngày 30/4/2026",
    "Soạn văn bản đơn giản",
    Decimal(5),
    GROUPS,
    (
        _row("DC.01", 5, "Soạn văn bản đơn giản", "N1"),
        _row("DC.02", 25, "Tiếp công dân", "N2"),
        _row("KT.01", 40, "Thẩm định hồ sơ vỉa hè", "N2", "Phòng Kinh tế"),
    ),
)


def adopt_catalogue_of(world: World) -> dict[str, int]:
    """Adopt the catalogue for the ward; returns its products' numbers by code."""
    unit = unit_by_code("BT", clock.today())
    assert unit is not None
    adopt_catalogue(by=world.viewer(ORGANISER), unit=unit, draft=DRAFT, valid_from=date(2026, 5, 1))
    return dict(Product.objects.values_list("code", "id"))
