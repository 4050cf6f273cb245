"""Record a sourced fact about a person or a unit (ghi nhận thông tin), with its document; the person is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from thenchot.attachments.actions.attach import Owner, attach
from thenchot.attachments.store import Stored
from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act
from thenchot.evidence.access import Subject
from thenchot.evidence.kinds import FactKind
from thenchot.evidence.models import Fact
from thenchot.evidence.refusals import (
    DAY_NEEDED,
    DAY_TO_COME,
    DAYS_CROSSED,
    DOCUMENT_NEEDED,
    LEADERS_ONLY,
    LEVEL_NEEDED,
    OTHER_ACT,
    PERIOD_NEEDED,
    RECORDED_ALREADY,
    TEXT_NEEDED,
    YEAR_WRONG,
)
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.periods import PATTERN
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity
from thenchot.people.queries import post_of, router_on

LEVELS = ("HTXS", "HTT", "HT", "KHT")


@dataclass(frozen=True)
class Document:
    """The paper a fact rests on: number and symbol, its day."""

    number: str
    on: date


@dataclass(frozen=True)
class Entry:
    """A fact as it is entered; which of the days, period and level are asked is data of its kind."""

    kind: FactKind
    subject: Subject
    document: Document
    text: str
    happened_on: date | None = None
    decided_on: date | None = None
    period: str = ""
    level: str = ""
    same_act_as: int | None = None
    used_in_year: int | None = None
    file: Stored | None = None
    """The paper itself, where it was scanned."""


def enter_fact(*, by: Identity, entry: Entry) -> int:
    """Write the fact with where its act happened, and tell the person; returns its number.

    Refuses one without document, text or the days its kind asks for, days to come, and a second level of one unit and period.
    """
    _check_words(entry)
    _check_days(entry)
    _check_kind(entry)
    unit_id, body_id = _where(entry)
    at = clock.now()
    with transaction.atomic():
        _check_once(entry)
        row = Fact.objects.create(
            kind=entry.kind.code, person_id=entry.subject.person_id, unit_id=unit_id, body_id=body_id,
            period=entry.period, happened_on=entry.happened_on, decided_on=entry.decided_on,
            document=entry.document.number.strip()[:100], document_on=entry.document.on, text=entry.text.strip(),
            details={"level": entry.level} if entry.level else {}, same_act_as_id=_first_of_act(entry),
            used_in_year=entry.used_in_year, source=by.unit_name[:200], entered_by_id=by.person_id, at=at,
        )  # fmt: skip
        payload: dict[str, object] = {
            "kind": row.kind, "person": row.person_id, "unit": row.unit_id, "document": row.document,
            "document_on": row.document_on, "happened_on": row.happened_on, "decided_on": row.decided_on,
            "text": row.text, "details": row.details, "same_act_as": row.same_act_as_id, "used_in_year": row.used_in_year,
        }  # fmt: skip
        head = record(by.actor, [Act("fact", row.id, "enter", payload)], at)[0]
        Fact.objects.filter(id=row.id).update(last_hash=head)
        if entry.file is not None:
            attach(by=by.actor, to=Owner("fact", row.id, row.person_id or 0), stored=entry.file)
        if row.person_id:
            notify(
                [
                    Message(
                        row.person_id,
                        "fact_entered",
                        {"kind": row.kind, "source": row.source},
                        "/thong-tin/cua-toi",
                    )
                ]
            )
    return row.id


def _check_words(entry: Entry) -> None:
    if not entry.document.number.strip():
        raise DOCUMENT_NEEDED(field="document")
    if not entry.text.strip():
        raise TEXT_NEEDED(field="text")


def _check_days(entry: Entry) -> None:
    if ("act" in entry.kind.asks and entry.happened_on is None) or (
        "effect" in entry.kind.asks and entry.decided_on is None
    ):
        raise DAY_NEEDED(field="happened_on" if entry.happened_on is None else "decided_on")
    # A decision may take effect later than it is entered; an act and a paper cannot be of tomorrow.
    for day in (entry.happened_on, entry.document.on):
        refuse_if(day and day > clock.today(), DAY_TO_COME, day=f"{day:%d/%m/%Y}" if day else "")
    _check_order(entry)


def _check_order(entry: Entry) -> None:
    if entry.happened_on and entry.decided_on and entry.decided_on < entry.happened_on:
        raise DAYS_CROSSED(
            field="decided_on", effect=f"{entry.decided_on:%d/%m/%Y}", act=f"{entry.happened_on:%d/%m/%Y}"
        )


def _check_kind(entry: Entry) -> None:
    if "period" in entry.kind.asks and not PATTERN.fullmatch(entry.period):
        raise PERIOD_NEEDED(field="period")
    if "level" in entry.kind.asks and entry.level not in LEVELS:
        raise LEVEL_NEEDED(field="level")
    if entry.used_in_year is not None and not 2000 <= entry.used_in_year <= clock.today().year:
        raise YEAR_WRONG(field="used_in_year")
    _check_leader(entry)


def _check_leader(entry: Entry) -> None:
    """A ground of leaders only is not entered for who was none, on the day of the act nor today."""
    if entry.kind.leaders_only and entry.subject.person_id and entry.happened_on:
        post = post_of(entry.subject.person_id, entry.happened_on) or post_of(
            entry.subject.person_id, clock.today()
        )
        refuse_if(post is not None and post.rank == "staff", LEADERS_ONLY)


def _check_once(entry: Entry) -> None:
    if entry.kind.once:
        # Entered twice at once: the second waits here and finds the first.
        wait_for(f"fact {entry.kind.code}", entry.subject.person_id or entry.subject.unit_id or 0)
    same = Fact.objects.filter(kind=entry.kind.code, period=entry.period, withdrawn_at=None)
    known = same.filter(_about(entry.subject)).first() if entry.kind.once else None
    if known is not None:
        raise RECORDED_ALREADY(
            period=entry.period, level=known.details.get("level", ""), document=known.document
        )


def _where(entry: Entry) -> tuple[int | None, int | None]:
    """The unit the fact belongs to, and its using body: for a person, where they worked on the day of the act.

    Nothing is guessed where no post of that day is known: then a person says where the act counts (Điều 11 khoản 3).
    """
    day = entry.happened_on or clock.today()
    post = post_of(entry.subject.person_id, day) if entry.subject.person_id else None
    unit_id = post.unit_id if post else entry.subject.unit_id
    router = router_on(day)
    return unit_id, router.body_of(unit_id) if unit_id and unit_id in router.units else None


def _about(subject: Subject) -> Q:
    return Q(person_id=subject.person_id) if subject.person_id else Q(person_id=None, unit_id=subject.unit_id)


def _first_of_act(entry: Entry) -> int | None:
    """The first fact of the act it is joined to, so that all facts of one act name the same one."""
    if entry.same_act_as is None:
        return None
    known = Fact.objects.filter(_about(entry.subject), id=entry.same_act_as, withdrawn_at=None).first()
    if known is None or entry.subject.person_id is None:
        raise OTHER_ACT(field="same_act_as")
    return known.same_act_as_id or known.id
