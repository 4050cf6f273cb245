"""The way out where somebody tries to bend it: odd addresses, names that mean several machines, answers at the edge."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.connections.outside_server import Answer, Outside, outside
from thenchot.lib import outside as way
from thenchot.lib.outside import AddressError, NoAnswerError, Place, ask, hand_over, place_of


@pytest.fixture(scope="module")
def server() -> Iterator[Outside]:
    with outside() as running:
        yield running


@pytest.fixture
def no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening a line fails the test."""

    def connects(*_: object, **__: object) -> socket.socket:
        raise AssertionError("a line was opened")

    monkeypatch.setattr(socket, "create_connection", connects)


def means(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in numbers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("HTTP://a.vn", "scheme"), ("http://127.0.0.1.vi-du.vn", "scheme"), ("http://localhost.vi-du.vn", "scheme"),
        ("http://127.0.0.2", "scheme"), ("javascript:alert(1)", "scheme"), ("//a.vn/x", "scheme"), ("unix:/run/x", "scheme"),
        ("http://0177.0.0.1", "scheme"), ("http://2130706433", "scheme"), ("http://[::ffff:127.0.0.1]", "scheme"),
        ("https:///x", "host"), ("https://a.vn:-1", "host"), ("https://a.vn:x", "host"), ("https://:443", "host"),
        ("https://a.vn/tệp", "host"), ("https://a.vn/a b", "host"), ("https://a.vn/\x00", "host"), ("https://[a.vn]", "host"),
        ("https://@a.vn", "extra"), ("https://:x@a.vn", "extra"), ("https://localhost@a.vn", "extra"),
        ("https://a.vn\\@b.vn", "extra"),
    ],
)  # fmt: skip
def test_an_address_that_only_looks_right_is_refused(address: str, code: str) -> None:
    with pytest.raises(AddressError) as wrong:
        place_of(address)
    assert wrong.value.code == code


@pytest.mark.parametrize(
    ("address", "host", "port", "path"),
    [
        ("HTTPS://A.VN/API", "a.vn", 443, "/API"), ("https://a.vn:443", "a.vn", 443, ""), ("https://a.vn:", "a.vn", 443, ""),
        ("https://a.vn///", "a.vn", 443, ""), ("https://a.vn/a//b/", "a.vn", 443, "/a//b"),
        ("https://a.vn/%C3%A1", "a.vn", 443, "/%C3%A1"), ("https://[2001:db8::1]:8443/x", "2001:db8::1", 8443, "/x"),
        ("https://xn--mt-ca-hya.vn", "xn--mt-ca-hya.vn", 443, ""),
    ],
)  # fmt: skip
def test_one_place_may_be_written_in_many_ways(address: str, host: str, port: int, path: str) -> None:
    assert place_of(address, "k") == Place(True, host, port, path, "k")


@given(st.text(max_size=40))
def test_whatever_is_typed_is_an_encrypted_place_this_machine_or_refused_with_a_known_reason(typed: str) -> None:
    try:
        place = place_of(typed)
    except AddressError as wrong:
        assert wrong.code in ("scheme", "host", "extra")
    else:
        assert place.secure or place.host in way.HERE
        assert place.host.isascii()
        assert not place.path.endswith("/")


labels = st.from_regex(r"[a-z][a-z0-9-]{0,10}[a-z0-9]", fullmatch=True)


@given(st.lists(labels, min_size=2, max_size=4), st.integers(1, 65535), st.lists(labels, max_size=3))
def test_an_address_read_and_written_again_is_the_same_place(host: list[str], port: int, path: list[str]) -> None:
    written = f"https://{'.'.join(host)}:{port}/{'/'.join(path)}"
    place = place_of(written)
    assert (place.host, place.port) == (".".join(host), port)
    assert place_of(f"https://{place.host}:{place.port}{place.path}/") == place


@pytest.mark.parametrize("number", ["10.1.2.3", "192.168.0.9", "203.113.1.1", "2001:db8::5", "fd00::7"])
def test_a_place_in_the_network_of_the_body_may_be_asked(number: str) -> None:
    """Software of a body stands in its own network more often than in the open one."""
    assert way._may_be_asked(ip_address(number), "mot-cua.vi-du.vn")


@pytest.mark.parametrize("number", ["127.0.0.1", "127.9.9.9", "::1", "169.254.169.254", "fe80::1", "224.0.0.1", "ff02::1", "::"])
def test_a_name_never_leads_to_this_machine_or_to_the_networks_own_services(number: str) -> None:
    assert not way._may_be_asked(ip_address(number), "mot-cua.vi-du.vn")


@pytest.mark.parametrize("number", ["10.1.2.3", "203.113.1.1", "fe80::1", "2001:db8::5"])
def test_the_name_of_this_machine_leads_nowhere_else(number: str, monkeypatch: pytest.MonkeyPatch, no_line: None) -> None:
    """It is asked without encryption: where a table of names sends it elsewhere, the secret would travel in the clear."""
    means(monkeypatch, number)
    with pytest.raises(NoAnswerError, match="elsewhere") as wrong:
        ask(place_of("http://localhost:8000", "khoa"), "/tasks", {})
    assert wrong.value.detail == number


def test_one_bad_number_among_good_ones_is_enough(monkeypatch: pytest.MonkeyPatch, no_line: None) -> None:
    means(monkeypatch, "203.113.1.1", "169.254.169.254")
    with pytest.raises(NoAnswerError) as wrong:
        ask(place_of("https://a.vn"), "", {})
    assert (wrong.value.code, wrong.value.detail) == ("elsewhere", "169.254.169.254")


