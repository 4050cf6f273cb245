"""What a clone holds: no path of a machine, no registry host, no unfinished business, nothing huge."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.structure.house import ROOT, name_of, text_of, tracked_files

# Written in parts, so that this file does not hold what it looks for.
REGISTRY_HOSTS = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in [
            ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"),
            ("crates", "io"), ("proxy", "golang", "org"), ("deb", "debian", "org"),
            ("jsdelivr", "net"), ("unpkg", "com"), ("cdnjs", "com"),
        ]
    )
)  # fmt: skip
MACHINE_PATHS = re.compile(
    "(?<![A-Za-z0-9_.-])/(?:"
    + "|".join(["wo" + "rk", "ro" + "ot", "ho" + "me", "Us" + "ers"])
    + ")/[A-Za-z0-9._-]+"
)
UNFINISHED = re.compile(r"\b(?:" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"]) + r")\b")
SECRETS = re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----|AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36}")
# The measuring tool names the words that it counts.
COUNTS_THEM = {"tools/codestats.py"}
CODE = {".py", ".sh", ".js", ".css", ".html", ".toml", ".yaml", ".sql"}
LARGEST = 2 * 1024 * 1024


def _ours() -> list[tuple[Path, str]]:
    files = (p for p in tracked_files() if "vendor" not in p.parts)
    return [(path, text) for path in files if (text := text_of(path)) is not None]


def _lines(pattern: re.Pattern[str], *, only: set[str] | None = None) -> list[str]:
    return [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path, text in _ours()
        if (only is None or path.suffix in only) and name_of(path) not in COUNTS_THEM
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    assert not _lines(MACHINE_PATHS)


def test_no_file_names_the_host_of_a_registry_or_of_a_content_network() -> None:
    assert not _lines(REGISTRY_HOSTS)


def test_no_code_is_left_to_be_done_later() -> None:
    assert not _lines(UNFINISHED, only=CODE)


def test_no_file_holds_a_secret() -> None:
    assert not _lines(SECRETS)


def test_no_file_is_huge() -> None:
    assert not [name_of(path) for path in tracked_files() if path.stat().st_size > LARGEST]


def test_what_is_made_by_running_is_not_tracked() -> None:
    made = re.compile(r"(^|/)(\.venv|build|var|__pycache__|node_modules)/|\.(pyc|sqlite3|db|log)$")
    assert not [name_of(path) for path in tracked_files() if made.search(name_of(path))]


@pytest.mark.parametrize(
    "name", ["LICENSE", "NOTICE", "README.md", "README.vi.md", "CHANGELOG.md", ".ci/run", "Makefile"]
)
def test_a_clone_holds_what_a_stranger_looks_for(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (MACHINE_PATHS, "cd /wo" + "rk/main"),
        (MACHINE_PATHS, "see /ho" + "me/somebody/file"),
        (REGISTRY_HOSTS, "https://py" + "pi.org/simple"),
        (UNFINISHED, "# TO" + "DO later"),
    ],
)
def test_the_patterns_catch_what_they_are_for(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


@pytest.mark.parametrize(
    "line", ["/static/app.css", "/trang-chu/", "a network of people", "/usr/bin/chromium"]
)
def test_the_patterns_leave_ordinary_lines_alone(line: str) -> None:
    assert not any(pattern.search(line) for pattern in (MACHINE_PATHS, REGISTRY_HOSTS, UNFINISHED, SECRETS))
