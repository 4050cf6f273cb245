#!/usr/bin/env python3
"""Kill -9 again and again while people work: scripts/reliability.py --rounds 1000 --engine sqlite (or postgresql).

Makes a small installation of its own in a temporary folder, for PostgreSQL with a server of its own that keeps what it
promises (fsync, synchronous commit), and plays the rounds of tests/faults/rounds there. Ends with 1 if anything was lost,
doubled, half written or did not verify. docs/reliability.md says what is counted.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUN = "import django; django.setup(); from tests.faults.rounds import driver; driver.main()"
SETTINGS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=40 -c port="


def asked() -> Namespace:
    parser = ArgumentParser(
        description="Kill -9 at random moments while people work, and count what was kept."
    )
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("ROUNDS", "100")))
    parser.add_argument(
        "--engine", choices=("sqlite", "postgresql"), default=os.environ.get("ENGINE") or "sqlite"
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="the moments, acts and kinds of kill are drawn from it"
    )
    parser.add_argument(
        "--database", default="", help="an installation of tests/faults/world that is there already"
    )
    return parser.parse_args()


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A PostgreSQL of ours: its address, and the pg_ctl command that stops and starts it."""
    found = subprocess.run(
        ["bash", str(ROOT / "scripts/postgres_bin.sh")], capture_output=True, text=True, check=True
    )
    programs, data = Path(found.stdout.strip()), folder / "server"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # PostgreSQL refuses to run as root: a less powerful user does it then.
    other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    data.mkdir()
    if other:
        folder.chmod(0o755)
        shutil.chown(data, "postgres")
    subprocess.run(
        [*other, str(programs / "initdb"), "-D", str(data), "-U", "thenchot", "--auth=trust", "--encoding=UTF8", "--locale=C"],
        check=True, capture_output=True, cwd="/",
    )  # fmt: skip
    control = [*other, str(programs / "pg_ctl"), "-D", str(data), "-o", f"{SETTINGS}{port}"]
    subprocess.run(
        [*control, "-w", "-l", "/dev/null", "start"], check=True, stdout=subprocess.DEVNULL, cwd="/"
    )
    try:
        yield f"postgres://thenchot@127.0.0.1:{port}/postgres", control
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd="/")


def play(given: Namespace, address: str, folder: Path, control: list[str]) -> int:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THENCHOT_")}
    environment = {
        **kept, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "thenchot.config.settings",
        "THENCHOT_DATABASE_URL": address, "THENCHOT_DATA": str(folder / "data"), "THENCHOT_DEMO": "1",
        "THENCHOT_SEAL_KEY": "khóa của bài thử",
    }  # fmt: skip
    plan = {"rounds": given.rounds, "seed": given.seed, "database": control, "empty": not given.database}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUN, json.dumps(plan)],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        return done.returncode
    said = json.loads(done.stdout.splitlines()[-1])
    print(json.dumps(said, ensure_ascii=False, indent=1))
    return 1 if said["faults"] else 0


def main() -> int:
    given = asked()
    with tempfile.TemporaryDirectory(prefix="thenchot-rounds.") as name:
        folder = Path(name)
        if given.database:
            return play(given, given.database, folder, [])
        if given.engine == "sqlite":
            return play(given, f"sqlite:///{folder}/rounds.sqlite3", folder, [])
        with server(folder) as (address, control):
            return play(given, address, folder, control)


if __name__ == "__main__":
    sys.exit(main())
