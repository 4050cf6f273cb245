"""The rows of the trail that keep which of some sheets a table of many people showed its reader, for the evidence pack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from thenchot.assessment.models import Sheet
from thenchot.audit.models import Entry
from thenchot.audit.queries import SHOWING
from thenchot.lib import canonical, clock

Shown = tuple[Entry, dict[int, int]]
"""A row, and the version shown of each of the sheets by its number."""


def shown_in_tables(sheets: Sequence[Sheet], rows: Iterable[Entry]) -> list[Shown]:
    """What was shown to those who score, rank or decide on the sheets, and to whoever acted on them (`rows`), in order."""
    ids = {sheet.id for sheet in sheets}
    readers = {number for sheet in sheets for number in (sheet.scorer_id, sheet.ranker_id, sheet.decider_id) if number}
    readers |= {row.actor_id for row in rows if row.actor_id}
    since = min((sheet.cycle.day for sheet in sheets), default=clock.today())
    kept = Entry.objects.filter(object_kind=SHOWING, object_id__in=readers, at__gte=since.isoformat()).order_by("id")
    found = [(row, _versions(row)) for row in kept]
    return [(row, {one: of[one] for one in sorted(ids & of.keys())}) for row, of in found if ids & of.keys()]


def _versions(row: Entry) -> dict[int, int]:
    return {int(number): version for number, version in canonical.loads(row.payload)["sheets"].items()}
