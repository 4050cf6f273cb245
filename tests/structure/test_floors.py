"""Imports go down only: the contracts hold on the tree as it is, and catch what they are there to catch."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.structure.house import DOORS, PACKAGE, ROOT, code_files, functions, name_of, tree_of

LINT = Path(sys.executable).parent / "lint-imports"


def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return found


def packages() -> set[str]:
    return {path.parent.name for path in PACKAGE.glob("*/__init__.py")}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder / "src")}
    command = [str(LINT), "--no-cache", "--config", "pyproject.toml"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    only_code = shutil.ignore_patterns("__pycache__", "static", "templates", "locale", "*.yaml")
    shutil.copytree(ROOT / "src", folder / "src", ignore=only_code)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_import_of_the_house_goes_down() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("rules/planted.py", "import django"),
        ("rules/planted.py", "import thenchot.lib.clock"),
        ("lib/planted.py", "import thenchot.people.models"),
        ("people/planted.py", "import thenchot.assessment.queries"),
        ("assessment/planted.py", "import thenchot.web.urls"),
        ("web/planted.py", "import thenchot.cli.main"),
        ("web/planted.py", "from thenchot.assessment import models"),
        ("assessment/planted.py", "import xlsxwriter"),
        ("misc/__init__.py", "import datetime"),
    ],
)
def test_a_planted_violation_is_caught(copy_of_the_house: Path, place: str, line: str) -> None:
    planted = copy_of_the_house / "src" / "thenchot" / place
    planted.parent.mkdir(exist_ok=True)
    planted.write_text(line + "\n", encoding="utf-8")
    try:
        done = lint(copy_of_the_house)
    finally:
        planted.unlink()
        if planted.parent.name == "misc":
            shutil.rmtree(planted.parent)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout or "missing" in done.stdout.lower()


def test_each_contract_names_the_rooms_that_exist() -> None:
    doors = next(c for c in contracts() if c["name"] == "A door never opens a table")
    assert set(doors["source_modules"]) == {f"thenchot.{door}" for door in DOORS if door in packages()}
    office = next(c for c in contracts() if c["name"].startswith("Only files/"))
    assert set(office["source_modules"]) == {f"thenchot.{name}" for name in packages() - {"files"}}


def test_no_import_hides_inside_a_function() -> None:
    found = [
        f"{name_of(path)}:{inner.lineno}"
        for path in [*code_files(), *code_files(ROOT / "scripts")]
        for function in functions(tree_of(path))
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not found, f"imports belong at the top of the file: {found}"
