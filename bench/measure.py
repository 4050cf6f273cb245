"""How a figure is taken and kept: seconds on the clock and on the processor, beside its floor and its bar."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any


@dataclass
class Span:
    """Seconds on the clock, and seconds this process and the programs it waited for computed; a server's are not in them."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def span() -> Iterator[Span]:
    found = Span()
    wall, cpu = time.perf_counter(), _computed()
    yield found
    found.wall, found.cpu = time.perf_counter() - wall, _computed() - cpu


def _computed() -> float:
    programs = getrusage(RUSAGE_CHILDREN)
    return time.process_time() + programs.ru_utime + programs.ru_stime


def best_of(times: int, work: Callable[[], object]) -> Span:
    """The quickest of some runs: other programs on the machine only ever make it slower."""
    spans = []
    for _ in range(times):
        with span() as one:
            work()
        spans.append(one)
    return Span(min(one.wall for one in spans), min(one.cpu for one in spans))


@dataclass(frozen=True)
class Figure:
    """What was measured (`value` in `unit`), what the plain program took, and the bar; `ratio` is value ÷ floor.

    A bar is either on the ratio or on the value; `most` says whether it is an upper one.
    """

    name: str
    value: float
    unit: str = "s"
    floor: float | None = None
    bar: float | None = None
    on_ratio: bool = False
    most: bool = True
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None

    @property
    def within(self) -> bool | None:
        """Whether the bar is kept; None where there is no bar, or nothing to hold it against."""
        held = self.ratio if self.on_ratio else self.value
        if self.bar is None or held is None:
            return None
        return held <= self.bar if self.most else held >= self.bar

    def kept(self) -> dict[str, Any]:
        return asdict(self) | {"ratio": self.ratio, "within": self.within}
