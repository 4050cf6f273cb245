#!/usr/bin/env python3
"""Which requirement rows are shown by which tests, by theme; the last line counts the covered."""

from __future__ import annotations

import ast
import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "docs" / "requirements.csv"
NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class Row:
    id: str
    theme: str
    what: str
    applicability: str

    @property
    def applies(self) -> bool:
        return self.applicability != NOT_APPLICABLE


@dataclass(frozen=True)
class Shown:
    """A row named by a `row` marker, and the test that carries it."""

    row: str
    test: str


def read_rows(path: Path = REQUIREMENTS) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(r["id"], r["theme"], r["what"], r["applicability"]) for r in csv.DictReader(file)]


def _is_row_marker(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "row"
        and isinstance(node.func.value, ast.Attribute)
        and node.func.value.attr == "mark"
    )


def _marked_ids(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Call) and _is_row_marker(node):
            for argument in node.args:
                yield str(argument.value) if isinstance(argument, ast.Constant) else ast.unparse(argument)


def _module_marks(tree: ast.Module) -> list[ast.expr]:
    """Return the markers of a `pytestmark = …` line."""
    found: list[ast.expr] = []
    for node in tree.body:
        if isinstance(node, ast.Assign) and "pytestmark" in map(ast.unparse, node.targets):
            found += node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else [node.value]
    return found


def shown_in(path: Path, root: Path = ROOT) -> Iterator[Shown]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    name = path.relative_to(root)
    yield from (Shown(id, str(name)) for id in _marked_ids(_module_marks(tree)))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from (Shown(id, f"{name}::{node.name}") for id in _marked_ids(node.decorator_list))


def all_shown(folder: Path = ROOT / "tests") -> list[Shown]:
    return [shown for path in sorted(folder.rglob("*.py")) for shown in shown_in(path)]


def _print_row(row: Row, tests: list[str]) -> None:
    state = "-" if not row.applies else "x" if tests else " "
    print(f"  [{state}] {row.id}  {row.what[:100]}")
    for test in tests:
        print(f"              {test}")


def _print_theme(theme: str, rows: list[Row], tests: dict[str, list[str]]) -> None:
    covered = sum(1 for row in rows if row.applies and tests[row.id])
    print(f"\n{theme}: {covered} of {sum(row.applies for row in rows)}")
    for row in rows:
        _print_row(row, tests[row.id])


def _tests_by_row() -> dict[str, list[str]]:
    tests: dict[str, list[str]] = defaultdict(list)
    for shown in all_shown():
        tests[shown.row].append(shown.test)
    return tests


def closing_line(rows: list[Row], tests: dict[str, list[str]]) -> str:
    applying = [row for row in rows if row.applies]
    covered = sum(1 for row in applying if tests[row.id])
    left_out = len(rows) - len(applying)
    return f"rows: {covered} covered, {len(applying) - covered} uncovered, {left_out} not applicable"


def main() -> int:
    rows = read_rows()
    tests = _tests_by_row()
    for theme in sorted({row.theme for row in rows}):
        _print_theme(theme, [row for row in rows if row.theme == theme], tests)
    unknown = sorted(set(tests) - {row.id for row in rows})
    if unknown:
        print(f"\nUnknown rows named by tests: {', '.join(unknown)}", file=sys.stderr)
    print(f"\n{closing_line(rows, tests)}")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
