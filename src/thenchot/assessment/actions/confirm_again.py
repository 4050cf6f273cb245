"""The scorer confirms anew, on the work as it stands now, a sheet whose work changed after it was confirmed (Điều 17)."""

from __future__ import annotations

from datetime import datetime

from thenchot.assessment.actions.send_back import confirmed_leader
from thenchot.assessment.chosen import refuse_lacking
from thenchot.assessment.judging import Bench, rank_of
from thenchot.assessment.models import LevelChange, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.queries.changed import changed_since
from thenchot.assessment.ready import refuse_silent
from thenchot.assessment.refusals import LEADER_CONFIRMED, WORK_UNCHANGED, WRONG_STATE
from thenchot.assessment.scoring import Scored, decimal, fractions_of, kept
from thenchot.assessment.steps import CONFIRMED, STATE_NAMES, refuse_step
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message
from thenchot.people.identity import Identity
from thenchot.workplan.queries import read_tasks

REASON = "Công việc thay đổi sau khi xác nhận"
"""Why a band moves here where the scorer adds nothing."""


def confirm_again(*, by: Identity, sheet: Sheet, reason: str = "") -> None:
    """Keep the marks that were confirmed and count the work of today; the person is told.

    Refuses where nothing changed, while a task owes an explanation, and where the index d of a leader, confirmed since, is built
    on the sheet.
    """
    at = clock.now()
    refuse_step(sheet.cycle.steps, sheet.cycle.state, "confirm", at.date())
    refuse_if(sheet.state != CONFIRMED, WRONG_STATE, state=STATE_NAMES[sheet.state])
    refuse_if(not changed_since(sheet.cycle, [sheet]), WORK_UNCHANGED)
    if leader := confirmed_leader(sheet):
        raise LEADER_CONFIRMED(leader=leader.person)
    read = read_tasks(sheet.cycle.period, [sheet.person_id])
    refuse_silent([sheet], read)
    bench = Bench(sheet.cycle, [sheet], read.facts)
    marks = fractions_of(sheet.marks.get("confirmed"))
    scored = bench.judge(sheet, marks, sheet.marks.get("leader", {}), provisional=False)
    refuse_lacking(scored)
    rows = _moved(bench, sheet, scored, (by.person_id, reason.strip() or REASON, at))
    columns: dict[str, object] = {
        "inputs": scored.inputs, "verdict": scored.verdict, "score": decimal(scored.score), "band": scored.band,
        "confirmed_at": at,
    }  # fmt: skip
    payload: dict[str, object] = {
        "marks": kept(marks), "leader": sheet.marks.get("leader", {}), "score": scored.score, "level": scored.band,
        "before": sheet.band, "reason": reason.strip() or REASON,
    }  # fmt: skip
    told = Message(sheet.person_id, "confirmed_again", {"period": sheet.cycle.period, "by": by.name}, f"/phieu/{sheet.id}")
    write(by.actor, [Move(sheet, "confirm", columns, payload, rows, (told,))], at)


def _moved(bench: Bench, sheet: Sheet, scored: Scored, said: tuple[int, str, datetime]) -> tuple[LevelChange, ...]:
    """The row of a raise or a lowering against the band confirmed before."""
    if scored.band == sheet.band:
        return ()
    by_id, reason, at = said
    raised = rank_of(bench.book, scored.band) > rank_of(bench.book, sheet.band)
    row = LevelChange(
        sheet=sheet, step="confirm", by_id=by_id, before=sheet.band, after=scored.band, raised=raised, reason=reason, at=at
    )
    return (row,)
