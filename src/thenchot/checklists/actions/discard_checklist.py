"""Discard a draft of a checklist (bỏ dự thảo): it stays in the record and binds nobody."""

from __future__ import annotations

from thenchot.checklists.models import Checklist
from thenchot.checklists.moves import write
from thenchot.checklists.refusals import IN_FORCE_ALREADY
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


def discard_checklist(*, by: Identity, row: Checklist) -> None:
    refuse_if(row.state != "draft", IN_FORCE_ALREADY)
    write(by.actor, row, ("discard", {}), {"state": "discarded"}, clock.now())
