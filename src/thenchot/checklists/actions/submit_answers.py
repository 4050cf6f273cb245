"""Hand in an answered checklist (gửi phiếu kiểm): from here who checks and who heads the place may read it."""

from __future__ import annotations

from thenchot.checklists.answers import kept
from thenchot.checklists.moves import decimal, put
from thenchot.checklists.refusals import (
    ANSWERS_MISSING,
    NOT_REGISTERED,
    NOTHING_ANSWERED,
    SOURCE_NEEDED,
)
from thenchot.checklists.replies import Answering, refuse_closed, refuse_unless
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rules.checklist import POINTS, RANK, Outcome, judge

NAMED = 5


def submit_answers(*, by: Identity, given: Answering) -> None:
    """Refuses items without points, a rank list without any answer, an office's entry without its source."""
    reply, edition = given.reply, given.found.edition
    refuse_closed(given.found, given.period, by.day)
    refuse_unless(reply, "draft", "registered")
    refuse_if(edition.registration and reply.state != "registered", NOT_REGISTERED, period=str(given.period))
    outcome = judge(edition, given.answers)
    _refuse_unfinished(given, outcome)
    at, answers = clock.now(), kept(given.answers)
    values = {
        "answers": answers, "remark": given.remark.strip(), "source": given.source.strip()[:200],
        "document": given.document.strip()[:200], "state": "submitted", "submitted_at": at,
        "points": decimal(outcome.points), "level": outcome.standing,
        # Who moved since the draft was kept is read where they work now, as the trail says it.
        "unit_id": given.subject.unit_id, "unit_path": given.subject.path,
    }  # fmt: skip
    payload: dict[str, object] = {
        "checklist": given.found.id, "period": str(given.period), "person": given.subject.person_id,
        "unit": given.subject.unit_id, "other": given.subject.other, "answers": answers,
        "points": outcome.points, "source": values["source"], "document": values["document"],
    }  # fmt: skip
    put(by.actor, reply, ("submit", payload), values, at)


def _refuse_unfinished(given: Answering, outcome: Outcome) -> None:
    edition = given.found.edition
    if edition.kind == POINTS and outcome.waiting:
        listed = ", ".join(outcome.waiting[:NAMED])
        raise ANSWERS_MISSING(field=f"a-{outcome.waiting[0]}", count=len(outcome.waiting), items=listed)
    refuse_if(edition.kind == RANK and not outcome.answered, NOTHING_ANSWERED)
    if edition.answered_by == "office" and not given.source.strip():
        raise SOURCE_NEEDED(field="source")
