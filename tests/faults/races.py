"""Every writing verb met by another at the same moment: who wins, what the other is told, what is kept of both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.db.models import Model

from tests.assessment import cast
from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    DIVISION_HEAD,
    OCTOBER,
    OCTOBER_2019,
    ORGANISER,
    SETUP,
    Town,
)
from tests.assessment.yearly import bring
from thenchot.assessment import refusals as sheets
from thenchot.assessment.actions.answer import Answer, answer
from thenchot.assessment.actions.ask_explanations import ask_explanations
from thenchot.assessment.actions.comment import comment
from thenchot.assessment.actions.confirm import Confirmation, confirm
from thenchot.assessment.actions.confirm_again import confirm_again
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.count_running import count_running
from thenchot.assessment.actions.decide import decide
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.mark_seen import mark_seen
from thenchot.assessment.actions.open_cycle import open_cycle
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.actions.propose import Choice, propose
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.actions.recognise import recognise
from thenchot.assessment.actions.remind import remind
from thenchot.assessment.actions.reschedule import reschedule
from thenchot.assessment.actions.run_day import run_day
from thenchot.assessment.actions.save_draft import save_draft
from thenchot.assessment.actions.self_assess import self_assess
from thenchot.assessment.actions.send_back import send_back
from thenchot.assessment.actions.tell_changed import tell_changed
from thenchot.assessment.actions.withdraw import withdraw
from thenchot.assessment.actions.withdraw_past_result import withdraw_past_result
from thenchot.assessment.models import (
    Comment,
    Cycle,
    ImportedResult,
    LevelChange,
    Outstanding,
    Petition,
    Published,
    Reminder,
    RunningCount,
    Sheet,
)
from thenchot.audit.models import Entry, Seal
from thenchot.lib.refusals import Kind
from thenchot.notices.models import Notice
from thenchot.people.identity import Identity
from thenchot.workplan import refusals as tasks
from thenchot.workplan.actions.amend import Amendment, amend
from thenchot.workplan.actions.approve_plan import approve_plan
from thenchot.workplan.actions.assign import PlanRow, assign, assign_once
from thenchot.workplan.actions.change import change
from thenchot.workplan.actions.claim import Claim, accept_claim, claim
from thenchot.workplan.actions.consider import Finding, consider
from thenchot.workplan.actions.copy_recurring import copy_recurring
from thenchot.workplan.actions.draft_plan import Source, draft_plan
from thenchot.workplan.actions.draft_row import draft_row
from thenchot.workplan.actions.explain import explain
from thenchot.workplan.actions.report import finish, hand_back
from thenchot.workplan.actions.report_wrong import report_wrong
from thenchot.workplan.actions.split import Part, split
from thenchot.workplan.models import PlanTable, Task

Act = Callable[[], object]
Count = Mapping[type[Model], int]


@dataclass(frozen=True)
class Race:
    """A verb by its file, the town it happens in, and a maker of one act from what its desk reads for itself.

    Both desks read; then the slower one is overtaken by the other just before its first write. `told` is what the slower one
    is refused with; without it both are rightly kept, and `why` says why. `rows` is what the two leave together.
    """

    verb: str
    town: Callable[[], Town]
    desk: Callable[[Town, int], Act]
    told: Kind | None = None
    rows: Count = field(default_factory=dict)
    why: str = ""

    @property
    def day(self) -> date:
        return date(2019, 10, 20) if self.town in (confirmed, proposed) else date(2026, 10, 20)


def head(town: Town) -> Identity:
    return town.viewer(DIVISION_HEAD)


def body(town: Town) -> int:
    return town.unit("BT").id


# The towns: each is made once and laid back.


def october() -> Town:
    return cast.build_and_open(OCTOBER)


def unopened() -> Town:
    return cast.build(OCTOBER)


def sent() -> Town:
    town = october()
    town.hand_in([AN])
    return town


def silent() -> Town:
    """An sent a sheet and has not said why a task was late."""
    town = sent()
    Task.objects.filter(doer=town.id(AN)).update(latenesses=1)
    return town


def touched() -> Town:
    """An is confirmed, then gets a little more work."""
    town = sent()
    town.confirm([AN])
    town.burden(AN, 1)
    return town


def closed() -> Town:
    town = october()
    town.hand_in([AN, BINH])
    town.confirm([AN, BINH])
    town.publish(reason="Chốt sớm.")
    return town


def petitioned() -> Town:
    town = closed()
    petition(by=town.viewer(AN), sheet=town.sheet(AN), text="Đề nghị xem lại.")
    return town


def confirmed() -> Town:
    town = cast.build_and_open(OCTOBER_2019)
    town.hand_in()
    town.confirm_all()
    return town


def proposed() -> Town:
    town = confirmed()
    town.propose_all()
    return town


def brought() -> Town:
    town = unopened()
    bring(town, [AN], {"2026-09": "80"})
    return town


def planned() -> Town:
    """One task of An's, assigned and not done."""
    town = unopened()
    give(town)
    return town


