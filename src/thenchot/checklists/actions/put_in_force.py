"""Put an edition of a checklist in force from a day (đưa vào áp dụng), signed for; the edition before it ends the day before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F

from thenchot.checklists.drafting import refuse_unsound
from thenchot.checklists.models import Checklist
from thenchot.checklists.moves import write
from thenchot.checklists.refusals import (
    DAY_TOO_EARLY,
    EDITION_TAKEN,
    ENDS_BEFORE_START,
    IN_FORCE_ALREADY,
    ITEMS_NEEDED,
    NOTE_NEEDED,
)
from thenchot.checklists.schema import read_content
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import in_force
from thenchot.people.identity import Identity

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Start:
    """From which day, to which (None: until ended), and the text that was put beside it."""

    first: date
    last: date | None = None
    note: str = ""


def put_in_force(*, by: Identity, row: Checklist, start: Start) -> None:
    """Refuses what is no draft any more, a list of codes without a word, an edition the body has already, a day in or before
    an edition that began later or that day, and, where something in it is not sure, a signature without the text it rests on.
    """
    refuse_if(row.state != "draft", IN_FORCE_ALREADY)
    edition = read_content(row.content)
    refuse_unsound(edition)
    if len(edition.unworded) == len(edition.items):
        raise ITEMS_NEEDED(field="items")
    if start.last is not None and start.last < start.first:
        raise ENDS_BEFORE_START(field="last", start=f"{start.first:%d/%m/%Y}")
    if edition.needs_note and not start.note.strip():
        raise NOTE_NEEDED(field="note")
    with transaction.atomic():
        # Of two editions put in force at once the second waits here and ends the first, or is refused.
        wait_for("checklist", row.unit_id)
        last = _make_room(row, start)
        values = {
            "state": "in_force", "valid_from": start.first, "valid_to": last, "note": start.note.strip(),
            "signed_by_id": by.person_id, "signed_at": clock.now(),
        }  # fmt: skip
        payload: dict[str, object] = {
            "code": row.code, "edition": row.edition, "from": start.first.isoformat(), "note": start.note.strip(),
            "to": last.isoformat() if last else None,
        }  # fmt: skip
        write(by.actor, row, ("put_in_force", payload), values, clock.now())


def _make_room(row: Checklist, start: Start) -> date | None:
    """End the edition in force before the new one begins; returns the last day of the new one."""
    same = Checklist.objects.filter(unit_id=row.unit_id, code=row.code, state="in_force")
    refuse_if(same.filter(edition=row.edition).exists(), EDITION_TAKEN, edition=row.edition)
    living = same.exclude(valid_to__lt=F("valid_from"))
    current = living.filter(in_force(start.first)).order_by("-valid_from").first()
    if current is not None and current.valid_from is not None:
        if current.valid_from >= start.first:
            raise DAY_TOO_EARLY(field="first", start=f"{current.valid_from:%d/%m/%Y}")
        Checklist.objects.filter(id=current.id).update(valid_to=start.first - ONE_DAY)
    after = (
        living.filter(valid_from__gt=start.first)
        .order_by("valid_from")
        .values_list("valid_from", flat=True)
        .first()
    )
    ends = [day for day in (start.last, after - ONE_DAY if after else None) if day is not None]
    return min(ends, default=None)
