"""The product's server as a process of its own, for a block: for those who measure it from outside."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

WORKERS = 2
PATIENCE = 30
GRACE = 5
"""Seconds in which a server is given the chance to end by itself."""


@contextmanager
def served(application: str, **environment: str) -> Iterator[int]:
    """Run the application for the block, in the product's server; gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    threads = "4" if os.environ.get("THENCHOT_DATABASE_URL", "").startswith("postgres") else "1"
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--workers", str(WORKERS), "--blocking-threads", threads,
        "--host", "127.0.0.1", "--port", str(port), "--log-level", "warning", application,
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(port)
        yield port
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to end; one whose workers do not follow is ended with all of them."""
    process.terminate()
    try:
        process.wait(GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server did not start")
