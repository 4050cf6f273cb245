"""Reading the catalogue: what a unit may use on a day, and how much of the standard product it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q, QuerySet

from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import SEGMENT, in_force, versions_on
from thenchot.standards.drafts import COMMON, LEADER, Group
from thenchot.standards.models import APPROVED, PROPOSED, Catalogue, Product

UNIT_PLACES = Decimal("0.0001")
"""Converted units of a plan row are kept to four places."""


@dataclass(frozen=True)
class CatalogueAt:
    """The catalogue that binds a place: the nearest body's at or above it."""

    id: int
    unit_id: int
    unit_path: str
    name: str
    citation: str
    standard_product: str
    standard_points: Decimal
    groups: tuple[Group, ...]
    valid_from: date


@dataclass(frozen=True)
class ProductAt:
    """A product as pages show it; `state` is approved or proposed."""

    id: int
    code: str
    name: str
    detail: str
    output: str
    part: str
    group: str
    points: Decimal
    coefficient: Decimal
    state: str


def catalogue_for(path: str, day: date) -> CatalogueAt | None:
    """The catalogue in force for a place in the tree on the day: the nearest body's above it that has one."""
    above = _above(path, day)
    rows = Catalogue.objects.filter(in_force(day), unit_id__in=list(above))
    row = max(rows, key=lambda row: (len(above[row.unit_id]), row.valid_from), default=None)
    if row is None:
        return None
    return CatalogueAt(
        id=row.id, unit_id=row.unit_id, unit_path=above[row.unit_id], name=row.name, citation=row.citation,
        standard_product=row.standard_product, standard_points=row.standard_points, groups=groups_of(row),
        valid_from=row.valid_from,
    )  # fmt: skip


def groups_of(catalogue: Catalogue) -> tuple[Group, ...]:
    return tuple(
        Group(code, Decimal(low), None if high is None else Decimal(high)) for code, low, high in catalogue.groups
    )


def products_for(path: str, day: date, search: str = "", part: str = "") -> list[ProductAt]:
    """What a place may use on the day, in the order of the catalogue: decided items, then its own proposals.

    Every word of `search` must occur, without regard to tone marks or case, in the code, name, detail or output.
    """
    catalogue = catalogue_for(path, day)
    if catalogue is None:
        return []
    usable = Q(catalogue_id=catalogue.id, state=APPROVED) | Q(state=PROPOSED, proposed_for__in=list(_above(path, day)))
    rows = Product.objects.filter(usable, in_force(day))
    if part:
        rows = rows.filter(part=part)
    for word in fold(search).split():
        rows = rows.filter(folded__contains=word)
    return _shown(rows.order_by("state", "id"))


def proposals_below(path: str, day: date) -> list[ProductAt]:
    """Items that heads of the subtree proposed and nobody has decided yet, the oldest first."""
    units = versions_on(day).filter(path__gte=path, path__lt=path + "z").values("unit_id")
    return _shown(Product.objects.filter(state=PROPOSED, proposed_for__in=units).order_by("id"))


def product(product_id: int) -> Product | None:
    return Product.objects.filter(id=product_id).select_related("catalogue").first()


def parts_of(products: list[ProductAt]) -> list[str]:
    """The parts that occur, leaders first, then common, then the divisions as they stand."""
    found = list(dict.fromkeys(item.part for item in products))
    return sorted(found, key=lambda part: {LEADER: 0, COMMON: 1}.get(part, 2))


def converted(coefficient: Decimal, quantity: Decimal) -> Decimal:
    """Converted units of a quantity of a product (đã quy đổi), to four places."""
    return (coefficient * quantity).quantize(UNIT_PLACES, ROUND_HALF_UP)


def _above(path: str, day: date) -> dict[int, str]:
    """Units on the way from the root to the place, itself included, with their paths."""
    ways = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    return dict(versions_on(day).filter(path__in=ways).values_list("unit_id", "path"))


def _shown(rows: QuerySet[Product]) -> list[ProductAt]:
    return [
        ProductAt(*row)
        for row in rows.values_list(
            "id", "code", "name", "detail", "output", "part", "group", "points", "coefficient", "state"
        )
    ]
