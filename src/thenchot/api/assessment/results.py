"""Published results of the key's subtree: of each sheet the version in force."""

from __future__ import annotations

from datetime import datetime

from ninja import Query, Schema

from thenchot.api.door import Asking, api
from thenchot.api.fields import AskedDay, Code, exact
from thenchot.api.paging import Stretch, part
from thenchot.assessment.queries.listing import results_after
from thenchot.audit.actions.record_opening import record_openings
from thenchot.lib import clock

OPENED = "Kết quả đã công bố, qua giao diện lập trình"


class Result(Schema):
    """A result in force; `number` counts its versions, `digest` is of the frozen text it rests on."""

    id: int
    sheet: int
    number: int
    person: str
    unit: str
    period: str
    rulebook: str
    score: str | None
    band: str
    level: str
    at: datetime
    digest: str


class Results(Schema):
    """A stretch of results."""

    items: list[Result]
    next: str | None


class Narrowed(Stretch):
    """Which results."""

    period: Code = ""
    since: AskedDay = None


@api.get("results", url_name="api.results", response=Results, summary="Published results", tags=["results"])
def results(request: Asking, wanted: Query[Narrowed]) -> Results:
    """Verb `results.read`. With `since` those in force from that day on. That it was read is told to each person."""
    caller = request.auth
    caller.need("results.read")
    since = clock.at(wanted.since, 0) if wanted.since else None
    found = part(
        wanted, lambda after, most: results_after(caller.unit_path, wanted.period, since, after, most), lambda row: row.id
    )
    record_openings(caller.actor, {row.sheet.person_id for row in found.rows}, OPENED)
    items = [
        Result(
            id=row.id, sheet=row.sheet_id, number=row.number, person=row.sheet.person.staff_code, unit=row.sheet.unit.code,
            period=row.sheet.cycle.period, rulebook=row.sheet.cycle.rulebook, score=exact(row.score), band=row.band,
            level=row.level, at=row.at, digest=row.frozen_hash,
        )
        for row in found.rows
    ]  # fmt: skip
    return Results(items=items, next=found.next)
