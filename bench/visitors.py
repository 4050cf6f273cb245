"""Signed-in people and what they send: signed in as the pages do it, requests as bytes and as WSGI calls."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import login
from django.test import RequestFactory

from bench.maker.authority import code_of
from thenchot.people.actions.open_accounts import open_accounts
from thenchot.people.models import Account
from thenchot.web.security.store import SessionStore

TOKEN = "t" * 32
"""What both the cookie and the form carry against forged requests."""
Application = Callable[[dict[str, Any], Any], Any]


def sign_in(people: Sequence[int]) -> dict[int, str]:
    """Give each person an account and a session; returns the cookie header of each."""
    open_accounts(staff_codes=[code_of(person) for person in people])
    cookies = {}
    for account in Account.objects.filter(person_id__in=people):
        request = RequestFactory().get("/")
        request.session = SessionStore()
        login(request, account, backend="django.contrib.auth.backends.ModelBackend")
        request.session.save()
        kept = {"sessionid": request.session.session_key, "csrftoken": TOKEN, "who": account.staff_code}
        cookies[account.person_id] = "; ".join(f"{name}={value}" for name, value in kept.items())
    return cookies


@dataclass(frozen=True)
class Ask:
    """One request; a form makes it a POST."""

    path: str
    cookie: str
    form: dict[str, str] | None = None

    @property
    def body(self) -> bytes:
        return urlencode({**self.form, "csrfmiddlewaretoken": TOKEN}).encode() if self.form is not None else b""

    @property
    def method(self) -> str:
        return "GET" if self.form is None else "POST"

    def wire(self) -> bytes:
        """The request as it goes over the line."""
        lines = [f"{self.method} {self.path} HTTP/1.1", "Host: localhost", f"Cookie: {self.cookie}"]
        if self.form is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(self.body)}"]
        return "\r\n".join([*lines, "", ""]).encode() + self.body

    def environ(self) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        return {
            "REQUEST_METHOD": self.method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_COOKIE": self.cookie,
            "SCRIPT_NAME": "", "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost", "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(self.body)), "wsgi.input": io.BytesIO(self.body), "wsgi.url_scheme": "http",
        }  # fmt: skip


def call(application: Application, ask: Ask) -> tuple[str, bytes, float]:
    """Carry a request out in this process; returns status, body and the processor's seconds."""
    answer: list[str] = []
    environ = ask.environ()
    begun = time.process_time()
    result = application(environ, lambda status, *_: answer.append(status))
    body = b"".join(result)
    if hasattr(result, "close"):
        result.close()
    return answer[0], body, time.process_time() - begun
