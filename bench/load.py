"""Many people at once: a number of connections that each send one request after another."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bench.visitors import Ask

CONNECTIONS = 16


@dataclass(frozen=True)
class Load:
    """What came of it: requests a second, the 95th percentile in milliseconds, and how often each status was answered."""

    rate: float
    p95: float
    statuses: Counter[int]


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
