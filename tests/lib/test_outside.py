"""The way out: to the host that was entered and nowhere else, for so much and so long, asked of a real server."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from tests.connections.outside_server import Answer, Outside, outside
from thenchot.lib import outside as way
from thenchot.lib.outside import AddressError, NoAnswerError, Place, ask, hand_over, place_of


@pytest.fixture(scope="module")
def server() -> Iterator[Outside]:
    with outside() as running:
        yield running


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://mot-cua.vi-du.vn", Place(True, "mot-cua.vi-du.vn", 443, "")),
        (" https://mot-cua.vi-du.vn:8443/api/v2/ ", Place(True, "mot-cua.vi-du.vn", 8443, "/api/v2")),
        ("http://localhost:8000/x", Place(False, "localhost", 8000, "/x")),
        ("http://[::1]/x", Place(False, "::1", 80, "/x")),
        ("https://10.1.2.3/x", Place(True, "10.1.2.3", 443, "/x")),
    ],
)  # fmt: skip
def test_an_address_is_read(address: str, place: Place) -> None:
    assert place_of(address) == place


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://mot-cua.vi-du.vn", "scheme"), ("ftp://mot-cua.vi-du.vn", "scheme"), ("mot-cua.vi-du.vn", "scheme"),
        ("file:///etc/passwd", "scheme"), ("http://10.1.2.3", "scheme"), ("", "scheme"), ("https://", "host"),
        ("https://một-cửa.vn", "host"), ("https://a b.vn", "host"), ("https://a.vn:99999", "host"), ("https://[::1", "host"),
        ("https://ten:khoa@a.vn", "extra"), ("https://a.vn/?x=1", "extra"), ("https://a.vn/#x", "extra"),
    ],
)  # fmt: skip
def test_an_address_that_nobody_will_be_asked_at_is_refused_with_its_reason(address: str, code: str) -> None:
    with pytest.raises(AddressError) as wrong:
        place_of(address)
    assert wrong.value.code == code


def test_a_question_carries_the_secret_and_numbers_come_back_exact(server: Outside) -> None:
    server.says(Answer({"units": 2.50, "n": 3, "ten": "Bến Trúc"}))
    said = ask(place_of(server.address, "khoa-1"), "/tasks", {"after": "7&x"})
    assert said == {"units": "2.5", "n": 3, "ten": "Bến Trúc"}
    asked = server.asked[-1]
    assert (asked.method, asked.path) == ("GET", "/api/tasks?after=7%26x")
    assert asked.headers["Authorization"] == "Bearer khoa-1"
    assert asked.headers["Host"].startswith("127.0.0.1:")


def test_what_is_handed_over_arrives_whole(server: Outside) -> None:
    server.says(Answer({"receipt": "BN-1"}, 201))
    assert hand_over(place_of(server.address), "", b'{"a": 1}', {"Idempotency-Key": "k"}) == {"receipt": "BN-1"}
    asked = server.asked[-1]
    assert (asked.method, asked.path, asked.body, asked.headers["Idempotency-Key"]) == ("POST", "/api", b'{"a": 1}', "k")
    assert "Authorization" not in asked.headers


@pytest.mark.parametrize(
    ("answer", "code", "detail"),
    [
        (Answer({}, 500), "status", "500"), (Answer({}, 429), "status", "429"), (Answer({}, 404), "status", "404"),
        (Answer({}, 302, (("Location", "http://127.0.0.1:1/"),)), "redirect", "302"), (Answer({}, 307), "redirect", "307"),
        (Answer(b"<html>"), "no_json", ""), (Answer(b'{"a": NaN}'), "no_json", ""), (Answer(b"[" * 100_000), "no_json", ""),
        (Answer(b"\xff\xfe"), "no_json", ""), (Answer(b""), "no_json", ""), (Answer(status=0), "unreachable", ""),
    ],
)  # fmt: skip
def test_an_answer_of_no_use_says_why(server: Outside, answer: Answer, code: str, detail: str) -> None:
    server.says(answer)
    before = len(server.asked)
    with pytest.raises(NoAnswerError) as wrong:
        ask(place_of(server.address), "/x", {})
    assert wrong.value.code == code
    assert not detail or wrong.value.detail == detail
    assert len(server.asked) == before + 1  # a redirect is followed nowhere


def test_an_answer_without_end_is_cut_off(server: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    server.says(Answer(b" " * 300_000))
    monkeypatch.setattr(way, "MOST_BYTES", 200_000)
    with pytest.raises(NoAnswerError, match="too_large"):
        ask(place_of(server.address), "", {})
    monkeypatch.setattr(way, "MOST_BYTES", 400_000)
    monkeypatch.setattr(way, "ALL_SECONDS", -1)
    with pytest.raises(NoAnswerError, match="TimeoutError"):
        ask(place_of(server.address), "", {})


@pytest.mark.parametrize(
    "numbers",
    [["127.0.0.1"], ["169.254.169.254"], ["10.0.0.5", "127.0.0.1"], ["::1"], ["fe80::1"], ["0.0.0.0"], ["::ffff:127.0.0.1"]],
)
def test_a_name_that_leads_back_here_is_not_followed(monkeypatch: pytest.MonkeyPatch, numbers: list[str]) -> None:
    """A name in a directory that somebody else keeps could lead to this machine, or to a network's own services."""
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in numbers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)

    def connects(*_: Any, **__: Any) -> socket.socket:
        raise AssertionError("a line was opened")

    monkeypatch.setattr(socket, "create_connection", connects)
    with pytest.raises(NoAnswerError, match="elsewhere"):
        ask(place_of("https://mot-cua.vi-du.vn"), "", {})


def test_a_line_without_encryption_is_never_taken_for_an_encrypted_one(server: Outside) -> None:
    plain = place_of(server.address)
    with pytest.raises(NoAnswerError, match="unreachable"):
        ask(Place(True, plain.host, plain.port, plain.path), "", {})


def test_nobody_there_is_no_answer() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(NoAnswerError, match="unreachable"):
            ask(Place(False, "127.0.0.1", taken.getsockname()[1], ""), "", {})
