"""A catalogue before it is adopted: what a file or a form hands over."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

LEADER, COMMON = "leader", "common"
MOST_GROUPS = 5
"""Điều 13 khoản 1 điểm a: at most five groups by the complexity of the post."""
PLACES = Decimal("0.000001")


@dataclass(frozen=True)
class Group:
    """A complexity group and its frame of points, both ends inside; no highest in an open frame."""

    code: str
    low: Decimal
    high: Decimal | None

    def holds(self, points: Decimal) -> bool:
        return self.low <= points and (self.high is None or points <= self.high)

    @property
    def frame(self) -> str:
        return f"{_whole(self.low)}-{_whole(self.high)}" if self.high is not None else f"từ {_whole(self.low)}"


@dataclass(frozen=True)
class ProductRow:
    """One product; `part` is "leader", "common" or the division's name."""

    code: str
    name: str
    part: str
    group: str
    points: Decimal
    coefficient: Decimal
    detail: str = ""
    output: str = ""
    note: str = ""


@dataclass(frozen=True)
class Draft:
    """A whole catalogue; `citation` is the decision it was issued by."""

    name: str
    citation: str
    standard_product: str
    standard_points: Decimal
    groups: tuple[Group, ...]
    products: tuple[ProductRow, ...]


def coefficient_of(points: Decimal, standard_points: Decimal) -> Decimal:
    """Points against the standard product's, to six places (Điều 13 khoản 1 điểm c)."""
    return (points / standard_points).quantize(PLACES)


def _whole(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")
