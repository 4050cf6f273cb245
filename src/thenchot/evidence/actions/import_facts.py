"""Take in facts that came together (nhập theo đợt), from one source: each number of the source once, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from thenchot.evidence.actions.enter_fact import enter_facts
from thenchot.evidence.entries import Entry
from thenchot.evidence.models import Fact, FactBatch
from thenchot.evidence.refusals import NO_OFFICE, NOTHING_GIVEN
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Delivery:
    """What came: the source, the file's name ("" for typed rows), the entries with their origins, and how many rows in all."""

    source: str
    name: str
    entries: Sequence[Entry]
    rows: int


@dataclass(frozen=True)
class Outcome:
    """The batch, the numbers of the new facts, and how many were in the register already."""

    batch: int
    added: tuple[int, ...]
    known: int


def import_facts(*, by: Identity, delivery: Delivery) -> Outcome:
    """Write what the register does not hold yet under the source's numbers.

    Done twice, at once or after it was broken off, it writes nothing twice. Refuses who has no office, and nothing at all.
    """
    if by.unit_id is None:
        raise NO_OFFICE()
    refuse_if(not delivery.rows, NOTHING_GIVEN)
    at = clock.now()
    with transaction.atomic():
        # Of two deliveries of one office the second waits here, and finds what the first has written.
        wait_for("facts of an office", by.unit_id)
        new = _new(by.unit_id, delivery)
        known = delivery.rows - len(new)
        batch = FactBatch.objects.create(
            source_code=delivery.source, office_id=by.unit_id, name=delivery.name[:200], rows=delivery.rows, added=len(new),
            known=known, by_id=by.person_id, at=at,
        )  # fmt: skip
        entries = [replace(one, origin=replace(one.origin, source=delivery.source, batch_id=batch.id)) for one in new]
        added = enter_facts(by=by, entries=entries, at=at) if entries else []
    return Outcome(batch.id, tuple(added), known)


def _new(office_id: int, delivery: Delivery) -> list[Entry]:
    refs = [entry.origin.ref for entry in delivery.entries]
    standing = Fact.objects.filter(office_id=office_id, source_code=delivery.source, source_ref__in=refs, withdrawn_at=None)
    known = set(standing.exclude(source_ref="").values_list("source_ref", flat=True))
    first = {entry.origin.ref: entry for entry in reversed(delivery.entries) if entry.origin.ref}
    numbered = [entry for entry in delivery.entries if first.get(entry.origin.ref) is entry and entry.origin.ref not in known]
    return numbered + [entry for entry in delivery.entries if not entry.origin.ref]
