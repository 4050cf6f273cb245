"""The scorer has opened a sent sheet: from now on it cannot be withdrawn."""

from __future__ import annotations

from thenchot.assessment.models import Sheet
from thenchot.assessment.steps import SUBMITTED
from thenchot.lib import clock


def mark_seen(*, sheet: Sheet) -> None:
    """Set once; not a change of content, so no new version."""
    Sheet.objects.filter(id=sheet.id, state=SUBMITTED, seen_at=None).update(seen_at=clock.now())
