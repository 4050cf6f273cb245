"""Register for a period under a voluntary checklist (đăng ký): what is undertaken, to be found achieved or not."""

from __future__ import annotations

from thenchot.checklists.moves import put
from thenchot.checklists.refusals import NO_REGISTRATION, TARGET_NEEDED
from thenchot.checklists.replies import Answering, refuse_closed, refuse_unless
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def register(*, by: Identity, given: Answering) -> None:
    """Refuses a checklist that knows no registration, a second one, and one that says nothing."""
    reply, target = given.reply, given.target.strip()
    refuse_if(not given.found.edition.registration, NO_REGISTRATION)
    refuse_closed(given.found, given.period, by.day)
    refuse_unless(reply, "draft")
    if not target:
        raise TARGET_NEEDED(field="target")
    at = clock.now()
    payload: dict[str, object] = {
        "checklist": given.found.id, "period": str(given.period), "person": given.subject.person_id,
        "unit": given.subject.unit_id, "target": target,
    }  # fmt: skip
    put(
        by.actor,
        reply,
        ("register", payload),
        {"state": "registered", "registered_at": at, "target": target},
        at,
    )
