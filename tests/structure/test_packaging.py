"""What is installed holds what the product reads: no template, rulebook or style sheet stays behind."""

from __future__ import annotations

import tomllib
from typing import Any

from tests.structure.house import PACKAGE, ROOT, tracked_files

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_each_kind_of_file_of_the_package_is_installed() -> None:
    kinds = {glob.removeprefix("**/*") for glob in PROJECT["tool"]["setuptools"]["package-data"]["thenchot"]}
    inside = {path for path in tracked_files() if path.is_relative_to(PACKAGE) and path.suffix != ".py"}
    assert not {path.name for path in inside if path.suffix not in kinds and path.name not in kinds}


def test_the_command_is_installed_under_its_name() -> None:
    assert PROJECT["project"]["scripts"] == {"thenchot": "thenchot.cli.main:main"}
    assert (PACKAGE / "cli" / "main.py").exists()


def test_the_python_that_is_asked_for_is_the_one_that_is_checked() -> None:
    oldest = PROJECT["project"]["requires-python"].removeprefix(">=")
    assert PROJECT["tool"]["mypy"]["python_version"] == oldest
    assert PROJECT["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
