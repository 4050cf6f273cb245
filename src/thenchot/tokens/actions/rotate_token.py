"""The owner takes a new secret; the one before goes on for some days, so that the software can be changed over (đổi mã)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.tokens.actions.issue_token import add_secret
from thenchot.tokens.models import Secret, Token
from thenchot.tokens.refusals import NOT_IN_FORCE, NOT_ROTATABLE


def rotate_token(*, by: Identity, token: Token) -> str:
    """Returns the new secret. Refuses while two secrets are good already: a third would end one that is in use."""
    with transaction.atomic():
        wait_for("secret of", token.id)
        now = clock.now()
        good = [
            one
            for one in Secret.objects.filter(token=token)
            if one.valid_until is None or one.valid_until > now
        ]
        refuse_if(not good, NOT_IN_FORCE)
        refuse_if(len(good) > 1, NOT_ROTATABLE)
        until = now + timedelta(days=settings.API_OVERLAP_DAYS)
        Secret.objects.filter(id=good[0].id).update(valid_until=until)
        return add_secret(by, token, "rotate")
