"""The authority answers a petition: accepting makes a new version of the result, never an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.models import Petition
from thenchot.assessment.refusals import ANSWER_NEEDED, PETITION_CLOSED
from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity

OUTCOMES = ("accepted", "partly", "kept")


@dataclass(frozen=True)
class Answer:
    """`outcome` is accepted, partly or kept; the first two carry what the replacement result changes."""

    petition: Petition
    outcome: str
    text: str
    marks: Mapping[str, str] = field(default_factory=dict)
    level: str = ""


def answer(*, by: Identity, given: Answer) -> None:
    """Answer and tell the person; with a replacement result where the petition is accepted, in one transaction."""
    row = given.petition
    refuse_if(given.outcome not in OUTCOMES or not given.text.strip(), ANSWER_NEEDED)
    refuse_if(row.state != "received", PETITION_CLOSED)
    at = clock.now()
    with transaction.atomic():
        head = record_next(
            by.actor, Act("petition", row.id, "answer", {"outcome": given.outcome, "text": given.text.strip()}), at
        )
        done = Petition.objects.filter(id=row.id, state="received", version=row.version).update(
            state="answered", outcome=given.outcome, answer=given.text.strip(), answered_by_id=by.person_id,
            answered_at=at, version=row.version + 1, last_hash=head,
        )  # fmt: skip
        refuse_if(not done, PETITION_CLOSED)
        if given.outcome != "kept":
            correct(by=by, given=Correction(row.sheet, reason=given.text, marks=given.marks, level=given.level), at=at)
        notify(
            [
                Message(
                    row.sheet.person_id,
                    "petition_answered",
                    {"number": row.id, "outcome": given.outcome},
                    f"/kien-nghi/{row.id}",
                )
            ]
        )
