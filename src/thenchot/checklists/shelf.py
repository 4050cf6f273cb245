"""The checklists that ship: read once, known by the name of their file; they bind nobody until a body puts one in force."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from thenchot.checklists.schema import build
from thenchot.rules.checklist import Edition
from thenchot.rulesets.reading import Node, read_yaml

SHIPPED = Path(__file__).parent / "frameworks"


@lru_cache(maxsize=1)
def all_editions() -> Mapping[str, Edition]:
    """Every shipped edition by the name of its file, sorted. Raises BookError where one is of the wrong shape."""
    return {path.stem: build(Node(path.name, "", read_yaml(path))) for path in sorted(SHIPPED.glob("*.yaml"))}


def shipped(name: str) -> Edition | None:
    return all_editions().get(name)
