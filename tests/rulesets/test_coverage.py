"""Each clause of chapters II to IV of the decree has a rule with a test, or a reason from the closed list."""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path

import pytest

from thenchot.rulesets import coverage as room
from thenchot.rulesets.coverage import Clause, coverage, rule_exists
from thenchot.rulesets.reading import BookError

ROOT = Path(__file__).parents[2]
CLAUSES = coverage().clauses

# The decree's own structure: how many clauses each article has (0: an article without clauses).
DECREE = {
    5: 5, 6: 3, 7: 2, 8: 5, 9: 2, 10: 2, 11: 3, 12: 3, 13: 3, 14: 2, 15: 4, 16: 2, 17: 3, 18: 3, 19: 3, 20: 6,
    21: 3, 22: 0, 23: 3, 24: 3, 25: 0, 26: 3, 27: 2, 28: 2, 29: 0,
}  # fmt: skip


@lru_cache
def functions_of(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_clause_of_the_decree_is_there_once_and_in_order() -> None:
    expected = [
        (article, clause)
        for article, most in DECREE.items()
        for clause in (range(1, most + 1) if most else [0])
    ]
    assert [(clause.article, clause.clause) for clause in CLAUSES] == expected


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.key)
def test_a_clause_has_a_rule_with_a_test_or_a_reason(clause: Clause) -> None:
    if clause.reason:
        assert not clause.rules
        assert clause.reason in coverage().reasons
        return
    assert all(rule_exists(rule) for rule in clause.rules), clause.rules
    for test in clause.tests:
        path, _, name = test.partition("::")
        assert name in functions_of(path), test


def test_chapters_are_those_of_the_decree() -> None:
    assert {clause.chapter for clause in CLAUSES if clause.article <= 9} == {"II"}
    assert {clause.chapter for clause in CLAUSES if 10 <= clause.article <= 24} == {"III"}
    assert {clause.chapter for clause in CLAUSES if clause.article >= 25} == {"IV"}


@pytest.mark.parametrize(
    "name",
    [
        "nobody:levels.HTXS", "nd335-2025-cong-chuc:levels.A", "nd335-2025-cong-chuc:levels",
        "nd335-2025-cong-chuc:nothing.HTXS", "nd335-2025-cong-chuc:steps.month.decide",
        "nd335-2025-cong-chuc:criteria.X", "nd335-2025-cong-chuc:methods.nobody",
    ],
)  # fmt: skip
def test_a_rule_that_is_not_there_is_not_found(name: str) -> None:
    assert not rule_exists(name)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (('  "29": {reason: final_clause}\n', ""), "clauses.29"),
        (("{reason: final_clause}", "{reason: none_of_ours}"), "clauses.29.reason"),
        (("{reason: final_clause}", "{}"), "clauses.29.rules"),
        (('  "29": {', '  "30": {reason: final_clause}\n  "29": {'), "clauses.30"),
        (("{reason: final_clause}", "{reason: final_clause, note: x}"), "clauses.29.note"),
    ],
)
def test_a_gap_in_the_coverage_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: tuple[str, str], key: str
) -> None:
    text = room.DATA.read_text(encoding="utf-8")
    assert change[0] in text
    (tmp_path / "coverage.yaml").write_text(text.replace(*change), encoding="utf-8")
    monkeypatch.setattr(room, "DATA", tmp_path / "coverage.yaml")
    with pytest.raises(BookError) as caught:
        coverage.__wrapped__()
    assert caught.value.key == key
