"""The authority takes the higher share for outstanding organisations (Điều 8 khoản 5 điểm b)."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.bodies.models import HigherShare, Round
from thenchot.bodies.refusals import PUBLISHED_ALREADY, SHARE_NOTE
from thenchot.bodies.remaining import is_finished
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def raise_share(*, by: Identity, found: Round, note: str) -> None:
    """Refuses without the achievement; a second time changes nothing."""
    refuse_if(is_finished(found), PUBLISHED_ALREADY)
    if not note.strip():
        raise SHARE_NOTE(field="share_note")
    at = clock.now()
    with transaction.atomic():
        _, made = HigherShare.objects.get_or_create(
            round=found, by_id=by.person_id, defaults={"note": note.strip(), "at": at}
        )
        if made:
            act = Act("round", found.id, "raise_share", {"by": by.person_id, "note": note.strip()})
            Round.objects.filter(id=found.id).update(last_hash=record_next(by.actor, act, at))
