"""A write of other software: done once however often it is sent, and answered alike."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from ninja import Schema

from thenchot.api.door import Asking
from thenchot.api.refusals import KEY_NEEDED
from thenchot.lib.canonical import sha256
from thenchot.tokens.actions.answer_once import Answer, Sent, answer_once

HEADER, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
SHORTEST, LONGEST = 8, 80
CREATED, DONE = 201, 200


def write(request: Asking, act: Callable[[], Schema], status: int = DONE) -> HttpResponse:
    """Refuses a request without an idempotency key, and one whose key came with something else before."""
    key = request.headers.get(HEADER, "")
    if not SHORTEST <= len(key) <= LONGEST or not key.isascii() or not key.isprintable():
        raise KEY_NEEDED()
    sent = Sent(key, sha256(f"{request.method}\n{request.path}\n{request.body.decode()}"))
    answer = answer_once(by=request.auth, sent=sent, act=lambda: Answer(status, act().model_dump_json()))
    found = HttpResponse(answer.body, content_type="application/json", status=answer.status)
    if answer.replayed:
        found.headers[REPLAYED] = "true"
    return found
