"""How far the sheets of the key's subtree are; nothing of what stands in them."""

from __future__ import annotations

from datetime import datetime

from ninja import Query, Schema

from thenchot.api.door import Asking, api
from thenchot.api.fields import Code
from thenchot.api.paging import Stretch, part
from thenchot.assessment.queries.listing import sheets_after


class Sheet(Schema):
    """One person in one cycle, and when each step was done."""

    id: int
    person: str
    unit: str
    period: str
    rulebook: str
    state: str
    absence: str
    submitted_at: datetime | None
    confirmed_at: datetime | None
    decided_at: datetime | None
    published_at: datetime | None


class Sheets(Schema):
    """A stretch of sheets."""

    items: list[Sheet]
    next: str | None


class Narrowed(Stretch):
    """Which sheets."""

    period: Code = ""


@api.get("sheets", url_name="api.sheets", response=Sheets, summary="States of sheets", tags=["sheets"])
def sheets(request: Asking, wanted: Query[Narrowed]) -> Sheets:
    """Verb `sheets.read`. No score, no mark and no text of a sheet is read here."""
    caller = request.auth
    caller.need("sheets.read")
    found = part(wanted, lambda after, most: sheets_after(caller.unit_path, wanted.period, after, most), lambda row: row.id)
    items = [
        Sheet(
            id=row.id, person=row.person.staff_code, unit=row.unit.code, period=row.cycle.period, rulebook=row.cycle.rulebook,
            state=row.state, absence=row.absence, submitted_at=row.submitted_at, confirmed_at=row.confirmed_at,
            decided_at=row.decided_at, published_at=row.published_at,
        )
        for row in found.rows
    ]  # fmt: skip
    return Sheets(items=items, next=found.next)
