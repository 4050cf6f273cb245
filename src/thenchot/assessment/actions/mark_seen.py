"""The scorer has opened a sent sheet: from now on it cannot be withdrawn."""

from __future__ import annotations

from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.row_evidence import unopened
from thenchot.assessment.steps import SUBMITTED
from thenchot.lib import clock


def mark_seen(*, sheet: Sheet) -> None:
    """Set once, and again after something adverse came to it; not a change of content, so no new version."""
    if sheet.state != SUBMITTED:
        return
    opened = Sheet.objects.filter(id=sheet.id, state=SUBMITTED)
    if sheet.seen_at is None:
        opened.filter(seen_at=None).update(seen_at=clock.now())
    elif unopened(sheet.cycle, [sheet]):
        opened.update(seen_at=clock.now())