def late() -> Town:
    """One task of An's, late once."""
    town = planned()
    Task.objects.filter(doer=town.id(AN), status="assigned").update(latenesses=1)
    return town


def tabled() -> Town:
    """The table of a division with one drafted row."""
    town = unopened()
    _draft(town)
    _draft_row(town, "Tờ trình")
    return town


def recurred() -> Town:
    """The same with a row of the month before that comes back."""
    town = tabled()
    assign(by=SETUP, row=replace(row_for_an(town), period="2026-09", content="Báo cáo tháng", recurring=True))
    return town


def claimed() -> Town:
    town = unopened()
    claim(by=town.viewer(AN), given=_claim())
    return town


def row_for_an(town: Town) -> PlanRow:
    return PlanRow(town.unit("BT-KT").id, "2026-10", "Tờ trình", Decimal(4), doer_id=town.id(AN))


def _draft(town: Town) -> int:
    return draft_plan(by=head(town), unit_id=town.unit("BT-KT").id, period="2026-10", source=Source("12-KL/ĐU"))


def _draft_row(town: Town, content: str) -> int:
    return draft_row(by=head(town), table=PlanTable.objects.get(), row=replace(row_for_an(town), content=content))


def _approve(town: Town, number: int) -> Act:
    table = PlanTable.objects.get()
    return lambda: approve_plan(by=head(town), table=table)


def give(town: Town) -> int:
    return assign(by=SETUP, row=row_for_an(town))


def _claim() -> Claim:
    return Claim("2026-10", "Việc đột xuất", Decimal(2), "Công văn 12", date(2026, 10, 5))


# What one desk reads, and the act it makes of it.


def on_sheet(act: Callable[[Town, Sheet, int], object], code: str = AN) -> Callable[[Town, int], Act]:
    def desk(town: Town, number: int) -> Act:
        sheet = town.sheet(code)
        return lambda: act(town, sheet, number)

    return desk


def on_cycle(act: Callable[[Town, Cycle, int], object]) -> Callable[[Town, int], Act]:
    def desk(town: Town, number: int) -> Act:
        cycle = town.cycle
        return lambda: act(town, cycle, number)

    return desk


def on_task(act: Callable[[Town, Task, int], object]) -> Callable[[Town, int], Act]:
    def desk(town: Town, number: int) -> Act:
        task = Task.objects.select_related("doer").latest("id")
        return lambda: act(town, task, number)

    return desk


def alone(act: Callable[[Town, int], object]) -> Callable[[Town, int], Act]:
    return lambda town, number: lambda: act(town, number)


def _answering(town: Town, number: int) -> Act:
    row = Petition.objects.select_related("sheet__cycle").get()
    by = head(town)
    return lambda: answer(by=by, given=Answer(row, "kept", f"Giữ kết quả, bàn {number}."))


def _drafting(town: Town, number: int) -> Act:
    sheet = town.sheet(AN)
    return lambda: save_draft(sheet=sheet, typed={"I.1": str(number)})


def _past(town: Town, number: int) -> Act:
    row, by = ImportedResult.objects.get(), town.viewer(ORGANISER)
    return lambda: withdraw_past_result(by=by, result=row, reason=f"Nhầm tệp {number}")


ONE_ACT: dict[type[Model], int] = {Entry: 1}
SHEET: dict[type[Model], int] = {Entry: 1, Sheet: 0}

