"""The races of notes, of the month's meeting, of remedies and of rows carried over; see `tests.faults.races`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from tests.assessment.cast import AN, Town
from tests.faults.races import Act, Race, alone, head, row_for_an, unopened
from thenchot.audit.models import Entry
from thenchot.followup import refusals
from thenchot.followup.actions.close_remedy import close_remedy
from thenchot.followup.actions.conclude_briefing import conclude_briefing
from thenchot.followup.actions.note import Noted, note
from thenchot.followup.actions.prepare_briefing import Prepared, Sitting, prepare_briefing
from thenchot.followup.actions.raise_remedy import Weakness, raise_remedy
from thenchot.followup.actions.report_remedy import report_remedy
from thenchot.followup.models import Briefing, Note, Remedy
from thenchot.notices.models import Notice
from thenchot.workplan.actions.assign import assign
from thenchot.workplan.actions.carry_over import Carried, carry_over
from thenchot.workplan.models import Task
from thenchot.workplan.refusals import CARRIED_ALREADY

LATER = date(2026, 11, 20)


def sitting(town: Town) -> Sitting:
    return Sitting(town.unit("BT-KT"), "2026-10")


def prepared(town: Town, said: str = "Chốt") -> Prepared:
    own = head(town).person_id
    return Prepared(date(2026, 10, 19), "Phòng họp", own, own, 5, conclusion=said)


def assigned() -> Town:
    """A piece of An's work that is not done."""
    town = unopened()
    assign(by=town.actor(AN), row=replace(row_for_an(town), content="Việc dở dang"))
    return town


def ready() -> Town:
    """The meeting is prepared in full."""
    town = assigned()
    prepare_briefing(by=head(town), sitting=sitting(town), given=prepared(town), briefing=None)
    return town


def to_mend() -> Town:
    town = unopened()
    _raise(town, 0)
    return town


def _raise(town: Town, n: int) -> int:
    given = Weakness("Hồ sơ trễ", f"Bàn {n}", town.id(AN), LATER)
    return raise_remedy(by=head(town), sitting=sitting(town), given=given)


def _carried() -> Carried:
    return Carried(Task.objects.select_related("doer").get(content="Việc dở dang", period="2026-10"), LATER)


def _concluding(*rows: Callable[[], Carried]) -> Callable[[Town, int], Act]:
    def desk(town: Town, n: int) -> Act:
        kept, carried = Briefing.objects.get(), [row() for row in rows]
        return lambda: conclude_briefing(by=head(town), sitting=sitting(town), briefing=kept, carried=carried)

    return desk


def _preparing(town: Town, n: int) -> Act:
    kept = Briefing.objects.first()
    return lambda: prepare_briefing(by=head(town), sitting=sitting(town), given=prepared(town, f"Bàn {n}"), briefing=kept)


def _carrying(town: Town, n: int) -> Act:
    row = _carried()
    return lambda: carry_over(by=town.actor(AN), rows=[row], here={town.id(AN)})


def on_remedy(act: Callable[[Town, Remedy, int], object]) -> Callable[[Town, int], Act]:
    def desk(town: Town, n: int) -> Act:
        found = Remedy.objects.get()
        return lambda: act(town, found, n)

    return desk


FOLLOWUP = (
    Race(
        "followup/note", unopened,
        alone(lambda town, n: note(by=head(town), given=Noted(town.id(AN), "2026-10", f"Bàn {n}"))),
        None, {Note: 2, Entry: 2, Notice: 2}, "notes are only added; two stand beside one another, each by name",
    ),
    Race("followup/prepare_briefing", unopened, _preparing, refusals.BRIEFING_CHANGED, {Briefing: 1, Entry: 1}),
    Race("followup/prepare_briefing", ready, _preparing, refusals.BRIEFING_CHANGED, {Briefing: 0, Entry: 1}),
    Race("followup/conclude_briefing", ready, _concluding(), refusals.BRIEFING_CHANGED, {Entry: 1, Task: 0}),
    Race("followup/conclude_briefing", ready, _concluding(_carried), CARRIED_ALREADY, {Entry: 2, Task: 1}),
    Race("followup/raise_remedy", unopened, alone(_raise), refusals.REMEDY_THERE, {Remedy: 1, Entry: 1, Notice: 1}),
    Race(
        "followup/report_remedy", to_mend,
        on_remedy(lambda town, found, n: report_remedy(by=town.viewer(AN), remedy=found, result=f"Bàn {n}")),
        refusals.REMEDY_CHANGED, {Entry: 1, Notice: 1},
    ),
    Race(
        "followup/close_remedy", to_mend,
        on_remedy(lambda town, found, n: close_remedy(by=head(town), remedy=found, result=f"Bàn {n}")),
        refusals.REMEDY_CHANGED, {Entry: 1, Notice: 1},
    ),
    Race("workplan/carry_over", assigned, _carrying, CARRIED_ALREADY, {Task: 1, Entry: 1}),
)  # fmt: skip
FOLLOWUP_OTHERWISE = {
    "followup/plan_day": "one row for a task; the day said later stands, and it is no fact about the work",
}
