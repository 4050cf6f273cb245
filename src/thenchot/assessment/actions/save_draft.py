"""Keep what the person has typed so far; not an act, so neither audited nor a new version."""

from __future__ import annotations

from collections.abc import Mapping

from thenchot.assessment.models import Sheet
from thenchot.assessment.refusals import ALREADY_SENT
from thenchot.assessment.steps import OPENED


def save_draft(*, sheet: Sheet, typed: Mapping[str, str]) -> None:
    """Overwrite the draft, as typed, right or wrong. Raises ALREADY_SENT when the sheet is no longer the person's."""
    if not Sheet.objects.filter(id=sheet.id, state=OPENED).update(draft=dict(typed)):
        raise ALREADY_SENT()