ASSESSMENT = (
    Race("assessment/answer", petitioned, _answering, sheets.PETITION_CLOSED, {**ONE_ACT, Published: 0}),
    Race(
        "assessment/ask_explanations", silent, on_sheet(lambda town, sheet, n: ask_explanations(by=head(town), sheet=sheet)),
        sheets.ASKED_LATELY, {**SHEET, Reminder: 1, Notice: 1},
    ),
    Race(
        "assessment/comment", sent,
        on_sheet(lambda town, sheet, n: comment(by=head(town), sheet=sheet, text=f"Bàn {n}")),
        sheets.CHANGED, {**ONE_ACT, Comment: 1},
    ),
    Race(
        "assessment/confirm", sent,
        on_sheet(lambda town, sheet, n: confirm(by=head(town), given=Confirmation(sheet, {"I.1": str(n)}, reason="Xem lại"))),
        sheets.CHANGED, {**SHEET, LevelChange: 1},
    ),
    Race(
        "assessment/confirm_again", touched,
        on_sheet(lambda town, sheet, n: confirm_again(by=head(town), sheet=sheet, reason=f"Bàn {n}")),
        sheets.CHANGED, {**SHEET, Notice: 1},
    ),
    Race(
        "assessment/correct", closed,
        on_sheet(lambda town, sheet, n: correct(by=head(town), given=Correction(sheet, f"Tính lại {n}", {"I.1": str(n)}))),
        sheets.CHANGED, {**ONE_ACT, Published: 1},
    ),
    Race(
        "assessment/count_running", sent, on_cycle(lambda town, cycle, n: count_running(cycle)), None,
        {Entry: 0, RunningCount: 1}, "who comes second finds it counted meanwhile and leaves it so",
    ),
    Race(
        "assessment/decide", proposed,
        on_sheet(lambda town, sheet, n: decide(by=town.viewer(AUTHORITY), choice=Choice(sheet))), sheets.CHANGED, SHEET,
    ),
    Race(
        "assessment/excuse", sent,
        on_sheet(lambda town, sheet, n: excuse(by=head(town), sheet=sheet, absence="sick")),
        sheets.CHANGED, SHEET,
    ),
    Race(
        "assessment/import_past_results", unopened, alone(lambda town, n: bring(town, [AN, BINH], {"2026-09": "80"})),
        sheets.PAST_TWICE, {Entry: 2, ImportedResult: 2},
    ),
    Race(
        "assessment/mark_seen", sent, on_sheet(lambda town, sheet, n: mark_seen(sheet=sheet)), None, {Entry: 0, Sheet: 0},
        "who comes second finds it seen; the first moment stands",
    ),
    Race(
        "assessment/open_cycle", unopened,
        alone(lambda town, n: open_cycle(by=town.viewer(ORGANISER), opening=town.opening("BT" if n else "BT-KT"))),
        sheets.ALREADY_OPEN, {Cycle: 1},
    ),
    Race(
        "assessment/petition", closed,
        on_sheet(lambda town, sheet, n: petition(by=town.viewer(AN), sheet=sheet, text="Đề nghị xem lại.")),
        sheets.PETITION_OPEN, {**ONE_ACT, Petition: 1},
    ),
    Race(
        "assessment/propose", confirmed,
        on_sheet(lambda town, sheet, n: propose(by=head(town), choice=Choice(sheet))), sheets.CHANGED, SHEET,
    ),
    Race(
        "assessment/publish", sent,
        on_cycle(lambda town, cycle, n: publish(by=town.viewer(ORGANISER), cycle=cycle, reason=f"Chốt {n}")),
        sheets.ALREADY_PUBLISHED, {**ONE_ACT, Published: 0},
    ),
    Race(
        "assessment/recognise", october,
        on_cycle(lambda town, cycle, n: recognise(by=town.viewer(AUTHORITY), cycle=cycle, body_id=body(town), note=f"Số {n}")),
        None, {Entry: 2, Outstanding: 1}, "one finding for a body, its ground is the later one; the trail keeps both grounds",
    ),
    Race(
        "assessment/remind", october, on_cycle(lambda town, cycle, n: remind(cycle=cycle, running=True)), None,
        {Entry: 0, Reminder: len(cast.WARD)}, "nobody is reminded twice: the second run finds them reminded just now",
    ),
    Race(
        "assessment/reschedule", october,
        on_cycle(
            lambda town, cycle, n: reschedule(
                by=town.viewer(ORGANISER), cycle=cycle, step="confirm",
                first=date(2026, 10, 23), last=date(2026, 10, 27 + n), reason="Nghỉ lễ",
            )
        ),
        sheets.CYCLE_CHANGED, ONE_ACT,
    ),
    Race(
        "assessment/run_day", october, alone(lambda town, n: run_day(date(2026, 10, 20))), None, {Entry: 0, Seal: 0},
        "a day's work is safe to repeat: nothing to seal, nobody to remind a second time",
    ),
    Race(
        "assessment/save_draft", october, _drafting, None, {Entry: 0, Sheet: 0},
        "without a page the later text stands, as in one window",
    ),
    Race(
        "assessment/self_assess", october,
        on_sheet(lambda town, sheet, n: self_assess(by=town.viewer(AN), given=town.given(AN))), sheets.CHANGED, SHEET,
    ),
    Race(
        "assessment/send_back", sent,
        on_sheet(lambda town, sheet, n: send_back(by=head(town), sheet=sheet, note=f"Thiếu {n}")),
        sheets.CHANGED, SHEET,
    ),
    Race(
        "assessment/tell_changed", touched, on_cycle(lambda town, cycle, n: tell_changed(cycle)), None, {Notice: 1},
        "whoever comes second finds the head told",
    ),
    Race(
        "assessment/withdraw", sent, on_sheet(lambda town, sheet, n: withdraw(by=town.viewer(AN), sheet=sheet)),
        sheets.CHANGED, SHEET,
    ),
    Race("assessment/withdraw_past_result", brought, _past, sheets.PAST_CHANGED, {**ONE_ACT, ImportedResult: 0}),
)  # fmt: skip


