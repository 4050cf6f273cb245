"""The kinds of facts as data: what each is about, what it asks for, which line it informs or level it forces, who enters it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from thenchot.rulesets.reading import Node, read_yaml

HERE = Path(__file__).parent
DATA = HERE / "kinds.yaml"
ASPECTS = HERE / "aspects.yaml"
POLARITIES = ("adverse", "favourable", "neutral")
ABOUT = ("person", "unit", "either")
ASKS = ("act", "effect", "day", "month", "period", "level", "rule")
ENTERED_BY = ("organisation_body", "monitoring_office")


@dataclass(frozen=True)
class Named:
    """A figure or a choice that a kind asks for, by its code."""

    code: str
    vi: str
    en: str


@dataclass(frozen=True)
class FactKind:
    """One kind; `means` are codes of overrides in rulebooks, `enter` the grants that may enter it.

    `informs` names an aspect of `aspects.yaml`; `adverse_when` the figures and choices that make a fact of it adverse.
    """

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
    informs: str = ""
    figures: tuple[Named, ...] = ()
    choices: tuple[Named, ...] = ()
    adverse_when: tuple[str, ...] = ()
    paper: bool = True
    """Whether it rests on a document of its own; figures of a software do not."""
    deductible: bool = False
    """Whether a body may set what one such fact takes off its line."""

    def polarity_of(self, details: Mapping[str, object]) -> str:
        """For or against: as its kind, unless a figure or the choice says it is adverse."""
        against = [
            code
            for code in self.adverse_when
            if code == details.get("choice") or str(details.get(code, "0")) not in ("", "0")
        ]
        return "adverse" if against else self.polarity

    @property
    def about_person(self) -> bool:
        return self.about != "unit"

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


@lru_cache(maxsize=1)
def all_aspects() -> dict[str, dict[str, str]]:
    """Of each aspect the criterion that stands for it in each rulebook, by the rulebook's id."""
    values = read_yaml(ASPECTS)
    found = {}
    for code, entry in values.items():
        node = Node(ASPECTS.name, code, entry)
        found[code] = {book: node.text(book) for book in node.values}
    return found


def line_of(kind: FactKind, rulebook: str) -> str:
    """The criterion of the rulebook that a fact of this kind informs; "" where it has none of that sense."""
    return all_aspects().get(kind.informs, {}).get(rulebook, "")


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
        informs=node.one_of("informs", ("", *all_aspects()), ""),
        figures=_named(node, "figures"),
        choices=_named(node, "choices"),
        adverse_when=node.names("adverse_when"),
        paper=node.flag("paper", True),
        deductible=node.flag("deductible", False),
    )
    node.done()
    _refuse_unnamed(node, found)
    return found


def _refuse_unnamed(node: Node, kind: FactKind) -> None:
    named = {one.code for one in (*kind.figures, *kind.choices)}
    if any(code not in named for code in kind.adverse_when):
        raise node.error("adverse_when", "phải là mã trong figures hoặc choices")


def _named(node: Node, key: str) -> tuple[Named, ...]:
    given = node.get(key, {})
    if not isinstance(given, Mapping):
        raise node.error(key, "phải là một bảng khóa và giá trị")
    parts = [(str(code), Node(node.file, f"{node.path}.{key}.{code}", entry)) for code, entry in given.items()]
    return tuple(Named(code, part.text("vi"), part.text("en")) for code, part in parts)


def _names(node: Node, key: str, choices: tuple[str, ...]) -> tuple[str, ...]:
    names = node.names(key)
    if any(name not in choices for name in names):
        raise node.error(key, f"phải là danh sách từ: {', '.join(choices)}")
    return names
