"""The client of the documentation by itself: its keys, its patience, what it gives up on."""

from __future__ import annotations

import io
import json
import sys
import urllib.error
import urllib.request
from email.message import Message
from types import ModuleType
from typing import Any

import pytest

from tests.api.test_live import client_py

__all__ = ["client_py"]
HERE = "http://localhost/api/v1"


class Line:
    """Answers in turn: a status with a body, or a broken connection."""

    def __init__(self, *answers: tuple[int, str] | OSError) -> None:
        self.answers, self.sent = list(answers), list[urllib.request.Request]()

    def __call__(self, request: urllib.request.Request, timeout: float) -> Any:
        assert timeout > 0
        self.sent.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, OSError):
            raise answer
        status, body = answer
        if status >= 400:
            headers = Message()
            headers["Retry-After"] = "7" if status == 429 else ""
            raise urllib.error.HTTPError(
                request.full_url, status, "refused", headers, io.BytesIO(body.encode())
            )
        return io.BytesIO(body.encode())


@pytest.fixture
def over(monkeypatch: pytest.MonkeyPatch) -> Any:
    def use(*answers: tuple[int, str] | OSError) -> Line:
        line = Line(*answers)
        monkeypatch.setattr(urllib.request, "urlopen", line)
        return line

    return use


def test_the_same_content_has_the_same_key_whatever_the_order_of_its_members(client_py: ModuleType) -> None:
    one, other = (
        client_py.key_of("tasks", {"a": 1, "b": "việc"}),
        client_py.key_of("tasks", {"b": "việc", "a": 1}),
    )
    assert one == other
    assert len(one) == 64
    assert one != client_py.key_of("tasks", {"a": 2, "b": "việc"})
    assert one != client_py.key_of("evidence", {"a": 1, "b": "việc"})


def test_what_may_be_otherwise_a_moment_later_is_asked_again_with_the_same_key(
    client_py: ModuleType, over: Any
) -> None:
    waits = list[float]()
    line = over(ConnectionResetError(), (503, "<html>"), (429, "{}"), (201, '{"id": 1}'))
    client = client_py.Client(HERE, "thenchot_x", wait=waits.append)
    assert client.post("tasks", {"a": 1}) == {"id": 1}
    assert len({request.get_header("Idempotency-key") for request in line.sent}) == 1
    assert [request.get_header("Authorization") for request in line.sent] == ["Bearer thenchot_x"] * 4
    assert waits[2] == 7.0, "as long as the server asks"
    assert 0.25 <= waits[0] <= 0.5 <= waits[1] <= 1.0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
def test_a_refusal_stays_one_and_is_told_with_its_code(client_py: ModuleType, over: Any, status: int) -> None:
    said = {"code": "workplan.no_units", "detail": "Nhập số đơn vị.", "status": status}
    line = over((status, json.dumps(said)))
    with pytest.raises(client_py.Refused) as raised:
        client_py.Client(HERE, "x", wait=pytest.fail).get("tasks")
    assert (raised.value.status, raised.value.code, raised.value.detail) == (
        status,
        said["code"],
        said["detail"],
    )
    assert raised.value.problem == said
    assert len(line.sent) == 1


def test_it_gives_up_in_the_end(client_py: ModuleType, over: Any) -> None:
    over(*[OSError("cut")] * client_py.TRIES)
    with pytest.raises(OSError, match="cut"):
        client_py.Client(HERE, "x", wait=lambda _: None).get("me")
    over(*[(500, "no json")] * client_py.TRIES)
    with pytest.raises(client_py.Refused) as raised:
        client_py.Client(HERE, "x", wait=lambda _: None).get("me")
    assert (raised.value.status, raised.value.code) == (500, "")


def test_pauses_grow_up_to_a_minute_and_differ(client_py: ModuleType) -> None:
    pauses = [client_py.Client._pause(tried, None) for tried in range(1, 20)]
    assert all(0.25 <= pause <= 60 for pause in pauses)
    assert pauses[-1] >= 30
    assert len({client_py.Client._pause(3, None) for _ in range(20)}) > 1
    assert client_py.Client._pause(1, "12") == 12.0
    assert client_py.Client._pause(1, "soon") <= 0.5


def test_blank_filters_are_left_out_of_the_address(client_py: ModuleType, over: Any) -> None:
    line = over((200, '{"items": [1, 2], "next": "Mg"}'), (200, '{"items": [3], "next": null}'))
    client = client_py.Client(HERE + "/", "x")
    assert list(client.all("tasks", period="2026-11", doer="", status=None)) == [1, 2, 3]
    assert [request.full_url for request in line.sent] == [
        f"{HERE}/tasks?period=2026-11", f"{HERE}/tasks?period=2026-11&cursor=Mg",
    ]  # fmt: skip


def test_the_client_needs_nothing_but_the_standard_library(client_py: ModuleType) -> None:
    names = {
        value.__name__.split(".")[0] for value in vars(client_py).values() if isinstance(value, ModuleType)
    }
    assert names <= set(sys.stdlib_module_names)
