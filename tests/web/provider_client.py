"""The provider's process started and spoken to, as a browser and as its administrator would."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

SCRIPT = Path(__file__).with_name("provider.py")


@contextmanager
def running() -> Iterator[Provider]:
    """The provider's process, on a free port."""
    process = subprocess.Popen([sys.executable, "-W", "ignore", str(SCRIPT), "0"], stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield Provider(f"http://127.0.0.1:{int(process.stdout.readline())}")
    finally:
        process.terminate()
        process.wait(10)


class Provider:
    """Speaks to the process as a browser and as its administrator would."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer

    def lies(self, how: str = "") -> None:
        self._ask("PUT", f"/lie?{urlencode({'as': how})}")

    def has(self, sub: str, **claims: Any) -> None:
        self._ask("PUT", f"/users/{sub}", json.dumps(claims).encode(), "application/json")

    def agrees(self, there: str, sub: str) -> str:
        """Sign in at the page that the product sent the browser to; returns where the browser is sent back to."""
        data = urlencode({"sub": sub}).encode()
        return self._ask("POST", there.removeprefix(self.issuer), data, "application/x-www-form-urlencoded")

    def _ask(self, method: str, path: str, data: bytes | None = None, kind: str = "") -> str:
        request = urllib.request.Request(self.issuer + path, data, {"Content-Type": kind} if kind else {}, method=method)
        with urllib.request.build_opener(NoRedirect).open(request, timeout=10) as answer:
            return str(answer.headers.get("Location", ""))


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Hands the answer over as it is."""

    def http_error_302(self, req: Any, fp: Any, code: int, msg: str, headers: Any) -> Any:
        return fp
