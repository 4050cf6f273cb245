"""Make the recognised levels known (thông báo kết quả, Điều 9 khoản 2 điểm b): frozen, and the ceiling of each head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.bodies.caps import closing_standings
from thenchot.bodies.frozen import frozen_text
from thenchot.bodies.models import BodyResult, BodySheet, Round
from thenchot.bodies.moves import Move, write
from thenchot.bodies.refusals import (
    CLOSING_OVER_CAP,
    DOCUMENT_NEEDED,
    NOT_FINISHED,
    NOTHING_MORE,
    PUBLISHED_ALREADY,
)
from thenchot.bodies.remaining import left
from thenchot.bodies.states import DECIDED, PUBLISHED, SETTLED
from thenchot.evidence.actions.enter_fact import Document, Entry, enter_fact
from thenchot.evidence.entries import Subject
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
    """Publish what is decided; returns how many. What is neither decided nor excused needs `reason`.

    What was left behind is published later in the same way, with a decision and a day of its own (thông báo bổ sung).
    The cap is asked of all organisations of an authority together, those published before among them.
    """
    found, at = given.round, clock.now()
    more = found.sheets.filter(state=DECIDED).exists()
    refuse_if(found.state == "published" and not more, NOTHING_MORE if left(found).exists() else PUBLISHED_ALREADY)
    if not given.document.strip() or given.document_on is None:
        raise DOCUMENT_NEEDED(field="document")
    missing = found.sheets.exclude(state__in=SETTLED).count()
    if missing and not given.reason.strip():
        raise NOT_FINISHED(field="why", count=missing)
    paper = Document(given.document.strip()[:100], given.document_on)
    with transaction.atomic():
        # Of two publications at once the second waits here and finds nothing left to announce.
        wait_for("publish round", found.id)
        _refuse_over_cap(found)
        ready = list(found.sheets.filter(state=DECIDED).select_related("round").order_by("id"))
        for sheet in ready:
            announce(by, sheet, paper, at)
        payload: dict[str, object] = {"published": len(ready), "missing": missing, "document": paper.number}
        head = record_next(by.actor, Act("round", found.id, "publish", payload), at)
        first: dict[str, object] = {"document": paper.number, "document_on": paper.on, "published_at": at}
        changed = Round.objects.filter(id=found.id, version=found.version, state=found.state).update(
            state="published", closing_reason=given.reason.strip(), version=found.version + 1, last_hash=head,
            **(first if found.state == "open" else {}),
        )  # fmt: skip
        refuse_if(not changed, PUBLISHED_ALREADY)
    return len(ready)


def _refuse_over_cap(found: Round) -> None:
    """The rest may have come out lower than it stood when the first were decided: the base of the share is then smaller."""
    over = next((one for one in closing_standings(found) if one.over), None)
    if over is not None:
        raise CLOSING_OVER_CAP(
            provision=over.citation, authority=over.recogniser, count=over.count, allowed=over.allowed, good=over.good
        )


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
