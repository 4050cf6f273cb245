"""Keep what the person has typed so far; not an act, so neither audited nor a new version."""

from __future__ import annotations

from collections.abc import Mapping

from thenchot.assessment.drafts import Page, kept_from, refuse_stale
from thenchot.assessment.models import Sheet
from thenchot.assessment.refusals import ALREADY_SENT, DRAFT_CHANGED
from thenchot.assessment.steps import OPENED


def save_draft(*, sheet: Sheet, typed: Mapping[str, str], page: Page | None = None) -> None:
    """Overwrite the draft, as typed, right or wrong.

    Raises ALREADY_SENT when the sheet is no longer the person's, DRAFT_CHANGED when another page saved a draft meanwhile.
    """
    if sheet.state != OPENED:
        raise ALREADY_SENT()
    refuse_stale(sheet, page)
    kept = kept_from(typed, page)
    still = Sheet.objects.filter(id=sheet.id, state=OPENED)
    # Between reading and writing another page may save: its draft is then no longer the one that was read.
    if not (still.filter(draft=sheet.draft) if page else still).update(draft=kept):
        raise DRAFT_CHANGED() if still.exists() else ALREADY_SENT()
