"""Check what was published of organisations: the trail's last word, the frozen texts, the judgement made again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from thenchot.assessment.queries.integrity import verify as verify_people
from thenchot.assessment.scoring import rescore
from thenchot.audit.models import Entry
from thenchot.audit.queries import Fault
from thenchot.bodies.models import BodyResult, BodySheet, Round
from thenchot.bodies.moves import KIND
from thenchot.lib import canonical
from thenchot.rulesets.queries import frozen


def verify(today: date) -> Iterator[Fault]:
    """Check the whole trail with sheets of people and of organisations."""
    yield from verify_people(today)
    yield from verify_bodies()


def verify_bodies() -> Iterator[Fault]:
    """Each sheet and round keeps the hash of its last act; each result is what the trail wrote and judges the same again."""
    for kind, model in ((KIND, BodySheet), ("round", Round)):
        heads = dict(Entry.objects.filter(object_kind=kind).order_by("id").values_list("object_id", "hash"))
        for number, last_hash in model._default_manager.order_by("id").values_list("id", "last_hash"):
            if heads.get(number, "") != last_hash:
                yield Fault(f"{kind} {number}", "head_differs")
    written = {}
    for sheet_id, payload in Entry.objects.filter(
        object_kind=KIND, action__in=("publish", "replace")
    ).values_list("object_id", "payload"):
        said = canonical.loads(payload)
        written[(sheet_id, said["number"])] = said["frozen"]
    for row in BodyResult.objects.select_related("sheet__round").order_by("id"):
        yield from _result_faults(row, written.get((row.sheet_id, row.number)))


def _result_faults(row: BodyResult, written: str | None) -> Iterator[Fault]:
    if canonical.sha256(row.frozen) != row.frozen_hash or written != row.frozen_hash:
        yield Fault(f"body_result {row.id}", "result_changed")
        return
    said = canonical.loads(row.frozen)
    if said["level"] != row.level or rescore(frozen(said["digest"]), said["inputs"]) != said["verdict"]:
        yield Fault(f"body_result {row.id}", "stored_score_differs")
