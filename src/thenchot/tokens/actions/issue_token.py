"""The owner of an approved key takes its secret (nhận mã bí mật): told this once, kept as a digest only."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.tokens.access import in_force
from thenchot.tokens.models import Secret, Token
from thenchot.tokens.refusals import NOT_IN_FORCE, SETTLED_ALREADY
from thenchot.tokens.secrets import digest_of, hint_of, new_secret


def issue_token(*, by: Identity, token: Token) -> str:
    """Returns the secret. Refuses a key that is not approved or has ended, and one whose secret was taken already."""
    with transaction.atomic():
        wait_for("secret of", token.id)
        refuse_if(Secret.objects.filter(token=token).exists(), SETTLED_ALREADY)
        return add_secret(by, token, "issue")


def add_secret(by: Identity, token: Token, action: str) -> str:
    """Inside the transaction of an act: make a secret and say so in the trail, by its last letters."""
    at = clock.now()
    stored = Token.objects.filter(id=token.id).first()
    refuse_if(stored is None or not in_force(stored, at), NOT_IN_FORCE)
    secret = new_secret()
    Secret.objects.create(token=token, digest=digest_of(secret), hint=hint_of(secret), made_at=at)
    record_next(by.actor, Act("token", token.id, action, {"hint": hint_of(secret)}), at)
    return secret
