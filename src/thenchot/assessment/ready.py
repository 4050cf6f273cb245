"""What must be on the table before anybody is rated: each explanation that is owed, and the scorer's own reading of the rest."""

from __future__ import annotations

from collections.abc import Sequence

from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.queries.row_evidence import evidence_of
from thenchot.assessment.refusals import EXPLANATION_MISSING, OPEN_FIRST
from thenchot.lib.refusals import refuse_if
from thenchot.workplan.queries import ReadTasks, contents_of

NAMED = 5
"""So many tasks are named in a refusal."""


def refuse_unready(cycle: Cycle, sheets: Sequence[Sheet], read: ReadTasks) -> None:
    """What speaks against somebody is read and judged by itself, not in a row (Điều 4 khoản 4)."""
    refuse_silent(sheets, read)
    found = evidence_of(cycle, sheets, read)
    unread = [sheet.person.full_name for sheet in sheets if found[sheet.id].unseen(sheet.seen_at)]
    refuse_if(unread, OPEN_FIRST, count=len(unread), names=", ".join(unread))


def refuse_silent(sheets: Sequence[Sheet], read: ReadTasks) -> None:
    """Of a task late, rejected or missed its doer must have said why, before the authority weighs the cause (Điều 14 khoản 2)."""
    silent = [task for sheet in sheets for task in read.silences.get(sheet.person_id, ())]
    if not silent:
        return
    people = [sheet.person.full_name for sheet in sheets if read.silences.get(sheet.person_id)]
    named = "; ".join(f"“{content}”" for content in contents_of(silent[:NAMED]))
    raise EXPLANATION_MISSING(
        count=len(silent), tasks=named + ("…" if len(silent) > NAMED else ""), names=", ".join(people)
    )
