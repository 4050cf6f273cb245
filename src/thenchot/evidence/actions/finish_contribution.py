"""An office reports its part of a month done (báo nhập xong), with or without facts."""

from __future__ import annotations

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.evidence.models import Contribution, Gathering
from thenchot.evidence.refusals import CONTRIBUTED
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def finish_contribution(*, by: Identity, part: Contribution, facts: int) -> None:
    """`facts` is how many the page showed. Refuses a part that was reported done before."""
    at = clock.now()
    with transaction.atomic():
        changed = Contribution.objects.filter(id=part.id, done_at=None).update(done_at=at, done_by_id=by.person_id)
        refuse_if(not changed, CONTRIBUTED, at=_moment(part))
        act = Act("gathering", part.gathering_id, "finish_contribution", {"source": part.source_code, "facts": facts})
        Gathering.objects.filter(id=part.gathering_id).update(last_hash=record_next(by.actor, act, at))


def _moment(part: Contribution) -> str:
    done = Contribution.objects.values_list("done_at", flat=True).get(id=part.id)
    return f"{done.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}" if done else ""
