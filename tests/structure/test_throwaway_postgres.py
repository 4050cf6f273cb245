"""The throw-away PostgreSQL is a real one, hands back the command's answer, and leaves nothing behind."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.structure.house import ROOT

SCRIPT = ROOT / "scripts" / "with_postgres.sh"
ASK = (
    "import os, psycopg; url = os.environ['THENCHOT_DATABASE_URL'];"
    "found = psycopg.connect(url).execute('select current_setting($$server_encoding$$)').fetchone();"
    "print(found[0], flush=True);"
    "raise SystemExit(7)"
)


def run(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    # A folder for this test alone, open to the user that the server runs as.
    folder.chmod(0o755)
    environment = {**os.environ, "TMPDIR": str(folder), **more}
    return subprocess.run(
        ["bash", str(SCRIPT), *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


@pytest.fixture
def folder() -> Path:
    """A short-lived folder below the system's own, since pytest's are closed to other users."""
    made = subprocess.run(["mktemp", "-d"], capture_output=True, text=True, check=True)
    return Path(made.stdout.strip())


@pytest.mark.slow
def test_a_command_runs_on_postgresql_and_its_answer_comes_back(folder: Path) -> None:
    done = run(folder, sys.executable, "-c", ASK)
    assert done.stdout.strip() == "UTF8", done.stderr
    assert done.returncode == 7
    assert not list(folder.iterdir())
    folder.rmdir()


@pytest.mark.slow
def test_a_port_that_somebody_takes_meanwhile_is_left_to_them(folder: Path, tmp_path: Path) -> None:
    """The first port that is found is taken, as if by another run between the finding and the start."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        finds, asked = tmp_path / "python3", tmp_path / "asked"
        first = f"touch {asked}; echo {taken.getsockname()[1]}"
        finds.write_text(f'#!/bin/sh\nif [ -e {asked} ]; then exec {sys.executable} "$@"; fi\n{first}\n', encoding="utf-8")
        finds.chmod(0o755)
        done = run(folder, sys.executable, "-c", ASK, PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert asked.exists()
    assert (done.stdout.strip(), done.returncode) == ("UTF8", 7), done.stderr
    folder.rmdir()
