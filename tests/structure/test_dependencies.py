"""What the project leans on is pinned with hashes and named with its reason; vendored files are unchanged."""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from pathlib import Path

import pytest

from tests.structure.house import PACKAGE, ROOT, code_files, tree_of

REQUIREMENTS = ROOT / "requirements"
PAGE = ROOT / "docs" / "dependencies.md"
VENDORED = [PACKAGE / "web" / "static" / "vendor", ROOT / "tests" / "browser" / "vendor"]
IMPORTED_AS = {
    "pyyaml": "yaml", "python-docx": "docx", "xlsxwriter": "xlsxwriter", "python-calamine": "python_calamine",
    "argon2-cffi": "argon2", "markdown-it-py": "markdown_it", "django-ninja": "ninja",
}  # fmt: skip
USED_BY_NAME = {
    "argon2-cffi": "Django's password hasher",
    "psycopg": "Django's PostgreSQL engine",
}
PLAIN = re.compile(r"[a-z_0-9]+(?:\.[A-Za-z_0-9]+)*")
LISTS = ["build", "base", "pdf", "dev", "postgres", "pictures"]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def asked(name: str) -> set[str]:
    lines = (REQUIREMENTS / f"{name}.in").read_text(encoding="utf-8").splitlines()
    return {
        _normal(found.group())
        for line in lines
        if (found := re.match(r"[A-Za-z0-9._-]+", line)) and line[0] != "-"
    }


def pinned(name: str) -> dict[str, str]:
    """Return each pinned package and the text that follows it, hashes included."""
    text = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8")
    parts = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    return {_normal(part.split("==")[0]): part for part in parts if "==" in part}


@pytest.mark.parametrize("name", LISTS)
def test_each_package_that_is_asked_for_is_pinned_with_its_hashes(name: str) -> None:
    found = pinned(name)
    assert asked(name) <= set(found)
    assert not [package for package, text in found.items() if "--hash=sha256:" not in text]


@pytest.mark.parametrize("name", LISTS)
def test_no_list_names_an_address(name: str) -> None:
    for suffix in ("in", "txt"):
        assert not re.search(
            r"https?://|--index|--extra|--find", (REQUIREMENTS / f"{name}.{suffix}").read_text("utf-8")
        )


def test_a_package_has_one_version_in_all_lists() -> None:
    versions: dict[str, set[str]] = {}
    for name in LISTS:
        for package, text in pinned(name).items():
            versions.setdefault(package, set()).add(text.split("==")[1].split()[0])
    assert not {package for package, found in versions.items() if len(found) > 1}


@pytest.mark.parametrize("package", sorted({package for name in LISTS for package in asked(name)}))
def test_each_package_has_its_reason_on_the_page(package: str) -> None:
    names = {
        _normal(name) for name in re.findall(r"^\| ([A-Za-z0-9._-]+)", PAGE.read_text("utf-8"), re.MULTILINE)
    }
    assert package in names, f"docs/dependencies.md does not say why {package} is here"


def _imported() -> set[str]:
    """Return the top names of what the product imports and what its settings name."""
    found: set[str] = set()
    for path in code_files(PACKAGE):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
            elif (
                isinstance(node, ast.Constant) and isinstance(node.value, str) and PLAIN.fullmatch(node.value)
            ):
                found.add(node.value.split(".")[0])
    return found


def test_the_product_imports_nothing_that_it_does_not_ask_for() -> None:
    named = {IMPORTED_AS.get(package, package.replace("-", "_")) for package in asked("base") | asked("pdf")}
    theirs = {
        f"{node.module}".split(".")[0] if isinstance(node, ast.ImportFrom) else alias.name.split(".")[0]
        for path in code_files(PACKAGE)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import)
        or (isinstance(node, ast.ImportFrom) and node.module and not node.level)
        for alias in node.names
    }
    assert not theirs - named - set(sys.stdlib_module_names) - {"thenchot"}


def test_the_product_asks_for_nothing_that_it_does_not_use() -> None:
    wanted = {IMPORTED_AS.get(package, package.replace("-", "_")): package for package in asked("base") | asked("pdf")}
    imported = _imported()
    unused = {package for name, package in wanted.items() if name not in imported}
    assert not unused - set(USED_BY_NAME), f"nothing in the product uses {sorted(unused - set(USED_BY_NAME))}"


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.parent.name)
def test_each_vendored_file_is_the_one_that_was_looked_at(folder: Path) -> None:
    origin = (folder / "ORIGIN.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([^|\s]+\.js) \|.*\| ([0-9a-f]{64}) \|$", origin, re.MULTILINE))
    assert set(rows) == {path.name for path in folder.glob("*.js")}
    assert all(
        hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in rows.items()
    )


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.parent.name)
def test_each_vendored_file_travels_with_its_licence(folder: Path) -> None:
    licences = re.findall(
        r"[a-z]+-LICENSE[A-Za-z0-9-]*\.txt", (folder / "ORIGIN.md").read_text(encoding="utf-8")
    )
    assert licences
    assert all((folder / name).stat().st_size > 200 for name in licences)
