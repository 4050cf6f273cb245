"""A severity as a page draws it: a dot and its interval on one axis around nought, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from thenchot.rules.raters import Severity

WIDTH = 200
MIDDLE = WIDTH / 2
ROOM = 92
LEAST_AXIS = 1.0
"""The axis reaches at least a point to each side, or little differences would look large."""


@dataclass(frozen=True)
class Drawn:
    """Numbers in points, to two places; the rest are places of the picture."""

    estimate: Decimal
    low: Decimal
    high: Decimal
    people: int
    marks: int
    clear: bool
    x: str
    left: str
    right: str


def axis_of(many: Iterable[Severity | None]) -> float:
    """How far the common axis reaches to each side, in points."""
    return max((LEAST_AXIS, *(abs(end) for one in many if one for end in (one.low, one.high))))


def drawn(one: Severity, axis: float) -> Drawn:
    return Drawn(
        points(one.estimate), points(one.low), points(one.high), one.people, one.marks, one.clear,
        _at(one.estimate, axis), _at(one.low, axis), _at(one.high, axis),
    )  # fmt: skip


def words_of(one: Severity | None) -> str:
    if one is None:
        return ""
    if not one.clear:
        return _("Chưa khác rõ so với mặt bằng chung")
    return _("Chấm cao hơn mặt bằng chung") if one.estimate > 0 else _("Chấm thấp hơn mặt bằng chung")


def points(value: float) -> Decimal:
    """An estimate as a page writes it: it is no exact number, so two places are all it has."""
    return Decimal(f"{value:.2f}")


def _at(value: float, axis: float) -> str:
    return f"{MIDDLE + value / axis * ROOM:.1f}"
