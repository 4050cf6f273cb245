"""Keep what was ticked so far (lưu tạm): nobody's but its writer's, no act, so no line of the trail."""

from __future__ import annotations

from thenchot.checklists.answers import kept
from thenchot.checklists.moves import NEW, insert, overwrite
from thenchot.checklists.refusals import NOT_REGISTERED
from thenchot.checklists.replies import Answering, refuse_closed, refuse_unless
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def save_answers(*, by: Identity, given: Answering) -> None:
    """Refuses what is sent already, a voluntary checklist nobody registered for, and a page overtaken by another (409)."""
    reply = given.reply
    refuse_closed(given.found, given.period, by.day)
    refuse_unless(reply, "draft", "registered")
    refuse_if(
        given.found.edition.registration and reply.state != "registered",
        NOT_REGISTERED,
        period=str(given.period),
    )
    values = {
        "answers": kept(given.answers), "remark": given.remark.strip(), "source": given.source.strip()[:200],
        "document": given.document.strip()[:200],
    }  # fmt: skip
    if reply.version == NEW:
        insert(reply, values)
    else:
        overwrite(reply, values)
