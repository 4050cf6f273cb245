"""Change a draft of a checklist (sửa dự thảo): its whole content, until it is in force."""

from __future__ import annotations

from thenchot.checklists.drafting import refuse_unsound
from thenchot.checklists.models import Checklist
from thenchot.checklists.moves import write
from thenchot.checklists.refusals import IN_FORCE_ALREADY
from thenchot.checklists.schema import content_of
from thenchot.lib import canonical, clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rules.checklist import Edition


def revise_checklist(*, by: Identity, row: Checklist, edition: Edition) -> None:
    """Refuses what is in force, what is no sound checklist, and a page overtaken by another (409)."""
    refuse_if(row.state != "draft", IN_FORCE_ALREADY)
    refuse_unsound(edition)
    content = content_of(edition)
    payload: dict[str, object] = {
        "digest": canonical.sha256(canonical.dumps(content)),
        "items": len(edition.items),
    }
    values = {"code": edition.code, "edition": edition.edition, "content": content}
    write(by.actor, row, ("revise", payload), values, clock.now())
