"""How many of the people of a place are finished, at which level, why not, and moved: numbers that can be added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

NO_LEVEL = "ASK"
"""The code under which results without a level are counted."""


@dataclass
class Figures:
    """Numbers of sheets. `levels` by code, `reasons` by absence code or, of the unfinished, by the state they stand in."""

    levels: Counter[str] = field(default_factory=Counter)
    excused: int = 0
    missing: int = 0
    raised: int = 0
    lowered: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, other: Figures) -> None:
        self.levels += other.levels
        self.reasons += other.reasons
        self.excused += other.excused
        self.missing += other.missing
        self.raised += other.raised
        self.lowered += other.lowered

    @property
    def finished(self) -> int:
        return sum(self.levels.values())

    @property
    def unfinished(self) -> int:
        return self.excused + self.missing

    @property
    def total(self) -> int:
        return self.finished + self.unfinished

    @property
    def moved(self) -> int:
        return self.raised + self.lowered

    @property
    def completion(self) -> Fraction | None:
        """Finished ÷ everybody with a sheet, from 0 to 1; None where nobody has one."""
        return Fraction(self.finished, self.total) if self.total else None

    @property
    def completion_of_asked(self) -> Fraction | None:
        """The same without the excused."""
        asked = self.finished + self.missing
        return Fraction(self.finished, asked) if asked else None

    def at(self, codes: Iterable[str]) -> int:
        """How many finished at any of these levels."""
        return sum(self.levels[code] for code in codes)

    def share(self, codes: Iterable[str]) -> Fraction | None:
        """Of the finished, from 0 to 1."""
        return Fraction(self.at(codes), self.finished) if self.finished else None


def summed(many: Iterable[Figures]) -> Figures:
    whole = Figures()
    for one in many:
        whole.add(one)
    return whole


def without(whole: Figures, parts: Figures) -> Figures:
    """What is left of the whole when the parts are taken away: the people directly in a unit."""
    return Figures(
        _less(whole.levels, parts.levels), whole.excused - parts.excused, whole.missing - parts.missing,
        whole.raised - parts.raised, whole.lowered - parts.lowered, _less(whole.reasons, parts.reasons),
    )  # fmt: skip


def _less(whole: Mapping[str, int], part: Mapping[str, int]) -> Counter[str]:
    return Counter({code: left for code, count in whole.items() if (left := count - part.get(code, 0))})
