"""Record sourced facts about people or units (ghi nhận thông tin), with their documents; whom they are about is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache

from django.db import transaction
from django.db.models import Q

from thenchot.attachments.actions.attach import Owner, attach
from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act
from thenchot.evidence.entries import LEVELS, Document, Entry, Subject, check
from thenchot.evidence.models import Fact
from thenchot.evidence.office_rules import require_rule, rules_on
from thenchot.evidence.placing import Places
from thenchot.evidence.refusals import OTHER_ACT, RECORDED_ALREADY
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.notices.actions.notify import Message, notify
from thenchot.people.identity import Identity

__all__ = ["LEVELS", "Document", "Entry", "enter_fact", "enter_facts"]


def enter_fact(*, by: Identity, entry: Entry) -> int:
    """Write the fact with where its act happened, and tell the person; returns its number.

    Refuses one that lacks what its kind asks for, days to come, and a second level of one unit and period.
    """
    return enter_facts(by=by, entries=[entry])[0]


def enter_facts(*, by: Identity, entries: Sequence[Entry], at: datetime | None = None) -> list[int]:
    """Write many facts, all of them or none; returns their numbers in order."""
    places, rules = Places(entries), cache(rules_on)
    for entry in entries:
        check(entry)
        places.refuse_staff(entry)
        require_rule(by, entry, rules)
    moment = at or clock.now()
    with transaction.atomic():
        for entry in entries:
            _check_once(entry)
        rows = Fact.objects.bulk_create([_row(by, entry, places, moment) for entry in entries], batch_size=500)
        heads = record(by.actor, [_act(row) for row in rows], moment)
        for row, head in zip(rows, heads, strict=True):
            row.last_hash = head
        Fact.objects.bulk_update(rows, ["last_hash"], batch_size=500)
        for row, entry in zip(rows, entries, strict=True):
            if entry.file is not None:
                attach(by=by.actor, to=Owner("fact", row.id, row.person_id or 0), stored=entry.file)
        notify(_messages(rows))
    return [row.id for row in rows]


def _row(by: Identity, entry: Entry, places: Places, at: datetime) -> Fact:
    unit_id, body_id = places.of(entry)
    return Fact(
        kind=entry.kind.code, person_id=entry.subject.person_id, unit_id=unit_id, body_id=body_id,
        period=entry.counts_in, happened_on=entry.happened_on, decided_on=entry.decided_on,
        document=entry.document.number.strip()[:100], document_on=entry.document.on, text=entry.text.strip(),
        details=entry.details, same_act_as_id=_first_of_act(entry), used_in_year=entry.used_in_year,
        source=by.unit_name[:200], office_id=by.unit_id, source_code=entry.origin.source, source_ref=entry.origin.ref,
        batch_id=entry.origin.batch_id, derived_from_id=entry.origin.derived_from, rule_code=entry.rule_code.strip(),
        task_id=entry.task_id, entered_by_id=by.person_id, at=at,
    )  # fmt: skip


ALSO = ("period", "source_code", "source_ref", "rule_code", "task_id", "derived_from_id")
"""What a line of the trail says only where there is something to say."""


def _act(row: Fact) -> Act:
    payload: dict[str, object] = {
        "kind": row.kind, "person": row.person_id, "unit": row.unit_id, "document": row.document,
        "document_on": row.document_on, "happened_on": row.happened_on, "decided_on": row.decided_on,
        "text": row.text, "details": row.details, "same_act_as": row.same_act_as_id, "used_in_year": row.used_in_year,
    }  # fmt: skip
    also = {name.removesuffix("_id"): getattr(row, name) for name in ALSO if getattr(row, name)}
    return Act("fact", row.id, "enter", payload | also)


def _messages(rows: Iterable[Fact]) -> list[Message]:
    """One notice to each person for each kind and source, however many facts of it came in together."""
    told = dict.fromkeys((row.person_id, row.kind, row.source) for row in rows if row.person_id)
    return [
        Message(person, "fact_entered", {"kind": kind, "source": source}, "/thong-tin/cua-toi")
        for person, kind, source in told
    ]


def _check_once(entry: Entry) -> None:
    if not entry.kind.once:
        return
    # Entered twice at once: the second waits here and finds the first.
    wait_for(f"fact {entry.kind.code}", entry.subject.person_id or entry.subject.unit_id or 0)
    same = Fact.objects.filter(kind=entry.kind.code, period=entry.period, withdrawn_at=None)
    known = same.filter(_about(entry.subject)).first()
    if known is not None:
        raise RECORDED_ALREADY(period=entry.period, level=known.details.get("level", ""), document=known.document)


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
