"""The city that is measured: made once, then taken through its month operation by operation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bench.maker import authority
from bench.maker.shape import Shape
from thenchot.assessment.models import Cycle
from thenchot.people.identity import Identity

PERIOD = "2026-11"
DAY = date(2026, 11, 20)


@dataclass
class City:
    """The shape, and the cycle once it is open; `say` tells who is waiting how far the run is."""

    shape: Shape
    say: Callable[[str], object]
    cycle_id: int = 0

    @property
    def cycle(self) -> Cycle:
        return Cycle.objects.get(id=self.cycle_id)

    @cached_property
    def organiser(self) -> Identity:
        return authority.organiser(self.shape, DAY)
