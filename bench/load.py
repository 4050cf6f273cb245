"""Many people at once: a server of its own process, and a number of connections that each send one request after another."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bench.visitors import Ask

CONNECTIONS = 16
WORKERS = 2
PATIENCE = 30
GRACE = 5
"""Seconds in which a server is given the chance to end by itself."""


@dataclass(frozen=True)
class Load:
    """What came of it: requests a second, the 95th percentile in milliseconds, and how often each status was answered."""

    rate: float
    p95: float
    statuses: Counter[int]


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
        command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
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


def send(port: int, asks: Sequence[Ask], warm: Sequence[Ask] = ()) -> Load:
    """Send all requests over the connections, each as soon as the one before on its connection was answered."""
    return asyncio.run(_send(port, [ask.wire() for ask in asks], [ask.wire() for ask in warm]))


async def _send(port: int, asks: list[bytes], warm: list[bytes]) -> Load:
    await _over(port, warm)
    begun = time.perf_counter()
    answers = await _over(port, asks)
    taken = time.perf_counter() - begun
    waits = sorted(wait for _, wait in answers)
    p95 = waits[int(len(waits) * 0.95)] * 1000
    return Load(len(answers) / taken, p95, Counter(status for status, _ in answers))


async def _over(port: int, asks: list[bytes]) -> list[tuple[int, float]]:
    parts = [asks[start::CONNECTIONS] for start in range(CONNECTIONS)]
    done = await asyncio.gather(*(_connection(port, part) for part in parts if part))
    return [answer for part in done for answer in part]


async def _connection(port: int, asks: list[bytes]) -> list[tuple[int, float]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    for ask in asks:
        begun = time.perf_counter()
        writer.write(ask)
        answers.append((await _answer(reader), time.perf_counter() - begun))
    writer.close()
    return answers


async def _answer(reader: asyncio.StreamReader) -> int:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
    if "content-length" in fields:
        await reader.readexactly(int(fields["content-length"]))
    elif "chunked" in fields.get("transfer-encoding", ""):
        while size := int((await reader.readline()).strip(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    return int(head.split(" ", 2)[1])