def _amended(town: Town, task: Task, number: int) -> None:
    given = Amendment(task.units + number + 1, task.deadline, task.done_on, 0, 0, town.id(AN))
    amend(by=head(town), task=task, given=given, note="Đúng là sai")


def _reported() -> Town:
    town = planned()
    report_wrong(by=town.viewer(AN), task=Task.objects.latest("id"), kind="units", text="Sai số đơn vị")
    return town


def _split(town: Town, task: Task, number: int) -> None:
    split(by=head(town), task=task, parts=[Part("Phần", town.id(code), Decimal(1)) for code in (AN, BINH)])


WORKPLAN = (
    Race("workplan/amend", _reported, on_task(_amended), tasks.TASK_CHANGED, {**ONE_ACT, Task: 0}),
    Race("workplan/approve_plan", tabled, _approve, tasks.TABLE_CHANGED, {Entry: 2, PlanTable: 0, Task: 0}),
    Race(
        "workplan/draft_plan", unopened, alone(lambda town, n: _draft(town)), tasks.TABLE_THERE, {Entry: 1, PlanTable: 1},
    ),
    Race(
        "workplan/copy_recurring", recurred, alone(lambda town, n: copy_recurring(by=head(town), table=PlanTable.objects.get())),
        tasks.NOTHING_RECURS, {Entry: 1, Task: 1},
    ),
    Race(
        "workplan/draft_row", tabled,
        alone(lambda town, n: _draft_row(town, "Mới")),
        tasks.GIVEN_ALREADY, {Entry: 1, Task: 1},
    ),
    Race(
        "workplan/assign", unopened, alone(lambda town, n: give(town)), None, {Entry: 2, Task: 2},
        "a room above adds rows alike on purpose: parts of one task, a row handed back; a form goes through assign_once",
    ),
    Race(
        "workplan/assign", unopened, alone(lambda town, n: assign_once(by=SETUP, row=row_for_an(town))), tasks.GIVEN_ALREADY,
        {Entry: 1, Task: 1},
    ),
    Race(
        "workplan/change", planned,
        on_task(lambda town, task, n: change(head(town), task, "explain", {"explanation": str(n)})),
        tasks.TASK_CHANGED, {**ONE_ACT, Task: 0},
    ),
    Race(
        "workplan/claim", unopened, alone(lambda town, n: claim(by=town.viewer(AN), given=_claim())), tasks.GIVEN_ALREADY,
        {Entry: 1, Task: 1},
    ),
    Race(
        "workplan/claim", claimed, on_task(lambda town, task, n: accept_claim(by=head(town), task=task)),
        tasks.TASK_CHANGED, {**ONE_ACT, Task: 0},
    ),
    Race(
        "workplan/consider", late,
        on_task(lambda town, task, n: consider(by=head(town), task=task, found=Finding(0, n % 2, f"Đã xem {n}"))),
        tasks.TASK_CHANGED, {Entry: 1, Task: 0, Notice: 1},
    ),
    Race(
        "workplan/explain", planned, on_task(lambda town, task, n: explain(by=town.viewer(AN), task=task, text=f"Lý do {n}")),
        tasks.TASK_CHANGED, {**ONE_ACT, Task: 0},
    ),
    Race(
        "workplan/report", planned,
        on_task(lambda town, task, n: finish(by=town.viewer(AN), task=task, done_on=date(2026, 10, 15 + n))),
        tasks.TASK_CHANGED, {**ONE_ACT, Task: 0},
    ),
    Race(
        "workplan/report", planned,
        on_task(lambda town, task, n: hand_back(by=head(town), task=task, to_id=town.id(BINH))),
        tasks.TASK_CHANGED, {Entry: 2, Task: 1},
    ),
    Race(
        "workplan/report_wrong", planned,
        on_task(lambda town, task, n: report_wrong(by=town.viewer(AN), task=task, kind="units", text=f"Sai {n}")),
        tasks.TASK_CHANGED, {**ONE_ACT, Task: 0},
    ),
    Race("workplan/split", planned, on_task(_split), tasks.TASK_CHANGED, {Entry: 3, Task: 2}),
)  # fmt: skip


