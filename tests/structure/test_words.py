"""One word per concept: the page of words names what the code names, and the code uses no word it turned down."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.structure.house import PACKAGE, ROOT, code_files, name_of, tree_of

PAGE = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
LISTED = sorted(
    set(re.findall(r"`([A-Za-z_]+)`", "\n".join(re.findall(r"^\| (`[^|]*) \|", PAGE, re.MULTILINE))))
)
TURNED_DOWN = {
    "grade",
    "grades",
    "quota",
    "quotas",
    "appeal",
    "appeals",
    "employee",
    "employees",
    "department",
}


def identifiers(tree: ast.Module) -> set[str]:
    """Return the names that a file gives: classes, functions, parameters, fields and variables."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


@cache
def everything() -> set[str]:
    return {name for path in code_files() for name in identifiers(tree_of(path))}


def words_in(name: str) -> set[str]:
    """Split a name into its words: "unit_grade" and "UnitGrade" hold "grade"."""
    return {part.lower() for part in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def test_the_page_lists_words() -> None:
    assert len(LISTED) > 30


@pytest.mark.parametrize("word", LISTED)
def test_a_listed_word_is_a_name_in_the_code(word: str) -> None:
    assert word in everything(), f"docs/words.md names {word}, which the code does not"


def test_each_table_of_the_product_is_on_the_page() -> None:
    tables = {
        node.name
        for path in code_files()
        if path.name == "models.py"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef) and any("Model" in ast.unparse(base) for base in node.bases)
    }
    missing = {table for table in tables if not re.search(rf"`{table}`", PAGE)}
    assert not missing, f"docs/words.md has no word for {sorted(missing)}"


def test_each_verb_of_the_month_is_on_the_page() -> None:
    verbs = {path.stem for path in (PACKAGE / "assessment" / "actions").glob("*.py")} - {"__init__"}
    missing = {verb for verb in verbs if f"`{verb}`" not in PAGE}
    assert not missing, f"docs/words.md has no word for {sorted(missing)}"


def test_no_name_uses_a_word_that_was_turned_down() -> None:
    found = [
        f"{name_of(path)}: {name}"
        for path in code_files()
        for name in identifiers(tree_of(path))
        if words_in(name) & TURNED_DOWN
    ]
    assert not found


@pytest.mark.parametrize(
    ("name", "word"), [("unit_grade", "grade"), ("AppealForm", "appeal"), ("QUOTA", "quota")]
)
def test_a_turned_down_word_is_seen_inside_a_name(name: str, word: str) -> None:
    assert word in words_in(name)
