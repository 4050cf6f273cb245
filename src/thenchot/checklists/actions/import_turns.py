"""Take in how many registered and achieved before this software (nhập số lượt): all rows or none, as their source counts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act
from thenchot.checklists.models import PastTurns
from thenchot.checklists.refusals import SOURCE_NEEDED, TURNS_NOTHING, TURNS_TWICE
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity

NAMED = 5


@dataclass(frozen=True)
class Turns:
    """One count: of a unit, for a year or a quarter; how many achieved may be unknown."""

    unit_id: int
    unit_code: str
    period: str
    registered: int
    achieved: int | None = None


def import_turns(*, by: Identity, code: str, rows: Sequence[Turns], source: str) -> int:
    """Keep the rows and return how many. Refuses without a source, and a unit and period taken in before."""
    refuse_if(not rows, TURNS_NOTHING)
    if not source.strip():
        raise SOURCE_NEEDED(field="source")
    at = clock.now()
    with transaction.atomic():
        # Of two who take in one list at once the second waits here, and is told what the first has taken in.
        wait_for("past turns")
        _refuse_twice(code, rows)
        kept = PastTurns.objects.bulk_create(
            PastTurns(
                unit_id=row.unit_id, code=code, period=row.period, registered=row.registered, achieved=row.achieved,
                source=source.strip()[:200], by_id=by.person_id, at=at,
            )
            for row in rows
        )  # fmt: skip
        heads = record(
            by.actor, [Act("past_turns", one.id, "import_turns", _payload(one)) for one in kept], at
        )
        for one, head in zip(kept, heads, strict=True):
            one.last_hash = head
        PastTurns.objects.bulk_update(kept, ["last_hash"], batch_size=500)
    return len(kept)


def _payload(one: PastTurns) -> dict[str, object]:
    return {
        "unit": one.unit_id, "code": one.code, "period": one.period, "registered": one.registered,
        "achieved": one.achieved, "source": one.source,
    }  # fmt: skip


def _refuse_twice(code: str, rows: Sequence[Turns]) -> None:
    standing = PastTurns.objects.filter(code=code, withdrawn_at=None).values_list("unit_id", "period")
    seen, twice = set(standing), []
    for row in rows:
        key = (row.unit_id, row.period)
        if key in seen:
            twice.append(f"{row.unit_code} ({row.period})")
        seen.add(key)
    refuse_if(twice, TURNS_TWICE, names=", ".join(twice[:NAMED]))
