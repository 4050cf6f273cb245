"""Where facts come from, as data: the four offices of the month's information mechanism and the softwares."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from thenchot.rulesets.reading import Node, read_yaml

DATA = Path(__file__).parent / "sources.yaml"


@dataclass(frozen=True)
class Source:
    """One source; `office` marks those that owe their facts by the day of the month's gathering."""

    code: str
    vi: str
    en: str
    office: bool


@lru_cache(maxsize=1)
def all_sources() -> dict[str, Source]:
    """Every source by its code, in the order of the file. Raises BookError where an entry is of the wrong shape."""
    return {code: _source(code, Node(DATA.name, code, entry)) for code, entry in read_yaml(DATA).items()}


def offices() -> list[Source]:
    return [source for source in all_sources().values() if source.office]


def _source(code: str, node: Node) -> Source:
    found = Source(code, node.text("vi"), node.text("en"), node.flag("office", False))
    node.done()
    return found
