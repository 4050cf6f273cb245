"""The head says who is responsible for a shortcoming and how far (xác định trách nhiệm); the named persons' facts follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.evidence.actions.enter_fact import enter_facts
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.entries import Document, Entry, Origin, Subject
from thenchot.evidence.gathering_access import Asked
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.models import Fact, FactUse, Inquiry, InquiryItem, Responsible
from thenchot.evidence.refusals import (
    ANSWER_TEXT,
    ANSWER_USED,
    ANSWERED_ALREADY,
    CAUSE_NEEDED,
    ITEM_WITHDRAWN,
    NOT_ANSWERED,
    PERSON_NEEDED,
    PERSON_OUTSIDE,
    PERSON_TWICE,
    REASON_NEEDED,
)
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.people.queries import staff_list

CAUSES = ("person", "collective", "objective")
NAMED = "named_responsible"


@dataclass(frozen=True)
class Share:
    """A person by staff code, how far they are responsible (main, joint, lead), and a note."""

    staff_code: str
    degree: str
    note: str = ""


@dataclass(frozen=True)
class Answer:
    """What the head says of one item; `shares` only where the cause is a person's responsibility."""

    item: InquiryItem
    cause: str
    text: str
    shares: Sequence[Share] = ()


def answer_item(*, by: Identity, asked: Asked, answer: Answer) -> None:
    """Refuses an answer without cause, words or persons, persons of other units, and an item answered or withdrawn."""
    item = answer.item
    refuse_if(item.fact.withdrawn_at is not None, ITEM_WITHDRAWN)
    people = _people(asked, answer, by)
    at = clock.now()
    with transaction.atomic():
        changed = InquiryItem.objects.filter(id=item.id, answered_at=None).update(
            cause=answer.cause, text=answer.text.strip(), answered_by_id=by.person_id, answered_at=at
        )
        refuse_if(not changed, ANSWERED_ALREADY, at=_moment(item))
        entries = [_entry(asked.inquiry, answer, share, person) for person, share in people]
        facts = enter_facts(by=by, entries=entries, at=at) if entries else []
        Responsible.objects.bulk_create(
            Responsible(item=item, person_id=person, degree=share.degree, note=share.note.strip(), fact_id=fact)
            for (person, share), fact in zip(people, facts, strict=True)
        )
        payload: dict[str, object] = {
            "item": item.id, "fact": item.fact_id, "cause": answer.cause, "text": answer.text.strip(),
            "responsible": [[person, share.degree, share.note.strip()] for person, share in people],
        }  # fmt: skip
        _record(by, asked.inquiry, Act("inquiry", asked.inquiry.id, "answer", payload))


def reopen_item(*, by: Identity, asked: Asked, item: InquiryItem, reason: str) -> None:
    """Take an answer back with a reason: the item is open again, and what it said of persons is withdrawn.

    Refuses where a confirmed sheet has weighed one of those facts.
    """
    if not reason.strip():
        raise REASON_NEEDED(field="reason")
    shares = list(Responsible.objects.filter(item=item).select_related("person", "fact"))
    used = set(FactUse.objects.filter(fact__in=[share.fact_id for share in shares]).values_list("fact_id", flat=True))
    names = [share.person.full_name for share in shares if share.fact_id in used]
    refuse_if(names, ANSWER_USED, names=", ".join(names))
    with transaction.atomic():
        changed = InquiryItem.objects.filter(id=item.id, answered_at__isnull=False).update(
            cause="", text="", answered_by=None, answered_at=None
        )
        refuse_if(not changed, NOT_ANSWERED)
        for share in shares:
            if share.fact.withdrawn_at is None:
                withdraw_fact(by=by, fact=share.fact, reason=reason)
        Responsible.objects.filter(item=item).delete()
        payload: dict[str, object] = {"item": item.id, "fact": item.fact_id, "reason": reason.strip()}
        _record(by, asked.inquiry, Act("inquiry", asked.inquiry.id, "reopen", payload))


def _people(asked: Asked, answer: Answer, by: Identity) -> list[tuple[int, Share]]:
    if answer.cause not in CAUSES:
        raise CAUSE_NEEDED(field="cause")
    if not answer.text.strip():
        raise ANSWER_TEXT(field="text")
    if answer.cause != "person":
        return []
    return _named(asked, answer, by)


def _named(asked: Asked, answer: Answer, by: Identity) -> list[tuple[int, Share]]:
    """The persons of the answer, each once and each of the unit."""
    degrees = {one.code for one in all_kinds()[NAMED].choices}
    shares = [share for share in answer.shares if share.staff_code.strip() or share.degree]
    if not shares or any(share.degree not in degrees or not share.staff_code.strip() for share in shares):
        raise PERSON_NEEDED(field="person")
    staff = {one.staff_code: one for one in staff_list(asked.unit.path, by.day)}
    found: dict[int, Share] = {}
    for share in shares:
        person = staff.get(share.staff_code.strip())
        if person is None:
            raise PERSON_OUTSIDE(field="person", code=share.staff_code.strip(), unit=asked.unit.name)
        if person.id in found:
            raise PERSON_TWICE(field="person", name=person.name)
        found[person.id] = share
    return list(found.items())


def _entry(inquiry: Inquiry, answer: Answer, share: Share, person_id: int) -> Entry:
    source: Fact = answer.item.fact
    number = inquiry.number or source.document
    text = "; ".join(part.strip().rstrip(".") for part in (source.text, answer.text, share.note) if part.strip()) + "."
    return Entry(
        kind=all_kinds()[NAMED], subject=Subject(person_id, None), document=Document(number, inquiry.issued_on), text=text,
        period=inquiry.gathering.period, choice=share.degree,
        origin=Origin(source.source_code, derived_from=source.id),
    )  # fmt: skip


def _record(by: Identity, inquiry: Inquiry, act: Act) -> None:
    Inquiry.objects.filter(id=inquiry.id).update(last_hash=record_next(by.actor, act, clock.now()))


def _moment(item: InquiryItem) -> str:
    done = InquiryItem.objects.values_list("answered_at", flat=True).get(id=item.id)
    return f"{done.astimezone(clock.VIETNAM):%H:%M %d/%m/%Y}" if done else ""
