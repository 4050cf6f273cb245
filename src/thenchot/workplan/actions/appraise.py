"""What a rulebook of products or appraised tasks asks of a plan row: its doer proposes, its leader confirms."""

from __future__ import annotations

from collections.abc import Mapping

from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.workplan.actions.change import change
from thenchot.workplan.appraisals import COUNTING, asked_of, read_appraisal
from thenchot.workplan.models import Task
from thenchot.workplan.refusals import NOT_APPRAISED, NOT_JUDGED, REASON_NEEDED


def propose_appraisal(*, by: Identity, task: Task, typed: Mapping[str, str]) -> None:
    """The doer's own figures; they stand until the leader confirms others, and count in no confirmed score."""
    _write(by, task, "proposed", read_appraisal(_asked(task), typed, done=task.status == "done"), "")


def appraise(*, by: Identity, task: Task, typed: Mapping[str, str], note: str = "") -> None:
    """The leader's figures; other ones than the doer proposed need a reason, which the doer reads."""
    figures = read_appraisal(_asked(task), typed, done=task.status == "done")
    proposed = (task.appraisal or {}).get("proposed")
    refuse_if(proposed and figures != proposed and not note.strip(), REASON_NEEDED)
    _write(by, task, "confirmed", figures, note.strip())


def _asked(task: Task) -> str:
    refuse_if(task.status not in COUNTING, NOT_JUDGED)
    asked = asked_of(task.doer_id, task.period, clock.today())
    refuse_if(not asked, NOT_APPRAISED)
    return asked


def _write(by: Identity, task: Task, part: str, figures: Mapping[str, str], note: str) -> None:
    kept = dict(task.appraisal or {})
    if part == "proposed":
        # What the leader confirmed was about other figures: it is to be looked at again.
        kept.pop("confirmed", None)
    kept[part] = {**figures, **({"note": note} if note else {})}
    change(by, task, "propose_appraisal" if part == "proposed" else "appraise", {"appraisal": kept}, note)
