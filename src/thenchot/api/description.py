"""The description of the API in OpenAPI 3.1: what the signatures say, with the refusals and the header of each write."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.utils import translation

from thenchot.api.door import api
from thenchot.api.once import HEADER, LONGEST, REPLAYED, SHORTEST
from thenchot.api.problem import MEDIA
from thenchot.api.rooms import ROOMS

ROOT = "/api/v1/"
ABOUT = (
    "JSON for other software of a body. A key (khóa kết nối) opens some verbs over one unit and those below it. Every write "
    "is the same act as the page's: the same rules, refusals and line of audit, and it needs an Idempotency-Key. Lists are "
    "read a stretch at a time: `next` is the cursor of the one behind, null at the end. Refusals are problem+json; `code` is "
    "the code of the pages, `detail` is Vietnamese, or English with Accept-Language: en. Days are ISO 8601; exact numbers "
    "are texts."
)
REFUSALS = {
    "400": "The request is not as described here; `errors` names each place",
    "401": "No key, or one that has ended",
    "403": "What the key sees but may not do, with the article where one applies",
    "404": "What does not exist or lies outside the key's unit",
    "409": "It was changed meanwhile, or is closed",
    "413": "The body is too large",
    "415": "The body is no JSON",
    "422": "As described, but refused by a rule: the sentence says what to do",
    "429": "Too many requests in this minute; Retry-After says for how many seconds to wait",
}
READS = ("400", "401", "403", "404", "422", "429")
PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "stable; the same as on the pages"},
        "detail": {"type": "string", "description": "what to do, in the language asked for"},
        "article": {"type": "string", "description": "the provision behind it"},
        "field": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {"type": "object", "additionalProperties": {"type": "string"}},
        },
    },
}
IDEMPOTENCY: dict[str, Any] = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "A value of your own for each new content; sent again with the same content, the first answer comes back.",
    "schema": {"type": "string", "minLength": SHORTEST, "maxLength": LONGEST, "pattern": "^[!-~]+$"},
}


@cache
def describe() -> dict[str, Any]:
    """The whole document; the same for everybody."""
    assert ROOMS
    with translation.override("en"):
        found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT))
    found["info"]["description"] = ABOUT
    found["info"]["license"] = {"name": "Apache-2.0"}
    found["components"]["schemas"]["Problem"] = PROBLEM
    found["components"]["responses"] = {f"Problem{status}": _response(words) for status, words in REFUSALS.items()}
    found["paths"] = dict(sorted(found["paths"].items()))
    found["components"]["schemas"] = dict(sorted(found["components"]["schemas"].items()))
    for operations in found["paths"].values():
        for method, operation in operations.items():
            _complete(method, operation)
    return found


def _response(words: str) -> dict[str, Any]:
    return {"description": words, "content": {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}}


def _complete(method: str, operation: dict[str, Any]) -> None:
    writes = method == "post"
    known = REFUSALS if writes else READS
    answers = {str(status): answer for status, answer in operation["responses"].items()}
    refusals = {status: {"$ref": f"#/components/responses/Problem{status}"} for status in known}
    operation["responses"] = answers | refusals
    if writes:
        operation["parameters"] = [*operation.get("parameters", []), IDEMPOTENCY]
        said = {"description": "“true” where an earlier sending did it", "schema": {"type": "string"}}
        for answer in answers.values():
            answer["headers"] = {REPLAYED: said}