def test_the_line_is_opened_to_the_number_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked again, the name could mean another machine by then."""
    reached: list[object] = []

    def connects(address: object, *_: object) -> socket.socket:
        reached.append(address)
        raise TimeoutError

    means(monkeypatch, "203.113.1.1", "203.113.1.2")
    monkeypatch.setattr(socket, "create_connection", connects)
    with pytest.raises(NoAnswerError) as wrong:
        ask(place_of("https://a.vn:8443"), "", {})
    assert (reached, wrong.value.code, wrong.value.detail) == ([("203.113.1.1", 8443)], "unreachable", "TimeoutError")


@pytest.mark.parametrize("host", ["a..vn", f"{'x' * 70}.vn", "khong-co-ten-nay.invalid"])
def test_a_name_that_is_nobodys_is_no_answer(host: str, monkeypatch: pytest.MonkeyPatch, no_line: None) -> None:
    asked = socket.getaddrinfo

    def looked_up(name: str, *given: object, **more: object) -> object:
        if name.endswith(".invalid"):
            raise socket.gaierror(-2, "Name or service not known")
        return asked(name, None)  # the reader of names refuses these two before any network is asked

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with pytest.raises(NoAnswerError, match="unreachable"):
        ask(place_of(f"https://{host}"), "", {})


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (b"0.1", "0.1"), (b"1e2", "1e2"), (b"0.10000000000000000000000001", "0.10000000000000000000000001"), (b"-0.0", "-0.0"),
        (b"7", 7), (b"123456789012345678901234567890", 123456789012345678901234567890), (b"true", True), (b"null", None),
        (b'\n {"a": [1.50]} ', {"a": ["1.50"]}), ('"Bến Trúc"'.encode(), "Bến Trúc"), (b'"\\u1ebf"', "ế"),
    ],
)  # fmt: skip
def test_figures_are_read_as_they_were_written(said: bytes, read: object) -> None:
    assert way._said(said) == read
    assert type(way._said(said)) is type(read)


@pytest.mark.parametrize(
    "said",
    [b"Infinity", b"-Infinity", b"NaN", b'{"a": 1,}', b"'a'", b"1 2", b"{" * 5000, b"1" * 5000, b"\xef\xbb\xbf{", b"\xc3("],
)
def test_what_only_looks_like_json_is_none(said: bytes) -> None:
    with pytest.raises(NoAnswerError, match="no_json"):
        way._said(said)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)))
def test_what_has_no_point_in_its_figures_is_read_as_it_is(value: object) -> None:
    assert way._said(json.dumps(value).encode()) == value


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_what_is_handed_over_follows_no_redirect_and_is_sent_once(server: Outside, status: int) -> None:
    server.asked.clear()
    server.says(Answer({}, status, (("Location", server.address),)))
    with pytest.raises(NoAnswerError) as wrong:
        hand_over(place_of(server.address, "khoa"), "/packets", b"{}", {"Idempotency-Key": "k"})
    assert (wrong.value.code, wrong.value.detail, len(server.asked)) == ("redirect", str(status), 1)


@pytest.mark.parametrize("status", [400, 401, 403, 409, 413, 422, 500, 502, 599])
def test_no_other_answer_than_yes_is_taken_for_one(server: Outside, status: int) -> None:
    server.says(Answer({"receipt": "BN-1"}, status))
    with pytest.raises(NoAnswerError) as wrong:
        hand_over(place_of(server.address), "/packets", b"{}", {})
    assert (wrong.value.code, wrong.value.detail) == ("status", str(status))


def test_a_question_has_no_mark_where_nothing_is_asked_and_vietnamese_travels_whole(server: Outside) -> None:
    server.says(Answer({}))
    server.asked.clear()
    ask(place_of(server.address), "/tasks", {})
    ask(place_of(server.address), "/tasks", {"after": "số 7/ố&=", "b": ""})
    assert [one.path for one in server.asked] == ["/api/tasks", "/api/tasks?after=s%E1%BB%91+7%2F%E1%BB%91%26%3D&b="]


def test_what_is_said_of_the_asker_is_its_name_and_nothing_of_the_place(server: Outside) -> None:
    server.says(Answer({}))
    ask(place_of(server.address), "", {})
    headers = {name.lower(): value for name, value in server.asked[-1].headers.items()}
    assert (headers["user-agent"], headers["accept"]) == ("ThenChot/1", "application/json")
    assert not {"cookie", "referer", "authorization", "x-forwarded-for"} & headers.keys()


def test_a_header_of_the_sender_stands_before_the_usual_one(server: Outside) -> None:
    server.says(Answer({}))
    hand_over(place_of(server.address), "", b"x", {"Content-Type": "text/plain"})
    assert server.asked[-1].headers["Content-Type"] == "text/plain"


@pytest.mark.parametrize(("size", "fits"), [(200_000, True), (200_001, False)])
def test_the_longest_answer_is_read_to_its_last_byte(
    server: Outside, monkeypatch: pytest.MonkeyPatch, size: int, fits: bool
) -> None:
    monkeypatch.setattr(way, "MOST_BYTES", 200_000)
    server.says(Answer(b'"' + b"x" * (size - 2) + b'"'))
    if fits:
        assert ask(place_of(server.address), "", {}) == "x" * (size - 2)
    else:
        with pytest.raises(NoAnswerError, match="too_large"):
            ask(place_of(server.address), "", {})
