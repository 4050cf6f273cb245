"""Geometry of the server-made charts: shares of a bar, points of a line. Sizes only; words and colours are the template's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

WIDTH = 560
GAP = 2
LEAST = 4
"""A share that is not nought is never drawn thinner than this, or it would vanish."""


@dataclass(frozen=True)
class Part:
    """One segment of a stacked bar."""

    label: str
    tone: str
    count: int
    x: str
    width: str


def distribution(counts: Sequence[tuple[str, str, int]], width: int = WIDTH) -> list[Part]:
    """Lay out (label, tone, count) as segments over `width`, in order, leaving out what is nought."""
    shown = [(label, tone, count) for label, tone, count in counts if count]
    total = sum(count for _, _, count in shown)
    room = width - GAP * max(0, len(shown) - 1)
    raw = [max(Fraction(LEAST), Fraction(count * room, total)) for _, _, count in shown] if total else []
    scale = Fraction(room) / sum(raw) if raw else Fraction(1)
    parts, x = [], Fraction(0)
    for (label, tone, count), size in zip(shown, raw, strict=True):
        parts.append(Part(label, tone, count, f"{float(x):.1f}", f"{float(size * scale):.1f}"))
        x += size * scale + GAP
    return parts


@dataclass(frozen=True)
class Dot:
    """One month of a line; `y` is empty where the month has no score."""

    label: str
    x: str
    y: str
    score: Decimal | None
    confirmed: bool


@dataclass(frozen=True)
class Trend:
    """A line that breaks where a month has no score: `lines` are the unbroken stretches."""

    dots: tuple[Dot, ...]
    lines: tuple[str, ...]


def trend(points: Sequence[tuple[str, Decimal | None, bool]], box: tuple[int, int, int, int], floor: int = 50) -> Trend:
    """Place (label, score, confirmed) in the box (left, top, width, height); the axis runs from `floor` to 100."""
    left, top, width, height = box
    step = Fraction(width, max(1, len(points) - 1))
    dots, lines, stretch = [], [], list[str]()
    for place, (label, score, confirmed) in enumerate(points):
        x = f"{float(left + step * place):.1f}"
        y = ""
        if score is not None:
            share = (max(Decimal(floor), score) - floor) / (100 - floor)
            y = f"{float(top + height * (1 - share)):.1f}"
        dots.append(Dot(label, x, y, score, confirmed))
        if y:
            stretch.append(f"{x},{y}")
        elif stretch:
            lines.append(" ".join(stretch))
            stretch = []
    return Trend(tuple(dots), tuple([*lines, " ".join(stretch)] if stretch else lines))
