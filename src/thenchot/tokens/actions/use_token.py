"""Let a request in by its secret, and count it: so many in a minute, whichever process answers."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Case, F, Q, When

from thenchot.lib import clock
from thenchot.tokens.access import caller_of, open_secret
from thenchot.tokens.caller import Caller
from thenchot.tokens.models import Secret, Token
from thenchot.tokens.refusals import TOO_FAST

MINUTE = 60
TOUCH = timedelta(minutes=5)
"""How often the time of last use of a secret is written down; that of the key is with each request."""


def use_token(*, secret: str) -> Caller:
    """Who asks. Refuses a secret that opens nothing (401) and one request too many (429)."""
    now = clock.now()
    kept = open_secret(secret, now)
    caller = caller_of(kept.token, now.date())
    minute, limit = int(now.timestamp()) // MINUTE, settings.API_PER_MINUTE
    left = Token.objects.filter(~Q(minute=minute) | Q(asked__lt=limit), id=caller.token_id)
    again = Case(When(minute=minute, then=F("asked") + 1), default=1)
    if not left.update(asked=again, minute=minute, used_at=now):
        raise TOO_FAST(limit=limit, seconds=MINUTE - now.second)
    if kept.used_at is None or now - kept.used_at > TOUCH:
        Secret.objects.filter(id=kept.id).update(used_at=now)
    return caller
