"""Do what was sent once, however often it is sent: the act and its answer are kept in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.tokens.caller import Caller
from thenchot.tokens.models import Answered
from thenchot.tokens.refusals import REUSED_KEY


@dataclass(frozen=True)
class Sent:
    """The idempotency key of a write, and the digest of what was sent with it."""

    key: str
    digest: str


@dataclass(frozen=True)
class Answer:
    """A status and a body, as they go over the wire; `replayed` when the act was done by an earlier sending."""

    status: int
    body: str
    replayed: bool = False


def answer_once(*, by: Caller, sent: Sent, act: Callable[[], Answer]) -> Answer:
    """The answer of the first sending. Refuses a key that came with something else before.

    A refusal undoes everything and is not kept: nothing was done, so the same key may come again once its cause is mended.
    Where the machine dies in between, either both the act and its answer are there or neither is.
    """
    with transaction.atomic():
        # Of two at once the second waits here and finds the first.
        wait_for(f"answer {sent.key}", by.token_id)
        known = Answered.objects.filter(token_id=by.token_id, key=sent.key).first()
        if known is not None:
            refuse_if(known.digest != sent.digest, REUSED_KEY)
            return Answer(known.status, known.body, replayed=True)
        answer = act()
        Answered.objects.create(
            token_id=by.token_id,
            key=sent.key,
            digest=sent.digest,
            status=answer.status,
            body=answer.body,
            at=clock.now(),
        )
    return answer


def forget_answers() -> int:
    """Let go of the answers that nobody will ask for again. Returns how many."""
    old = clock.now() - timedelta(days=settings.API_KEEP_DAYS)
    return Answered.objects.filter(at__lt=old).delete()[0]
