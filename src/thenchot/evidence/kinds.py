"""The kinds of facts as data: what each is about, what it asks for, which override it is the ground of, who enters it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from thenchot.rulesets.reading import Node, read_yaml

DATA = Path(__file__).parent / "kinds.yaml"
POLARITIES = ("adverse", "favourable", "neutral")
ABOUT = ("person", "unit")
ASKS = ("act", "effect", "period", "level")
ENTERED_BY = ("organisation_body", "monitoring_office")


@dataclass(frozen=True)
class FactKind:
    """One kind; `means` are codes of overrides in rulebooks, `enter` the grants that may enter it."""

    code: str
    vi: str
    en: str
    polarity: str
    about: str
    asks: tuple[str, ...]
    means: tuple[str, ...]
    enter: tuple[str, ...]
    citation: str
    leaders_only: bool
    once: bool

    @property
    def forces(self) -> bool:
        """Whether it is the ground of a level by force of law (căn cứ bắt buộc)."""
        return bool(self.means)


@lru_cache(maxsize=1)
def all_kinds() -> dict[str, FactKind]:
    """Every kind by its code, in the order of the file. Raises BookError where an entry is of the wrong shape."""
    values = read_yaml(DATA)
    return {code: _kind(code, Node(DATA.name, code, entry)) for code, entry in values.items()}


def kind_of(code: str) -> FactKind | None:
    return all_kinds().get(code)


def _kind(code: str, node: Node) -> FactKind:
    found = FactKind(
        code=code,
        vi=node.text("vi"),
        en=node.text("en"),
        polarity=node.one_of("polarity", POLARITIES),
        about=node.one_of("about", ABOUT),
        asks=_names(node, "asks", ASKS),
        means=node.names("means"),
        enter=_names(node, "enter", ENTERED_BY),
        citation=node.text("citation"),
        leaders_only=node.flag("leaders_only", False),
        once=node.flag("once", False),
    )
    node.done()
    return found


def _names(node: Node, key: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    names = node.names(key)
    if any(name not in choices for name in names):
        raise node.error(key, f"phải là danh sách từ: {', '.join(choices)}")
    return names
