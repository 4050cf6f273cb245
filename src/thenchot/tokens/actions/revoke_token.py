"""A key ends at once, with the reason (thu hồi khóa): by its owner, an administrator or the organisation body."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity
from thenchot.tokens.models import Token
from thenchot.tokens.refusals import REASON_NEEDED, SETTLED_ALREADY


def revoke_token(*, by: Identity, token: Token, reason: str) -> None:
    """The next request with any of its secrets is refused. Refuses without a reason, and one that has ended already."""
    reason = reason.strip()[:300]
    if not reason:
        raise REASON_NEEDED(field="reason")
    at = clock.now()
    with transaction.atomic():
        changed = Token.objects.filter(id=token.id, state__in=("requested", "approved")).update(
            state="revoked", revoked_by_id=by.person_id, revoked_at=at, note=reason, version=token.version + 1
        )
        refuse_if(not changed, SETTLED_ALREADY)
        record_next(by.actor, Act("token", token.id, "revoke", {"note": reason}), at)
        told = {"by": by.name, "software": token.name, "note": reason}
        people = {token.owner_id, token.requested_by_id} - {by.person_id}
        notify([Message(person, "token_revoked", told, "/khoa-ket-noi") for person in sorted(people)])
