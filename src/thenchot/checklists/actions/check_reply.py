"""Check what was handed in (kiểm tra phiếu kiểm), item by item; what was registered is found achieved or not."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from thenchot.checklists.answers import counted, kept
from thenchot.checklists.models import Reply
from thenchot.checklists.moves import decimal, write
from thenchot.checklists.refusals import FINDING_NEEDED, REASON_NEEDED
from thenchot.checklists.replies import refuse_unless
from thenchot.checklists.schema import read_content
from thenchot.lib import clock
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity
from thenchot.rules.checklist import Answers, judge


@dataclass(frozen=True)
class Finding:
    """What who checks says: `answers` where an item is seen otherwise, `achieved` of what was registered."""

    achieved: bool | None = None
    opinion: str = ""
    answers: Answers = field(default_factory=dict)


def check_reply(*, by: Identity, reply: Reply, finding: Finding) -> None:
    """Refuses without a finding where something was registered, and anything seen otherwise, or anew, without a reason.

    What was checked may be checked anew: the last finding stands, the trail keeps all.
    """
    refuse_unless(reply, "submitted", "checked")
    edition = read_content(reply.checklist.content)
    if edition.registration and finding.achieved is None:
        raise FINDING_NEEDED(field="achieved")
    own = kept(finding.answers)
    checked = {code: texts for code, texts in own.items() if texts != reply.answers.get(code)}
    opinion = finding.opinion.strip()
    if (checked or finding.achieved is False or reply.state == "checked") and not opinion:
        raise REASON_NEEDED(field="opinion")
    outcome, at = judge(edition, counted(reply.answers, checked)), clock.now()
    values = {
        "state": "checked", "checked": checked, "achieved": finding.achieved, "opinion": opinion, "checked_by_id": by.person_id,
        "checked_at": at, "points": decimal(outcome.points), "level": outcome.standing,
    }  # fmt: skip
    payload: dict[str, object] = {
        "checked": checked, "achieved": finding.achieved, "opinion": opinion, "points": outcome.points,
    }  # fmt: skip
    told = {"by": by.name, "task": edition.vi, "period": reply.period}
    with transaction.atomic():
        write(by.actor, reply, ("check", payload), values, at)
        notify([Message(reply.answered_by_id, "reply_checked", told, f"/phieu-kiem/{reply.id}")])