OTHERWISE = {
    "assessment/invent": "fills an empty database with invented people before anybody can sign in: nobody else writes",
    "assessment/leave_unranked": "one move through assessment/moves.py as assessment/excuse, raced there",
    "assessment/record_meeting": "raced where the year's verbs are refused: tests/assessment, minutes amended twice",
    "assessment/record_opinion": "one move through assessment/moves.py as assessment/comment, raced there",
    "audit/record": "who writes after one head twice meets audit_no_fork; raced in every row of this table",
    "audit/seal_days": "raced by processes: tests/faults/test_at_once.py, each seal is made once",
    "bodies/replace": "one move through bodies/moves.py as bodies/excuse, raced there",
    "bodies/settle_concern": "one move through bodies/moves.py as bodies/raise_concern, raced there",
    "people/add_key": "a key is added beside others; two are two factors, each listed and removable",
    "people/count_attempt": "one UPDATE that counts up, and the row's key is unique: no try is lost",
    "people/delegate": "rows are only added; two alike name one holder, and each can be ended",
    "people/end_sessions": "one DELETE: what is gone is gone, however often",
    "people/import_staff": "people/build_tree and people/enrol in one transaction, raced there",
    "people/lock_idle": "takes the rows by SELECT FOR UPDATE; the second finds nobody idle",
    "people/rescue_account": "the later password serves, as with people/set_password, raced there",
    "people/reset_factors": "the later password serves, as with people/set_password, raced there",
    "people/review_rights": "two verdicts are two rows of the review, each by name; a right withdrawn twice ends once",
    "people/start_session": "one row under the unique digest of the session; only its own browser has it",
    "people/use_factor": "the counter or the code is taken by one conditional UPDATE: the second finds it used",
    "rulesets/end_adoption": "the last day said later stands, and the trail keeps both; nothing is added",
    "rulesets/freeze": "one get_or_create under the digest of the content: two make one row",
    "workplan/appraise": "one write through workplan/change.py, raced there",
    "workplan/revise": "one write through workplan/change.py, raced there",
    "workplan/lock": "one INSERT that passes over what is locked; it happens only within assessment/publish, raced there",
}
"""The verbs without a race of their own, and why."""
