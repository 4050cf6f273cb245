"""A small demo filled through the command line as an operator would, and its file opened from outside."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

APPEND_ONLY = ("audit_entry", "audit_seal")


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    def line(self, begins: str) -> str:
        """The first line that begins so, or contains it."""
        return next(line for line in self.out.splitlines() if begins in line)


@dataclass(frozen=True)
class Demo:
    """A folder with a demo's data. Every command runs as its own process, on the demo's day."""

    folder: Path
    today: str = "2026-11-21"

    @property
    def file(self) -> Path:
        return self.folder / "thenchot.sqlite3"

    def run(self, *arguments: str, **environment: str) -> Answer:
        return run(self.folder, *arguments, **{"THENCHOT_TODAY": self.today, **environment})

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.file)) as connection:
            return connection.execute(statement, values).fetchall()

    def number(self, statement: str, values: Sequence[object] = ()) -> int:
        return int(self.rows(statement, values)[0][0])

    @contextmanager
    def tampering(self) -> Iterator[sqlite3.Connection]:
        """The file as somebody opens it who has the right to drop the triggers."""
        with closing(sqlite3.connect(self.file)) as connection:
            for table in APPEND_ONLY:
                for act in ("update", "delete"):
                    connection.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}")
            yield connection
            connection.commit()

    def copy(self, folder: Path) -> Demo:
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return Demo(folder, self.today)


def run(folder: Path, *arguments: str, **environment: str) -> Answer:
    """Run `thenchot` with its data in the folder and none of this process's settings."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("THENCHOT_", "DJANGO_"))}
    known = {**plain, "THENCHOT_DATA": str(folder), "PYTHONIOENCODING": "utf-8", **environment}
    command = [sys.executable, "-m", "thenchot.cli.main", *arguments]
    done = subprocess.run(command, env=known, capture_output=True, text=True, check=False, timeout=300)
    return Answer(done.returncode, done.stdout, done.stderr)


def start(folder: Path, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """Begin `thenchot demo` and go on while it works."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("THENCHOT_", "DJANGO_"))}
    known = {**plain, "THENCHOT_DATA": str(folder), **environment}
    command = [sys.executable, "-m", "thenchot.cli.main", "demo", *arguments]
    return subprocess.Popen(command, env=known, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def until(happened: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
