"""The description against the code it is made from: every verb, every refusal, every write, and words where words are due."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.utils import translation

from thenchot.api.description import REFUSALS, describe
from thenchot.api.problem import MEDIA, not_as_described, problem
from thenchot.api.refusals import AS_DESCRIBED, BAD_CURSOR, METHOD
from thenchot.lib.refusals import Refusal
from thenchot.tokens.refusals import TOO_FAST, UNKNOWN, VERB_MISSING
from thenchot.tokens.verbs import VERBS
from thenchot.web.tokens import reference
from thenchot.workplan.refusals import NO_UNITS

OPERATIONS = [
    (method, path, operation)
    for path, methods in describe()["paths"].items()
    for method, operation in methods.items()
]
IDS = [operation["operationId"] for _method, _path, operation in OPERATIONS]


def said(refusal: Refusal) -> dict[str, Any]:
    answer = problem(refusal)
    assert answer.headers["Content-Type"] == MEDIA
    found: dict[str, Any] = json.loads(answer.content)
    return found


def test_each_verb_opens_something_and_nothing_asks_for_an_unknown_one() -> None:
    asked = {
        operation["description"].split("`")[1]
        for _m, _p, operation in OPERATIONS
        if operation["description"].startswith("Verb")
    }
    assert asked == set(VERBS)


def test_nothing_scores_ranks_or_decides() -> None:
    """Điều 10: a named person does; no operation and no member of what is sent speaks of it."""
    sent = {name for _m, _p, operation in OPERATIONS for name in _members(operation)}
    assert not {"score", "band", "proposed_level", "decide", "confirm", "marks"} & sent
    assert not [
        path
        for method, path, _operation in OPERATIONS
        if method == "post" and path.startswith(("/api/v1/sheets", "/api/v1/results"))
    ]


def _members(operation: dict[str, Any]) -> list[str]:
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    return list(describe()["components"]["schemas"][name]["properties"]) if name else []


@pytest.mark.parametrize(("method", "path", "operation"), OPERATIONS, ids=IDS)
def test_each_operation_says_what_it_is_and_how_it_refuses(
    method: str, path: str, operation: dict[str, Any]
) -> None:
    assert path.startswith("/api/v1/")
    assert method in ("get", "post")
    assert operation["summary"][0].isupper()
    assert operation["description"].rstrip().endswith(".")
    assert operation["security"] == [{"Secret": []}]
    assert set(operation["responses"]) - {"200", "201"} <= set(REFUSALS)
    assert {"400", "401", "403", "404", "422", "429"} <= set(operation["responses"])
    assert ({"409", "413", "415"} <= set(operation["responses"])) == (method == "post")
    taken = operation["responses"].get("201") or operation["responses"]["200"]
    assert ("headers" in taken) == (method == "post")
    assert taken["content"]["application/json"]["schema"]["$ref"].startswith("#/components/schemas/")


@pytest.mark.parametrize(("method", "path", "operation"), [one for one in OPERATIONS if one[0] == "post"])
def test_what_is_sent_names_every_member_there_is(method: str, path: str, operation: dict[str, Any]) -> None:
    """A member that is spelled wrong is told, not passed over: what was meant would be lost without a word."""
    name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    schema = describe()["components"]["schemas"][name]
    assert schema["additionalProperties"] is False
    assert operation["requestBody"]["required"]
    assert all(re.fullmatch(r"[a-z_]+", member) for member in schema["properties"])


def test_every_list_goes_by_limit_and_cursor() -> None:
    for _method, path, operation in OPERATIONS:
        answer = (
            operation["responses"]
            .get("200", {})
            .get("content", {})
            .get("application/json", {})
            .get("schema", {})
        )
        shape = describe()["components"]["schemas"].get(answer.get("$ref", "").rpartition("/")[2], {})
        if "next" in shape.get("properties", {}):
            asked = {one["name"]: one["schema"] for one in operation["parameters"]}
            assert asked["limit"]["maximum"] == 200, path
            assert asked["limit"]["default"] == 50
            assert asked["cursor"]["maxLength"] == 200


def test_a_problem_has_code_article_field_and_sentence() -> None:
    found = said(NO_UNITS(field="units"))
    assert found == {
        "type": "urn:thenchot:refusal:workplan.no_units", "title": "Chưa làm được", "status": 422, "code": "workplan.no_units",
        "detail": "Nhập số đơn vị quy đổi lớn hơn 0, ví dụ 2,5.", "article": "Điều 18 khoản 1 điểm b", "field": "units",
    }  # fmt: skip
    assert "article" not in said(BAD_CURSOR())


def test_a_problem_speaks_the_language_in_force() -> None:
    refusals = [
        UNKNOWN(),
        METHOD(allowed="GET"),
        VERB_MISSING(verb=VERBS["tasks.assign"]),
        BAD_CURSOR(field="cursor"),
    ]
    vietnamese = [said(one) for one in refusals]
    with translation.override("en"):
        english = [said(one) for one in refusals]
    assert [one["code"] for one in vietnamese] == [one["code"] for one in english]
    assert not {one["detail"] for one in vietnamese} & {one["detail"] for one in english}
    assert not {one["title"] for one in vietnamese} & {one["title"] for one in english}
    assert "Assign work" in english[2]["detail"]


def test_headers_that_a_status_owes() -> None:
    assert problem(UNKNOWN()).headers["WWW-Authenticate"] == "Bearer"
    assert problem(TOO_FAST(limit=300, seconds=17)).headers["Retry-After"] == "17"
    assert "Retry-After" not in problem(UNKNOWN()).headers


def test_each_place_of_a_request_that_differs_is_named_as_the_sender_knows_it() -> None:
    places = [
        {"loc": ("body", "given", "units"), "type": "string_type"}, {"loc": ("query", "limit"), "type": "int_parsing"},
        {"loc": ("body", "given", "figures", "late"), "type": "value_error"}, {"loc": ("body", "given"), "type": "missing"},
    ]  # fmt: skip
    found = json.loads(not_as_described(places).content)
    assert [one["at"] for one in found["errors"]] == [
        "body.units",
        "query.limit",
        "body.figures.late",
        "body",
    ]
    assert found["code"] == AS_DESCRIBED.code
    assert found["errors"][3]["detail"] == "Thiếu mục này."


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string"}, "văn bản"),
        ({"type": "string", "maxLength": 40}, "văn bản, nhiều nhất 40 ký tự"),
        ({"type": "string", "format": "date"}, "ngày, dạng 2026-11-21"),
        ({"type": "string", "format": "date-time"}, "thời điểm"),
        ({"type": "integer"}, "số nguyên"),
        ({"type": "integer", "minimum": 1, "maximum": 200}, "số nguyên từ 1 đến 200"),
        ({"type": "integer", "minimum": 1, "maximum": 2**31 - 1}, "số nguyên"),
        ({"type": "boolean"}, "true hoặc false"),
        ({"enum": ["planned", "unplanned"], "type": "string"}, "planned | unplanned"),
        ({"type": "array", "items": {"type": "string"}}, "danh sách"),
        ({"type": "object"}, "các cặp mã và giá trị"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "số nguyên hoặc null"),
    ],
)
def test_the_page_says_the_kind_of_a_value_in_words(schema: dict[str, Any], words: str) -> None:
    assert reference._kind(describe(), schema) == words


def test_every_operation_and_group_has_its_words_on_the_page() -> None:
    assert set(reference.SUMMARIES) == set(IDS)
    assert set(reference.GROUPS) == {operation["tags"][0] for _m, _p, operation in OPERATIONS}
    with translation.override("en"):
        english = {str(words) for words in reference.SUMMARIES.values()}
    assert not english & {str(words) for words in reference.SUMMARIES.values()}
