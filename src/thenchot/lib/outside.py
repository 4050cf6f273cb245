"""The one way out to another machine: only to an address that was entered, only to that host, only so much, only so long."""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, ip_address
from time import monotonic
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""This machine, where the address says so itself: the only host that is asked without encryption."""
PLAIN = re.compile(r"[!-~]+")
"""ASCII letters, digits and signs, no spaces: what an address is written in."""
PORTS = {"http": 80, "https": 443}
SECONDS, ALL_SECONDS = 10, 60
"""For a single wait, and for one question from beginning to end."""
MOST_BYTES = 8 * 1024 * 1024
PART = 64 * 1024
AGENT = "ThenChot/1"


class AddressError(ValueError):
    """An address nobody will be asked at; `code` says why: scheme, host, extra."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NoAnswerError(Exception):
    """The other machine gave nothing of use; `code` is unreachable, elsewhere, status, redirect, too_large or no_json."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code, self.detail = code, detail


@dataclass(frozen=True)
class Place:
    """An address taken apart, with the secret that opens it."""

    secure: bool
    host: str
    port: int
    path: str
    secret: str = ""


def place_of(address: str, secret: str = "") -> Place:
    """Read https://host[:port][/path]; http:// for this machine only. Raises AddressError."""
    typed = address.strip()
    parts, port = _parts(typed)
    host = parts.hostname or ""
    if parts.scheme != "https" and (parts.scheme, host in HERE) != ("http", True):
        raise AddressError("scheme")
    if not all(PLAIN.fullmatch(text) for text in (host, typed)):
        raise AddressError("host")
    if any((parts.username is not None, parts.query, parts.fragment)):
        raise AddressError("extra")
    return Place(parts.scheme == "https", host, port or PORTS[parts.scheme], parts.path.rstrip("/"), secret)


def _parts(typed: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(typed)
        return parts, parts.port
    except ValueError as wrong:
        raise AddressError("host") from wrong


def ask(place: Place, path: str, query: Mapping[str, str]) -> Any:
    """GET what lies under the address as JSON; numbers with a point come as exact texts. Raises NoAnswerError."""
    asked = f"{place.path}{path}" + (f"?{urlencode(query)}" if query else "")
    return _said(_exchanged(place, "GET", asked))


def hand_over(place: Place, path: str, body: bytes, headers: Mapping[str, str]) -> Any:
    """POST JSON and return the JSON answered. Raises NoAnswerError."""
    return _said(_exchanged(place, "POST", f"{place.path}{path}", body, headers))


def _said(content: bytes) -> Any:
    try:
        return json.loads(content, parse_float=str, parse_constant=_no_number)
    except (ValueError, RecursionError) as wrong:
        raise NoAnswerError("no_json") from wrong


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _exchanged(place: Place, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> bytes:
    try:
        with closing(_connected(place)) as line:
            line.request(method, path or "/", body or None, {**_headers(place), **(headers or {})})
            return _read(line.getresponse())
    except (OSError, HTTPException, UnicodeError) as wrong:
        raise NoAnswerError("unreachable", type(wrong).__name__) from wrong


def _headers(place: Place) -> dict[str, str]:
    known = {"User-Agent": AGENT, "Accept": "application/json", "Content-Type": "application/json"}
    return known | ({"Authorization": f"Bearer {place.secret}"} if place.secret else {})


def _connected(place: Place) -> HTTPConnection:
    """A line to the very number that was looked at: a name that means another machine a moment later leads nowhere."""
    line = HTTPConnection(place.host, place.port, timeout=SECONDS)
    sock = socket.create_connection((str(_number_of(place)), place.port), SECONDS)
    try:
        line.sock = ssl.create_default_context().wrap_socket(sock, server_hostname=place.host) if place.secure else sock
    except OSError:
        sock.close()
        raise
    return line


def _number_of(place: Place) -> IPv4Address | IPv6Address:
    """The machine the name means. A name that leads back here, or to a network's own services, is followed nowhere."""
    found = [ip_address(row[4][0]) for row in socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)]
    for number in found:
        plain = getattr(number, "ipv4_mapped", None) or number
        if not _may_be_asked(plain, place.host):
            raise NoAnswerError("elsewhere", str(number))
    return found[0]


def _may_be_asked(number: IPv4Address | IPv6Address, host: str) -> bool:
    if number.is_loopback or host in HERE:
        # A name of this machine that leads to another one would carry the secret there in the clear.
        return number.is_loopback and host in HERE
    return not (number.is_link_local or number.is_multicast or number.is_unspecified)


def _read(answer: HTTPResponse) -> bytes:
    if 300 <= answer.status < 400:
        # Followed, it would carry the secret, or lead inside, to a place that nobody entered.
        raise NoAnswerError("redirect", str(answer.status))
    if not 200 <= answer.status < 300:
        raise NoAnswerError("status", str(answer.status))
    content, until = bytearray(), monotonic() + ALL_SECONDS
    while part := answer.read1(PART):
        content += part
        if len(content) > MOST_BYTES:
            raise NoAnswerError("too_large", str(MOST_BYTES // (1024 * 1024)))
        if monotonic() > until:
            raise NoAnswerError("unreachable", "TimeoutError")
    return bytes(content)
