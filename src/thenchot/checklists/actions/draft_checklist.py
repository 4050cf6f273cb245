"""Draft an edition of a checklist for a body (lập dự thảo): of its own, of a shipped one, or of one in force; it binds nobody."""

from __future__ import annotations

from dataclasses import dataclass

from thenchot.checklists.drafting import refuse_unsound
from thenchot.checklists.models import Checklist
from thenchot.checklists.moves import begin
from thenchot.checklists.schema import content_of
from thenchot.lib import canonical, clock
from thenchot.people.identity import Identity
from thenchot.rules.checklist import Edition


@dataclass(frozen=True)
class Draft:
    """For which unit, what, and the file of the shelf it was taken from."""

    unit_id: int
    edition: Edition
    shipped: str = ""


def draft_checklist(*, by: Identity, draft: Draft) -> int:
    """Return the number of the new draft. Refuses what is no sound checklist."""
    refuse_unsound(draft.edition)
    at, content = clock.now(), content_of(draft.edition)
    row = Checklist(unit_id=draft.unit_id, drafted_by_id=by.person_id, drafted_at=at, shipped=draft.shipped)
    payload: dict[str, object] = {
        "unit": draft.unit_id, "code": draft.edition.code, "edition": draft.edition.edition,
        "digest": canonical.sha256(canonical.dumps(content)), "shipped": draft.shipped,
    }  # fmt: skip
    values = {"code": draft.edition.code, "edition": draft.edition.edition, "content": content}
    begin(by.actor, row, ("draft", payload), values, at)
    return row.id
