"""Other software at the door: a key, and the shortest way to ask with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.test import Client

ROOT = "/api/v1/"
NUMBERS = count(1)


@dataclass(frozen=True)
class Software:
    """Asks with one secret; each write gets an idempotency key of its own unless one is given."""

    secret: str = ""
    language: str = ""

    def get(self, path: str) -> Any:
        return Client().get(ROOT + path, headers=self._headers())

    def post(self, path: str, body: object, key: str = "") -> Any:
        headers = self._headers() | {"Idempotency-Key": key or f"khoa-{next(NUMBERS):08}"}
        return Client().post(ROOT + path, body, content_type="application/json", headers=headers)

    def read(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def all_of(self, path: str, limit: int) -> Iterator[dict[str, Any]]:
        """Every item of a list, read a stretch at a time."""
        after = ""
        while True:
            found = self.read(f"{path}{'&' if '?' in path else '?'}limit={limit}&cursor={after}")
            assert len(found["items"]) <= limit
            yield from found["items"]
            after = found["next"]
            if after is None:
                return

    def _headers(self) -> dict[str, str]:
        given: Mapping[str, str] = {
            "Authorization": f"Bearer {self.secret}",
            "Accept-Language": self.language,
        }
        return {name: value for name, value in given.items() if value.removeprefix("Bearer ")}


def told(answer: Any) -> tuple[int, str]:
    """The status and the code of a refusal, which is always problem+json."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content.decode()
    said = answer.json()
    assert said["status"] == answer.status_code
    assert said["type"] == f"urn:thenchot:refusal:{said['code']}"
    assert said["detail"].endswith((".", "?"))
    return answer.status_code, said["code"]
