"""The door itself: nobody without a key, JSON whatever happens, both languages, nothing sent twice, nothing too large."""

from __future__ import annotations

import json
import logging
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.api.asking import ROOT, Software, told
from tests.api.test_writing import work
from tests.structure.house import ROOT as HOUSE
from tests.web.world import STAFF, World
from thenchot.api.description import describe
from thenchot.api.tokens import me
from thenchot.lib import clock
from thenchot.people.models import Account
from thenchot.tokens.models import Answered, Token
from thenchot.workplan.models import Task

pytestmark = pytest.mark.django_db


def raw(software: Software, body: bytes, media: str = "application/json", key: str = "khoa-tho-01") -> Any:
    headers = {"Authorization": f"Bearer {software.secret}", "Idempotency-Key": key}
    return Client().post(f"{ROOT}tasks", body, content_type=media, headers=headers)


def test_without_a_key_nothing_is_told(world: World) -> None:
    for software in (Software(), Software("thenchot_sai"), Software("không phải chữ thường")):
        answer = software.get("people")
        assert told(answer) == (401, "token.unknown")
        assert answer.headers["WWW-Authenticate"] == "Bearer"
    basic = Client().get(f"{ROOT}me", headers={"Authorization": "Basic YTpi"})
    assert told(basic) == (401, "token.unknown")


def test_a_signed_in_person_is_no_software(world: World) -> None:
    client = Client()
    client.force_login(Account.objects.get(staff_code=STAFF))
    assert client.get("/viec-can-lam").status_code == 200
    assert told(client.get(f"{ROOT}people")) == (401, "token.unknown")


def test_too_many_requests_wait_until_the_next_minute(
    software: Software, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_PER_MINUTE, at = 2, clock.at(date(2026, 11, 21), 9, 30)
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(seconds=48))
    answers = [software.get("me") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert told(answers[-1]) == (429, "token.too_fast")
    assert answers[-1].headers["Retry-After"] == "12"
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(seconds=61))
    assert software.get("me").status_code == 200


