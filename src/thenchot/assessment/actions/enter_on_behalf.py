"""An office enters the sheet of a person without a device from the paper they signed (nhập thay)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import transaction

from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess
from thenchot.assessment.models import Behalf
from thenchot.assessment.refusals import BEHALF_COMPARED, BEHALF_REASON
from thenchot.attachments.actions.attach import Owner, attach
from thenchot.attachments.refusals import FILE_NEEDED
from thenchot.attachments.store import Stored
from thenchot.lib import clock
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Entered:
    """What stands on the paper, why the person cannot send it, the scan of the signed paper; `compared` with one another."""

    own: SelfAssessment
    reason: str
    scan: Stored | None
    compared: bool = False


def enter_on_behalf(*, by: Identity, given: Entered) -> None:
    """Send the sheet by the rule of the person's own sending, marked as entered by another; the person is told at once.

    What they had typed themselves is kept apart and is theirs again when they object.
    """
    sheet, reason = given.own.sheet, given.reason.strip()
    if not reason:
        raise BEHALF_REASON(field="reason")
    if given.scan is None:
        raise FILE_NEEDED(field="file")
    if not given.compared:
        raise BEHALF_COMPARED(field="compared")
    at, draft = clock.now(), sheet.draft
    with transaction.atomic():
        self_assess(by=by, given=replace(given.own, undertaking=True, behalf_of=f"{by.actor.label}: {reason}"))
        scan = attach(by=by.actor, to=Owner("sheet", sheet.id, sheet.person_id), stored=given.scan)
        Behalf.objects.create(
            sheet=sheet, by_id=by.person_id, at=at, reason=reason, scan=scan, said=_said(given.own), draft=draft,
            content={
                "at": at.isoformat(timespec="seconds"), "by": by.person_id, "name": by.actor.label, "reason": reason,
                "scan": scan.sha256,
            },
        )  # fmt: skip
        told = {"period": sheet.cycle.period, "by": by.name, "reason": reason}
        notify([Message(sheet.person_id, "entered_on_behalf", told, f"/phieu/{sheet.id}#nhap-thay")])


def _said(own: SelfAssessment) -> dict[str, object]:
    return {
        "marks": dict(own.marks), "leader": dict(own.leader), "strengths": own.strengths.strip(),
        "weaknesses": own.weaknesses.strip(), "level": own.level,
    }  # fmt: skip
