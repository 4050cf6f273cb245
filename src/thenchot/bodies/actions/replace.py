"""Replace a published level found wrong by a new decision (hủy bỏ, đánh giá lại, Điều 4 khoản 4): the old one is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from thenchot.assessment.scoring import Scored
from thenchot.bodies.actions.decide import Recognition, refuse_over_cap
from thenchot.bodies.actions.publish import announce
from thenchot.bodies.judging import refuse_level
from thenchot.bodies.models import BodySheet
from thenchot.bodies.refusals import DOCUMENT_NEEDED, NOT_PUBLISHED, REASON_NEEDED
from thenchot.bodies.states import PUBLISHED
from thenchot.evidence.actions.enter_fact import Document
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.models import Fact
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rulesets.queries import frozen


@dataclass(frozen=True)
class Replacement:
    """The new level, why, and the decision that replaces the old one."""

    sheet: BodySheet
    level: str
    reason: str
    document: str
    document_on: date | None


def replace(*, by: Identity, given: Replacement) -> None:
    """Refuses without reason or decision, and a level above what the facts allow."""
    sheet, book = given.sheet, frozen(given.sheet.round.digest)
    refuse_if(sheet.state != PUBLISHED, NOT_PUBLISHED)
    if not given.reason.strip():
        raise REASON_NEEDED(field="reason")
    if not given.document.strip() or given.document_on is None:
        raise DOCUMENT_NEEDED(field="document")
    refuse_level(book, given.level, Scored(sheet.inputs, sheet.verdict, None, sheet.band))
    paper, at = Document(given.document.strip()[:100], given.document_on), clock.now()
    with transaction.atomic():
        refuse_over_cap(book, Recognition(sheet, given.level, given.reason))
        ceiling = Fact.objects.filter(
            kind="organisation_level",
            unit_id=sheet.unit_id,
            person=None,
            period=str(sheet.round.year),
            withdrawn_at=None,
        ).first()
        if ceiling is not None:
            withdraw_fact(by=by, fact=ceiling, reason=given.reason)
        sheet.level, sheet.reason = given.level, given.reason.strip()
        BodySheet.objects.filter(id=sheet.id, version=sheet.version).update(
            level=sheet.level, reason=sheet.reason
        )
        announce(by, sheet, paper, at, number=sheet.results.count() + 1)
