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
class Change:
    """Where another rulebook begins: between two months, with its name."""

    x: str
    label: str


@dataclass(frozen=True)
class Trend:
    """A line that breaks where a month has no score and where the rulebook changes: `lines` are the unbroken stretches."""

    dots: tuple[Dot, ...]
    lines: tuple[str, ...]
    changes: tuple[Change, ...] = ()


Point = tuple[str, Decimal | None, bool]


def trend(
    points: Sequence[Point], box: tuple[int, int, int, int], floor: int = 50, books: Sequence[str] = ()
) -> Trend:
    """Place (label, score, confirmed) in the box (left, top, width, height); the axis runs from `floor` to 100.

    `books` names the rulebook of each point; none are needed where there is but one.
    """
    left, _top, width, _height = box
    step = Fraction(width, max(1, len(points) - 1))
    named = books or [""] * len(points)
    dots = [_dot(point, left + step * place, box, floor) for place, point in enumerate(points)]
    changes = [
        Change(f"{float(left + step * (place - Fraction(1, 2))):.1f}", named[place])
        for place in range(1, len(points))
        if named[place] != named[place - 1]
    ]
    return Trend(tuple(dots), tuple(_stretches(dots, named)), tuple(changes))


def _dot(point: Point, x: Fraction, box: tuple[int, int, int, int], floor: int) -> Dot:
    label, score, confirmed = point
    y = ""
    if score is not None:
        share = (max(Decimal(floor), score) - floor) / (100 - floor)
        y = f"{float(box[1] + box[3] * (1 - share)):.1f}"
    return Dot(label, f"{float(x):.1f}", y, score, confirmed)


def _stretches(dots: Sequence[Dot], books: Sequence[str]) -> list[str]:
    """The unbroken runs of dots: each within one rulebook, none across a month without a score."""
    runs: list[list[str]] = [[]]
    last = books[0] if books else ""
    for dot, book in zip(dots, books, strict=True):
        if not dot.y or book != last:
            runs.append([])
        if dot.y:
            runs[-1].append(f"{dot.x},{dot.y}")
        last = book
    return [" ".join(run) for run in runs if run]
