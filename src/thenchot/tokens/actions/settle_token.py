"""The organisation body of the place approves a key that was asked for, or does not, with the reason (duyệt khóa)."""

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


def settle_token(*, by: Identity, token: Token, approved: bool, note: str = "") -> None:
    """Its owner and who asked for it are told. Refuses no without a reason, and what is settled already."""
    note = note.strip()[:300]
    if not approved and not note:
        raise REASON_NEEDED(field="note")
    at, state = clock.now(), "approved" if approved else "declined"
    with transaction.atomic():
        changed = Token.objects.filter(id=token.id, version=token.version, state="requested").update(
            state=state, settled_by_id=by.person_id, settled_at=at, note=note, version=token.version + 1
        )
        refuse_if(not changed, SETTLED_ALREADY)
        record_next(
            by.actor, Act("token", token.id, "approve" if approved else "decline", {"note": note}), at
        )
        told = {"by": by.name, "software": token.name, "note": note}
        people = {token.owner_id, token.requested_by_id}
        notify([Message(person, f"token_{state}", told, "/khoa-ket-noi") for person in sorted(people)])