def test_a_write_needs_its_idempotency_key_and_is_done_once(software: Software) -> None:
    before = Task.objects.count()
    for key in ("", "ngắn", "x" * 81, "có dấu cách"):
        headers = {
            "Authorization": f"Bearer {software.secret}",
            "Idempotency-Key": key.encode().decode("latin-1"),
        }
        answer = Client().post(f"{ROOT}tasks", work(), content_type="application/json", headers=headers)
        assert told(answer) == (400, "api.key_needed")
    first, again = (software.post("tasks", work(), "don-0001") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (
        None,
        "true",
    )
    assert told(software.post("tasks", work(units="3"), "don-0001")) == (422, "token.reused_key")
    assert told(software.post("tasks/1/late", work(), "don-0001"))[0] in (400, 422)
    assert (Task.objects.count(), Answered.objects.count()) == (before + 1, 1)


def test_a_refused_write_leaves_its_key_free(software: Software) -> None:
    assert told(software.post("tasks", work(doer="LG-001"), "don-0002")) == (422, "token.person_unknown")
    assert software.post("tasks", work(), "don-0002").status_code == 201


def test_the_key_that_was_revoked_gets_no_old_answer(software: Software) -> None:
    assert software.post("tasks", work(), "don-0003").status_code == 201
    Token.objects.filter(name="Quản lý văn bản").update(state="revoked")
    assert told(software.post("tasks", work(), "don-0003")) == (401, "token.unknown")


@pytest.mark.parametrize(
    ("body", "media", "wanted"),
    [
        (b"{", "application/json", (400, "api.not_as_described")),
        (b"", "application/json", (400, "api.not_as_described")),
        (b"[]", "application/json", (400, "api.not_as_described")),
        (b"\xff\xfe", "application/json", (400, "api.not_as_described")),
        (b'{"doer": "\\ud800"}', "application/json", (400, "api.not_as_described")),
        (b"doer=BT-011", "application/x-www-form-urlencoded", (415, "api.not_json")),
        (b"<doer/>", "text/xml", (415, "api.not_json")),
        (b'"' + b"x" * 300_000 + b'"', "application/json", (413, "api.too_large")),
    ],
    ids=["cut", "nothing", "a list", "no text", "half a letter", "a form", "xml", "too large"],
)
def test_what_is_no_json_of_ours_is_refused_in_words(
    software: Software, body: bytes, media: str, wanted: Any
) -> None:
    assert told(raw(software, body, media)) == wanted


def test_each_place_that_differs_is_named(software: Software) -> None:
    said = software.post("tasks", work(units=2.5, colour="đỏ", doer=None, deadline=20261120)).json()
    assert {(one["at"], one["rule"]) for one in said["errors"]} == {
        ("body.units", "string_type"), ("body.colour", "extra_forbidden"), ("body.doer", "string_type"),
        ("body.deadline", "value_error"),
    }  # fmt: skip
    assert said["detail"].startswith("Yêu cầu không đúng tài liệu ở 4 chỗ")
    assert all(one["detail"] for one in said["errors"])


def test_a_nul_in_a_text_carries_no_meaning(software: Software) -> None:
    made = software.post("tasks", work(content="Trả\x00 lời", reference="A\x001")).json()
    assert (made["content"], made["source"]) == ("Trả lời", "Quản lý văn bản · A1")
    assert software.read("people?cursor=")["items"]
    assert told(software.get("people/BT%00")) == (404, "api.not_found")


def test_the_same_code_in_the_language_asked_for(software: Software) -> None:
    english = Software(software.secret, "en")
    for path, vietnamese, words in (
        ("people/KHONG", "Không có địa chỉ này", "There is no such address"),
        ("people?limit=0", "Yêu cầu không đúng", "The request differs"),
    ):
        mine, theirs = software.get(path), english.get(path)
        assert mine.json()["code"] == theirs.json()["code"]
        assert (mine.headers["Content-Language"], theirs.headers["Content-Language"]) == ("vi", "en")
        assert mine.json()["detail"].startswith(vietnamese)
        assert theirs.json()["detail"].startswith(words)
    assert "Retry" not in english.get("me").headers


def test_no_page_answers_software(software: Software) -> None:
    assert told(software.get("khong-co")) == (404, "api.not_found")
    answer = Client().delete(f"{ROOT}tasks", headers={"Authorization": f"Bearer {software.secret}"})
    assert told(answer) == (405, "api.method")
    assert {word.strip() for word in answer.headers["Allow"].split(",")} == {"GET", "POST"}


def test_a_failure_is_a_code_that_stands_in_the_log(
    software: Software, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(me, "unit_on", breaks)
    with caplog.at_level(logging.ERROR, "thenchot.api"):
        answer = software.get("me")
    assert told(answer) == (500, "api.failed")
    shown = next(
        word
        for word in answer.json()["detail"].rstrip(".").split()
        if len(word) == 8 and word.isalnum() and word.isascii()
    )
    assert shown in caplog.text
    assert "ZeroDivisionError" not in answer.content.decode()


def test_the_description_is_openapi_3_1_open_to_everybody_and_kept_beside_the_documentation() -> None:
    answer = Client().get(f"{ROOT}openapi.json")
    assert answer.status_code == 200
    said = answer.json()
    assert said == describe()
    assert said["openapi"].startswith("3.1")
    assert (HOUSE / "docs" / "api" / "openapi.json").read_text(encoding="utf-8") == written(said)
    for path, operations in said["paths"].items():
        for method, operation in operations.items():
            headers = {one["name"] for one in operation["parameters"] if one["in"] == "header"}
            assert ("Idempotency-Key" in headers) == (method == "post"), path
            assert {"401", "403", "404", "429"} <= set(operation["responses"])


def written(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def test_pages_keep_the_language_that_their_reader_chose(world: World) -> None:
    client = Client()
    client.force_login(Account.objects.get(staff_code=STAFF))
    assert client.get("/viec-can-lam", headers={"Accept-Language": "en"}).headers["Content-Language"] == "vi"
