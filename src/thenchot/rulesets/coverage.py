"""Which rule of ours carries out each clause of the decree, or why none does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from thenchot.rules.book import Criterion, Rulebook
from thenchot.rulesets import books
from thenchot.rulesets.reading import Node, read_yaml

DATA = Path(__file__).parent / "coverage.yaml"


@dataclass(frozen=True)
class Clause:
    """A clause (khoản; 0 where the article has none) and what stands for it: rules with tests, or a reason."""

    chapter: str
    article: int
    clause: int
    rules: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    reason: str = ""

    @property
    def key(self) -> str:
        return f"{self.article}.{self.clause}" if self.clause else f"{self.article}"

    @property
    def name(self) -> str:
        return f"Điều {self.article} khoản {self.clause}" if self.clause else f"Điều {self.article}"


@dataclass(frozen=True)
class Coverage:
    document: str
    clauses: tuple[Clause, ...]
    reasons: Mapping[str, str]


@lru_cache(maxsize=1)
def coverage() -> Coverage:
    """The decree's clauses in order. Raises BookError where an entry is missing, unknown or of the wrong shape."""
    root = Node(DATA.name, "", read_yaml(DATA))
    reasons = {str(code): str(text) for code, text in root.child("reasons").values.items()}
    entries = dict(root.named("clauses"))
    found: list[Clause] = []
    for chapter, article, number in _structure(root):
        key = f"{article}.{number}" if number else f"{article}"
        node = entries.pop(key, None)
        if node is None:
            raise root.error(f"clauses.{key}", "chưa có quy tắc hoặc lý do")
        found.append(_clause(node, Clause(chapter, article, number), reasons))
    if entries:
        raise root.error(f"clauses.{min(entries)}", "nghị định không có khoản này")
    return Coverage(root.text("document"), tuple(found), reasons)


def _structure(root: Node) -> Iterator[tuple[str, int, int]]:
    for chapter, articles in root.named("structure"):
        for article in articles.values:
            clauses = articles.whole(article)
            for clause in range(1, clauses + 1) if clauses else (0,):
                yield chapter, int(article), clause


def _clause(node: Node, place: Clause, reasons: Mapping[str, str]) -> Clause:
    rules, tests, reason = node.names("rules"), node.names("tests"), node.text("reason", "")
    node.done()
    if bool(rules) == bool(reason) or bool(rules) != bool(tests):
        raise node.error("rules", "phải có quy tắc kèm tên kiểm thử, hoặc một lý do")
    if reason and reason not in reasons:
        raise node.error("reason", f"phải là một trong: {', '.join(reasons)}")
    return Clause(place.chapter, place.article, place.clause, rules, tests, reason)


def rule_exists(name: str) -> bool:
    """True when `book:part.code` names a rule that a shipped rulebook has."""
    book_id, _, path = name.partition(":")
    if book_id not in books.known():
        return False
    part, _, code = path.partition(".")
    return code in _codes(books.load(book_id), part)


def _ids(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    for criterion in criteria:
        yield criterion.id
        yield from _ids(criterion.children)


def _codes(book: Rulebook, part: str) -> set[str]:
    known = _CODES.get(part)
    return known(book) if known is not None else set()


_CODES: Mapping[str, Callable[[Rulebook], set[str]]] = {
    "effective": lambda book: {""} if book.effective_from is not None else set(),
    "criteria": lambda book: set(_ids(book.criteria)),
    "levels": lambda book: {level.code for level in book.levels},
    "methods": lambda book: {method.kind or "" for method in book.methods},
    "overrides": lambda book: {rule.code for rule in book.overrides},
    "ceilings": lambda book: {rule.code for rule in book.ceilings},
    "caps": lambda book: {cap.level for cap in book.caps},
    "special_cases": lambda book: {rule.code for rule in book.special_cases},
    "authority": lambda book: {rule.subject for rule in book.authority},
    "steps": lambda book: {f"{step.period}.{step.code}" for step in book.steps},
    "deadlines": lambda book: {rule.code for rule in book.deadlines},
    "publication": lambda book: {rule.period for rule in book.publication},
    "settings": lambda book: {setting.code for setting in book.settings},
    "formulas": lambda book: set(book.formulas),
    "tables": lambda book: set(book.tables),
}
