"""From the command to the first answer, and how much disk the base install takes."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from importlib.metadata import distribution, distributions
from pathlib import Path

from packaging.requirements import Requirement

from bench import serving
from bench.city import City
from bench.measure import Figure


def measure(_: City) -> Iterator[Figure]:
    begun = time.perf_counter()
    with serving.served("thenchot.config.wsgi:application") as port:
        line = http.client.HTTPConnection("127.0.0.1", port)
        line.request("GET", "/dang-nhap", headers={"Host": "localhost"})
        assert line.getresponse().status == 200
        yield Figure("start to the first answer", time.perf_counter() - begun, bar=3)
    yield Figure("base install", installed("thenchot") / 1e6, "MB", bar=200)


def installed(name: str) -> int:
    """Bytes of a distribution and of everything it needs, without extras nobody asked for."""
    known = {_plain(one.metadata["Name"]) for one in distributions()}
    wanted, left = set[str](), [(name, frozenset[str]())]
    while left:
        here, extras = left.pop()
        wanted.add(here)
        for text in distribution(here).requires or []:
            need = Requirement(text)
            fits = need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in extras | {""})
            if fits and _plain(need.name) in known and _plain(need.name) not in wanted:
                left.append((_plain(need.name), frozenset(need.extras)))
    return sum(_bytes(one) for one in wanted)


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def _bytes(name: str) -> int:
    paths = (file.locate() for file in distribution(name).files or [])
    return sum(path.stat().st_size for path in map(Path, map(str, paths)) if path.is_file())
