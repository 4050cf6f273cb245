"""The reasons of a verdict as lines of a page: sentence, article, points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from thenchot.rules.verdict import Reason


@dataclass(frozen=True)
class Line:
    text: str
    article: str
    points: Fraction | None


def lines(because: Iterable[Reason]) -> list[Line]:
    return [Line(reason.code, reason.article, reason.points) for reason in because]
