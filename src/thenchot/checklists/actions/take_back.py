"""Take a reply back to go on writing it (rút lại để sửa): until it is checked it may be private again."""

from __future__ import annotations

from thenchot.checklists.models import Reply
from thenchot.checklists.moves import write
from thenchot.checklists.replies import refuse_unless
from thenchot.lib import clock
from thenchot.people.identity import Identity


def take_back(*, by: Identity, reply: Reply) -> None:
    """Refuses what is not sent, and what is checked already."""
    refuse_unless(reply, "submitted")
    state = "registered" if reply.registered_at else "draft"
    values = {"state": state, "submitted_at": None, "points": None, "level": ""}
    write(by.actor, reply, ("take_back", {}), values, clock.now())
