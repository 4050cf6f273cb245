"""Which published results the national database is owed, by when and by which article: data of `duties.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from thenchot.rulesets.reading import Node, read_yaml

DATA = Path(__file__).parent / "duties.yaml"
CONFIDENCES = ("quoted", "interpretation")
"""Only these are on without a person's word; see the confidence of rules."""


@dataclass(frozen=True)
class Duty:
    """The results of some rulebooks about some people, owed within `days` of the calendar."""

    rulebooks: tuple[str, ...]
    categories: tuple[str, ...]
    days: int
    since: date
    citation: str
    confidence: str

    def due_on(self, known_on: date) -> date:
        """The last day for a result that was known on a day: the day itself does not count."""
        return known_on + timedelta(days=self.days)


@lru_cache(maxsize=1)
def all_duties() -> tuple[Duty, ...]:
    """Raises BookError where an entry is of the wrong shape."""
    return tuple(_duty(Node(DATA.name, code, entry)) for code, entry in read_yaml(DATA).items())


def duty_of(rulebook: str, category: str, known_on: date) -> Duty | None:
    """The duty for results of a rulebook about people of a category; None where no text asks for them."""
    fitting = (one for one in all_duties() if rulebook in one.rulebooks and category in one.categories)
    return next((one for one in fitting if known_on >= one.since), None)


def _duty(node: Node) -> Duty:
    since = node.day("from")
    if since is None:
        raise node.error("from", "thiếu giá trị")
    found = Duty(
        node.names("rulebooks"), node.names("categories"), node.whole("days"), since, node.text("citation"),
        node.one_of("confidence", CONFIDENCES),
    )  # fmt: skip
    node.done()
    return found
