"""What the engine answers: values in print order, the reasons for each, what was assumed, and cautions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

Value = Fraction | str | bool | None | tuple["Value", ...]


class Reason(NamedTuple):
    """Why: a code and an article, what its sentence needs, and the points it adds (None where it adds none)."""

    code: str
    article: str
    params: Mapping[str, object]
    points: Fraction | None = None


class Caution(NamedTuple):
    """A warning that changes no number; its sentence is made above."""

    code: str
    params: Mapping[str, object]


@dataclass(frozen=True)
class Verdict:
    values: Mapping[str, Value]
    because: tuple[Reason, ...] = ()
    assumed: tuple[str, ...] = ()
    warnings: tuple[Caution, ...] = ()

    @property
    def score(self) -> Fraction | None:
        """The score, or for a mean the mean; None where the facts give none."""
        found = self.values.get("score", self.values.get("mean"))
        return found if isinstance(found, Fraction) else None

    @property
    def level_by_score(self) -> str | None:
        return self._text("level_by_score")

    @property
    def level(self) -> str | None:
        return self._text("level")

    def _text(self, name: str) -> str | None:
        found = self.values.get(name)
        return found if isinstance(found, str) else None
