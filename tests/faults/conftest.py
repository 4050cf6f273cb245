"""An installation for each fault: a copy of one that was put in place once, as a file or as a database of the server."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.structure.house import ROOT

SERVER = os.environ.get("THENCHOT_DATABASE_URL", "")
RUN = "import django; django.setup(); from tests.faults import scenarios; scenarios.main()"
Play = Callable[[str], dict[str, Any]]


def on_server() -> bool:
    return SERVER.startswith("postgres")


def address(name: str) -> str:
    """The address of another database of the same server."""
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def tell_server(statement: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(statement.encode())


def run(scenario: str, database: str, folder: Path) -> dict[str, Any]:
    """Play a scenario in a process of its own on a database of its own; return what it found."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THENCHOT_")}
    environment = {
        **kept, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "thenchot.config.settings",
        "THENCHOT_DATABASE_URL": database, "THENCHOT_DATA": str(folder), "THENCHOT_SEAL_KEY": "khóa của bài thử",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", RUN, scenario], env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The installation that is copied: a file's path, or the name of a database."""
    folder = tmp_path_factory.mktemp("original")
    if not on_server():
        run("set_up", f"sqlite:///{folder}/original.sqlite3", folder)
        yield f"{folder}/original.sqlite3"
        return
    name = f"faults_{os.getpid()}"
    tell_server(f"CREATE DATABASE {name}")
    run("set_up", address(name), folder)
    yield name
    tell_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def play(original: str, tmp_path_factory: pytest.TempPathFactory) -> Play:
    """Play a scenario on a fresh copy; several tests may look at what one playing found."""

    @cache
    def played(scenario: str) -> dict[str, Any]:
        folder, copy = tmp_path_factory.mktemp(scenario), f"{original}_copy"
        if not on_server():
            shutil.copy(original, folder / "copy.sqlite3")
            return run(scenario, f"sqlite:///{folder}/copy.sqlite3", folder)
        tell_server(f"CREATE DATABASE {copy} TEMPLATE {original}")
        try:
            return run(scenario, address(copy), folder)
        finally:
            tell_server(f"DROP DATABASE {copy} WITH (FORCE)")

    return played
