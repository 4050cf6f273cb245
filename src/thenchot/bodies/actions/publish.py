"""Make the recognised levels known (thông báo kết quả, Điều 9 khoản 2 điểm b): frozen, and the ceiling of each head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.bodies.frozen import frozen_text
from thenchot.bodies.models import BodyResult, BodySheet, Round
from thenchot.bodies.moves import Move, write
from thenchot.bodies.refusals import DOCUMENT_NEEDED, NOT_FINISHED, PUBLISHED_ALREADY
from thenchot.bodies.states import DECIDED, PUBLISHED, SETTLED
from thenchot.evidence.access import Subject
from thenchot.evidence.actions.enter_fact import Document, Entry, enter_fact
from thenchot.evidence.kinds import kind_of
from thenchot.lib import canonical, clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Announcement:
    """The decision that recognises the levels, and why some organisations are not among them."""

    round: Round
    document: str
    document_on: date | None
    reason: str = ""


def publish(*, by: Identity, given: Announcement) -> int:
    """Publish what is decided; returns how many. What is neither decided nor excused needs `reason`."""
    found, at = given.round, clock.now()
    refuse_if(found.state != "open", PUBLISHED_ALREADY)
    if not given.document.strip() or given.document_on is None:
        raise DOCUMENT_NEEDED(field="document")
    missing = found.sheets.exclude(state__in=SETTLED).count()
    if missing and not given.reason.strip():
        raise NOT_FINISHED(field="why", count=missing)
    paper = Document(given.document.strip()[:100], given.document_on)
    with transaction.atomic():
        # Of two publications at once the second waits here and finds nothing left to announce.
        wait_for("publish round", found.id)
        ready = list(found.sheets.filter(state=DECIDED).select_related("round").order_by("id"))
        for sheet in ready:
            announce(by, sheet, paper, at)
        payload: dict[str, object] = {"published": len(ready), "missing": missing, "document": paper.number}
        head = record_next(by.actor, Act("round", found.id, "publish", payload), at)
        changed = Round.objects.filter(id=found.id, version=found.version, state="open").update(
            state="published", closing_reason=given.reason.strip(), document=paper.number, document_on=paper.on,
            published_at=at, version=found.version + 1, last_hash=head,
        )  # fmt: skip
        refuse_if(not changed, PUBLISHED_ALREADY)
    return len(ready)


def announce(by: Identity, sheet: BodySheet, paper: Document, at: datetime, number: int = 1) -> None:
    """Freeze one result, tell its head, and record the level as the ceiling of the head (Điều 20 khoản 6)."""
    text = frozen_text(sheet)
    digest = canonical.sha256(text)
    BodyResult.objects.create(
        sheet=sheet, number=number, frozen=text, frozen_hash=digest, score=sheet.score, level=sheet.level,
        reason=sheet.reason, document=paper.number, document_on=paper.on, by_id=by.person_id, at=at,
    )  # fmt: skip
    action = "publish" if number == 1 else "replace"
    write(
        by,
        sheet,
        Move(action, {"state": PUBLISHED}, {"frozen": digest, "number": number, "level": sheet.level}),
        at,
    )
    kind = kind_of("organisation_level")
    assert kind is not None
    said = f"Công nhận mức xếp loại chất lượng tổ chức năm {sheet.round.year}"
    subject = Subject(None, sheet.unit_id)
    enter_fact(
        by=by,
        entry=Entry(
            kind=kind,
            subject=subject,
            document=paper,
            text=said,
            period=str(sheet.round.year),
            level=sheet.level,
        ),
    )
    if sheet.head_id:
        told = {"period": str(sheet.round.year), "level": sheet.level}
        notify([Message(sheet.head_id, "body_result", told, f"/to-chuc/phieu/{sheet.id}")])
