"""Only actions change state: doors and reading rooms never call what writes to a table."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.structure.house import DOORS, PACKAGE, code_files, name_of

WRITES = {
    "save", "create", "bulk_create", "update", "bulk_update", "delete", "get_or_create", "update_or_create",
    "asave", "acreate", "aupdate", "adelete", "execute", "executemany", "cursor", "raw",
}  # fmt: skip
# What these hold is no table: the page cache, Jinja's own tables of names, the browser's session.
NO_TABLE = {"cache", "filters", "globals", "session"}
READING_ROOMS = ("queries.py", "access.py")


def _root_name(node: ast.expr) -> str:
    """Return the first name of a chain such as `a.b(c).d`: "a"."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _names_of_actions(tree: ast.Module) -> set[str]:
    """Return the names that a file has from a room of actions."""
    names = {"actions"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and "actions" in f"{node.module}".split("."):
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def writes_in(source: str, *, allowed: frozenset[str] = frozenset()) -> list[str]:
    tree = ast.parse(source)
    actions = _names_of_actions(tree)
    return [
        f"{node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in WRITES - allowed
        and _root_name(node.func.value) not in actions
        and _last_name(node.func.value) not in NO_TABLE
    ]


def _behind_doors() -> list[Path]:
    return [path for door in DOORS for path in code_files(PACKAGE / door)]


def _reading_rooms() -> list[Path]:
    return [path for path in code_files() if path.name in READING_ROOMS or "reporting" in path.parts]


def test_no_door_writes_to_a_table() -> None:
    found = [
        f"{name_of(path)}:{line}" for path in _behind_doors() for line in writes_in(path.read_text("utf-8"))
    ]
    assert not found, f"a door calls one action instead (a dict is merged by {{**a, **b}}): {found}"


def test_no_reading_room_writes_to_a_table() -> None:
    reads_in_sql = frozenset({"execute", "cursor", "raw"})
    found = [
        f"{name_of(path)}:{line}"
        for path in _reading_rooms()
        for line in writes_in(path.read_text("utf-8"), allowed=reads_in_sql)
    ]
    assert not found, f"queries and access only read: {found}"


@pytest.mark.parametrize(
    "line",
    [
        "sheet.save()",
        "Sheet.objects.create(a=1)",
        "rows.filter(a=1).update(b=2)",
        "connection.cursor()",
        "x.delete()",
    ],
)
def test_a_planted_write_is_caught(line: str) -> None:
    assert writes_in(line)


@pytest.mark.parametrize(
    "line",
    [
        "from thenchot.assessment.actions import decide\ndecide.save(1)",
        "from thenchot.assessment import actions\nactions.open_cycle.create(by=1)",
        "rows = {**a, **b}",
        "cache.delete('tries')",
        "environment.filters.update(score=score)",
    ],
)
def test_calling_an_action_is_no_write(line: str) -> None:
    assert not writes_in(line)


def test_the_doors_are_where_this_test_looks() -> None:
    assert {"web", "cli"} <= {path.relative_to(PACKAGE).parts[0] for path in _behind_doors()}
