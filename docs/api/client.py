"""A client of Then Chốt's JSON API, in the standard library alone: copy it, or read it as the description in action.

    export THENCHOT_API=https://thenchot.example.gov.vn/api/v1
    export THENCHOT_API_SECRET=thenchot_…
    python client.py me
    python client.py tasks period=2026-11
    python client.py push tasks tasks.jsonl

`push` sends one JSON object a line. Each line gets an idempotency key made of its content, so a push that broke off is simply
started again: what arrived before is answered as it was then, and nothing is written twice.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TRIES, FIRST_WAIT, LONGEST_WAIT = 6, 0.5, 60.0
AGAIN = {429, 500, 502, 503, 504}
"""What may be otherwise a moment later. Every other refusal stays one until somebody mends what was sent."""


@dataclass
class Refused(Exception):
    """The server's problem+json: `code` is stable, `detail` says what to do."""

    status: int
    code: str
    detail: str
    problem: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.detail}"


def key_of(path: str, body: object) -> str:
    """The same content has the same idempotency key, on whichever day and machine it is sent."""
    spelled = json.dumps([path, body], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(spelled.encode()).hexdigest()


class Client:
    """Asks with one secret; waits and asks again where that may help."""

    def __init__(self, address: str, secret: str, language: str = "vi", wait: Any = time.sleep) -> None:
        self.address = address.rstrip("/")
        self.headers = {"Authorization": f"Bearer {secret}", "Accept": "application/json", "Accept-Language": language}
        self.wait = wait

    def get(self, path: str, **query: object) -> Any:
        """One answer."""
        asked = urllib.parse.urlencode({name: value for name, value in query.items() if value not in (None, "")})
        return self._ask("GET", f"{path}?{asked}" if asked else path, None, {})

    def all(self, path: str, **query: object) -> Iterator[dict[str, Any]]:
        """Every item of a list, a stretch at a time."""
        cursor = ""
        while cursor is not None:
            found = self.get(path, **query, cursor=cursor)
            yield from found["items"]
            cursor = found["next"]

    def post(self, path: str, body: object, key: str = "") -> Any:
        """Write, once: sent again after a broken connection, it keeps its idempotency key."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": key or key_of(path, body)}
        return self._ask("POST", path, json.dumps(body).encode(), headers)

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Any:
        request = urllib.request.Request(  # noqa: S310  # the address is the operator's own setting
            f"{self.address}/{path}", data=body, headers={**self.headers, **headers}, method=method
        )
        for tried in range(1, TRIES + 1):
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code not in AGAIN or tried == TRIES:
                    raise _refused(error) from error
                self.wait(self._pause(tried, error.headers.get("Retry-After")))
            except OSError:
                # No answer at all: it may have arrived or not, which the idempotency key makes alike.
                if tried == TRIES:
                    raise
                self.wait(self._pause(tried, None))
        raise AssertionError("the last try answers or raises")

    @staticmethod
    def _pause(tried: int, asked: str | None) -> float:
        """As long as the server asks; else longer each time, and never all clients at one moment."""
        if asked and asked.isdecimal():
            return float(asked)
        return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** (tried - 1)) * random.uniform(0.5, 1.0)  # noqa: S311


def _refused(error: urllib.error.HTTPError) -> Refused:
    try:
        said = json.loads(error.read())
    except ValueError:
        said = {}
    return Refused(error.code, str(said.get("code", "")), str(said.get("detail", error.reason)), said)


def push(client: Client, path: str, lines: Iterator[str]) -> tuple[int, list[tuple[int, Refused]]]:
    """Send one object a line; returns how many were taken, and the lines that were refused, with why."""
    taken, refused = 0, []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            client.post(path, json.loads(line))
            taken += 1
        except Refused as refusal:
            refused.append((number, refusal))
    return taken, refused


def main(arguments: list[str]) -> int:
    client = Client(os.environ["THENCHOT_API"], os.environ["THENCHOT_API_SECRET"])
    if arguments[:1] == ["push"] and len(arguments) == 3:
        with Path(arguments[2]).open(encoding="utf-8") as file:
            taken, refused = push(client, arguments[1], file)
        print(f"{taken} taken, {len(refused)} refused")
        for number, refusal in refused:
            print(f"  line {number}: {refusal}")
        return 1 if refused else 0
    path, query = arguments[0], dict(word.split("=", 1) for word in arguments[1:])
    if path in ("units", "people", "tasks", "evidence", "sheets", "results"):
        for item in client.all(path, **query):
            print(json.dumps(item, ensure_ascii=False))
    else:
        print(json.dumps(client.get(path, **query), ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
