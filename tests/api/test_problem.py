"""Refusals as other software reads them, and what stands before the door, each by itself and in both languages."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from thenchot.api.middleware import MOST_KB, for_software
from thenchot.api.problem import MEDIA, failed, not_as_described, problem
from thenchot.api.refusals import (
    AS_DESCRIBED,
    BAD_CURSOR,
    BODY_TOO_LARGE,
    FAILURE,
    JSON_ONLY,
    KEY_NEEDED,
    METHOD,
    NO_SUCH,
)
from thenchot.evidence.refusals import FACT_NOT_FOUND, NOT_ENTERER, POINTS_WRONG
from thenchot.lib.refusals import Kind
from thenchot.tokens.refusals import TOO_FAST, UNKNOWN

ASK = RequestFactory()


def said(answer: HttpResponse) -> dict[str, Any]:
    assert answer.headers["Content-Type"] == MEDIA
    found: dict[str, Any] = json.loads(answer.content)
    assert found["status"] == answer.status_code
    return found


def through(
    request: Any, answer: Callable[[Any], HttpResponse] = lambda _request: JsonResponse({"reached": True})
) -> HttpResponse:
    return for_software(answer)(request)


@pytest.mark.parametrize(
    ("kind", "params", "status"),
    [
        (AS_DESCRIBED, {"count": 2}, 400), (NO_SUCH, {}, 404), (METHOD, {"allowed": "GET"}, 405),
        (BODY_TOO_LARGE, {"limit": 256}, 413), (JSON_ONLY, {}, 415), (KEY_NEEDED, {}, 400), (BAD_CURSOR, {}, 422),
        (FAILURE, {"shown": "0a1b2c3d"}, 500), (UNKNOWN, {}, 401), (TOO_FAST, {"seconds": 12, "limit": 60}, 429),
    ],
    ids=lambda one: one.code if isinstance(one, Kind) else "",
)  # fmt: skip
def test_each_refusal_of_the_door_has_its_status_its_title_and_a_sentence_in_both_languages(
    kind: Kind, params: dict[str, Any], status: int
) -> None:
    mine = said(problem(kind(**params)))
    with translation.override("en"):
        theirs = said(problem(kind(**params)))
    assert (mine["status"], mine["code"], mine["type"]) == (
        status,
        kind.code,
        f"urn:thenchot:refusal:{kind.code}",
    )
    assert {name for name in mine if mine[name] == theirs[name]} == {"type", "status", "code"}
    assert mine["detail"].endswith(".")
    assert theirs["detail"].isascii() or "“" in theirs["detail"]
    assert not any("{" in mine[name] or "{" in theirs[name] for name in ("title", "detail"))


def test_the_article_and_the_field_are_told_where_there_are_any_and_left_out_where_there_are_none() -> None:
    assert said(problem(NOT_ENTERER()))["article"] == "Điều 20 khoản 4"
    bare = said(problem(FACT_NOT_FOUND()))
    assert not {"article", "field", "errors"} & set(bare)
    at = said(problem(POINTS_WRONG(field="points", max="5")))
    assert (at["field"], "(5)" in at["detail"]) == ("points", True)


def test_only_who_is_unknown_is_asked_for_a_key_and_only_who_is_too_fast_to_wait() -> None:
    unknown, fast, missing = (problem(one) for one in (UNKNOWN(), TOO_FAST(seconds=7, limit=60), NO_SUCH()))
    assert unknown.headers["WWW-Authenticate"] == "Bearer"
    assert fast.headers["Retry-After"] == "7"
    for answer in (fast, missing):
        assert "WWW-Authenticate" not in answer.headers
    for answer in (unknown, missing):
        assert "Retry-After" not in answer.headers


@pytest.mark.parametrize(
    ("loc", "place"),
    [
        (("body", "given", "units"), "body.units"), (("body", "given", "figures", "late"), "body.figures.late"),
        (("body", "given", "rows", 3, "code"), "body.rows.3.code"), (("query", "limit"), "query.limit"),
        (("path", "task_id"), "path.task_id"), (("body",), "body"), ((), ""), (("body", "given"), "body"),
    ],
)  # fmt: skip
def test_a_place_is_named_as_the_sender_wrote_it(loc: tuple[object, ...], place: str) -> None:
    (one,) = said(not_as_described([{"loc": loc, "type": "int_type"}]))["errors"]
    assert (one["at"], one["rule"]) == (place, "int_type")


def test_what_is_missing_and_what_is_too_much_are_said_apart_from_what_is_wrong() -> None:
    rules = ("missing", "extra_forbidden", "string_too_long", "value_error")
    errors = said(not_as_described([{"loc": ("body", "given", "a"), "type": rule} for rule in rules]))[
        "errors"
    ]
    assert len({one["detail"] for one in errors}) == 3
    assert errors[2]["detail"] == errors[3]["detail"]
    with translation.override("en"):
        english = said(not_as_described([{"loc": ("body",), "type": rule} for rule in rules]))
    assert {one["detail"] for one in english["errors"]} & {one["detail"] for one in errors} == set()
    assert [one["rule"] for one in english["errors"]] == list(rules)


@given(st.lists(st.lists(st.one_of(st.text(max_size=9), st.integers(0, 99)), max_size=5), max_size=5))
def test_whatever_differs_each_place_is_one_error_and_the_sentence_counts_them(
    places: list[list[object]],
) -> None:
    found = said(not_as_described([{"loc": tuple(place), "type": "x"} for place in places]))
    assert len(found.get("errors", [])) == len(places)
    assert f" {len(places)} " in found["detail"]


def test_a_failure_tells_a_code_and_the_log_has_the_reason(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise LookupError("mật khẩu nằm trong lời lỗi")
    except LookupError as raised:
        with caplog.at_level(logging.ERROR, "thenchot.api"):
            answers = [failed(ASK.get("/api/v1/tasks"), raised) for _ in range(2)]
    first, second = (said(answer)["detail"] for answer in answers)
    assert first != second, "each failure has a code of its own"
    assert "mật khẩu" not in first
    assert "mật khẩu" in caplog.text
    assert "/api/v1/tasks" in caplog.text


# --- before the door --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("length", "media", "code"),
    [
        (MOST_KB * 1024, "application/json", ""), (MOST_KB * 1024 + 1, "application/json", "api.too_large"),
        ("", "application/json", ""), ("0", "text/plain", ""), ("-1", "application/json", "api.too_large"),
        ("1e9", "application/json", "api.too_large"), (12, "text/json", "api.not_json"),
        (12, "application/json; charset=utf-8", ""), (12, "multipart/form-data", "api.not_json"), (12, "", "api.not_json"),
        (MOST_KB * 1024 + 1, "text/plain", "api.too_large"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_a_body_is_measured_by_its_length_before_it_is_read(
    length: object, media: str, code: str, method: str
) -> None:
    request = ASK.generic(method, "/api/v1/tasks", b"{}", content_type=media)
    request.META["CONTENT_LENGTH"] = str(length)
    request.META["CONTENT_TYPE"] = request.content_type = media.partition(";")[0]
    answer = through(request)
    if code:
        assert said(answer)["code"] == code
    else:
        assert json.loads(answer.content) == {"reached": True}


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("", "vi"), ("en", "en"), ("en-GB,en;q=0.8", "en"), ("vi", "vi"), ("fr", "vi"), ("*", "vi"), ("de, en;q=0.5", "en"),
        ("x" * 300, "vi"), ("vi;q=0.1, en;q=0.9", "en"),
    ],
)  # fmt: skip
def test_the_language_is_the_one_asked_for_and_else_vietnamese(asked: str, language: str) -> None:
    headers = {"Accept-Language": asked} if asked else {}
    with translation.override("en" if language == "vi" else "vi"):
        answer = through(ASK.get("/api/v1/x", headers=headers), lambda _request: problem(NO_SUCH()))
        assert translation.get_language() != language, "it is put back for whoever comes next"
    assert answer.headers["Content-Language"] == language
    assert said(answer)["detail"].startswith({"vi": "Không có", "en": "There is no"}[language])


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (HttpResponse("<h1>404</h1>", status=404), "api.not_found"),
        (HttpResponseNotAllowed(["GET", "POST"]), "api.method"),
    ],
    ids=["missing", "method"],
)
def test_a_page_is_turned_into_what_software_reads(page: HttpResponse, code: str) -> None:
    answer = through(ASK.get("/api/v1/x"), lambda _request: page)
    assert said(answer)["code"] == code
    if code == "api.method":
        assert answer.headers["Allow"] == "GET, POST"
        assert "GET, POST" in said(answer)["detail"]


def test_pages_of_people_pass_untouched() -> None:
    missing = HttpResponse("<h1>Không có trang này</h1>", status=404)
    for path in ("/api", "/apix/v1", "/viec-can-lam", "/"):
        answer = through(ASK.post(path, b"x" * 10, content_type="text/plain"), lambda _request: missing)
        assert answer is missing
        assert "Content-Language" not in answer.headers


def test_what_is_json_already_passes_as_it_is() -> None:
    for answer in (JsonResponse({"items": []}), problem(NO_SUCH()), JsonResponse({}, status=404)):
        before = answer.content
        assert through(ASK.get("/api/v1/x"), lambda _request, kept=answer: kept).content == before  # type: ignore[misc]
