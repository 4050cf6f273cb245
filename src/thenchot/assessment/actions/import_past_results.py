"""Take in past results from another software or the old unit (Điều 19 khoản 1): all of them or none, never computed anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from thenchot.assessment.models import ImportedResult
from thenchot.assessment.refusals import NOTHING_TO_TAKE_IN, PAST_OUT_OF_SCOPE, PAST_TWICE
from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import versions_on
from thenchot.people.identity import Identity
from thenchot.people.queries import appointments_on, ids_of

ROLE = "organisation_body"
NAMED = 5


@dataclass(frozen=True)
class PastRow:
    """One result as its source gives it: score on the scale of 100, level by its code; either may be lacking."""

    staff_code: str
    period: str
    unit_name: str
    source: str
    score: Decimal | None = None
    level: str = ""
    self_score: Decimal | None = None
    self_level: str = ""
    document: str = ""


def import_past_results(*, by: Identity, rows: Sequence[PastRow], at: datetime | None = None) -> int:
    """Keep the rows and return how many. Refuses people the viewer does not organise, and a period taken in before."""
    refuse_if(not rows, NOTHING_TO_TAKE_IN)
    people = ids_of([row.staff_code for row in rows])
    _refuse_outside(by, rows)
    moment = at or clock.now()
    units = dict(versions_on(by.day).values_list("name", "unit_id"))
    with transaction.atomic():
        # Of two who take in one file at once the second waits here, and is told what the first has taken in.
        wait_for("past results")
        _refuse_twice(rows, people)
        kept = ImportedResult.objects.bulk_create([_kept(by, row, people, units, moment) for row in rows], batch_size=500)
        heads = record(by.actor, [_act(one, row) for one, row in zip(kept, rows, strict=True)], moment)
        for one, head in zip(kept, heads, strict=True):
            one.last_hash = head
        ImportedResult.objects.bulk_update(kept, ["last_hash"], batch_size=500)
    return len(kept)


def _refuse_outside(by: Identity, rows: Sequence[PastRow]) -> None:
    """People who work today in a place the viewer organises; whoever is unknown is outside too."""
    scopes = by.scopes(ROLE)
    paths = dict(versions_on(by.day).values_list("unit_id", "path"))
    wanted = {row.staff_code for row in rows}
    posts = appointments_on(by.day).values_list("person__staff_code", "unit_id")
    inside = {code for code, unit in posts if code in wanted and paths.get(unit, "-").startswith(scopes or ("-!",))}
    outside = sorted(wanted - inside)
    refuse_if(outside, PAST_OUT_OF_SCOPE, count=len(outside), names=", ".join(outside[:NAMED]))


def _refuse_twice(rows: Sequence[PastRow], people: dict[str, int]) -> None:
    standing = ImportedResult.objects.filter(withdrawn_at=None, period__in={row.period for row in rows})
    known = set(standing.values_list("person_id", "period"))
    given = Counter((people[row.staff_code], row.period) for row in rows)
    taken = {key for key, count in given.items() if key in known or count > 1}
    twice = [f"{row.staff_code} ({row.period})" for row in rows if (people[row.staff_code], row.period) in taken]
    refuse_if(twice, PAST_TWICE, count=len(twice), names=", ".join(twice[:NAMED]))


def _kept(
    by: Identity, row: PastRow, people: dict[str, int], units: dict[str, int], at: datetime
) -> ImportedResult:
    return ImportedResult(
        person_id=people[row.staff_code], period=row.period, unit_name=row.unit_name, unit_id=units.get(row.unit_name),
        self_score=row.self_score, self_level=row.self_level, score=row.score, level=row.level, source=row.source,
        document=row.document, by_id=by.person_id, at=at,
    )  # fmt: skip


def _act(one: ImportedResult, row: PastRow) -> Act:
    payload: dict[str, object] = {
        "person": one.person_id, "period": row.period, "unit": row.unit_name, "score": row.score, "level": row.level,
        "self_score": row.self_score, "self_level": row.self_level, "source": row.source, "document": row.document,
    }  # fmt: skip
    return Act("imported", one.id, "import_past_results", payload)
