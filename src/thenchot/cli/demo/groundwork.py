"""What lies on the table before November is judged: a division's last meeting, its month table, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import cycle
from typing import Any

from thenchot.audit.actions.seal_days import seal_days
from thenchot.cli.demo.stage import Stage, set_day
from thenchot.cli.demo.work import When, rows_of
from thenchot.followup.access import own_remedy, remedy_to_close
from thenchot.followup.actions.close_remedy import close_remedy, return_remedy
from thenchot.followup.actions.conclude_briefing import conclude_briefing
from thenchot.followup.actions.note import Noted, note
from thenchot.followup.actions.plan_day import plan_day
from thenchot.followup.actions.prepare_briefing import Prepared, Sitting, prepare_briefing
from thenchot.followup.actions.raise_remedy import Weakness, raise_remedy
from thenchot.followup.actions.report_remedy import report_remedy
from thenchot.followup.queries.briefing import briefing_of, unfinished
from thenchot.people.identity import Identity
from thenchot.workplan.access import own_task, task_to_assess
from thenchot.workplan.actions.approve_plan import approve_plan, lock_plan
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.actions.carry_over import Carried
from thenchot.workplan.actions.draft_plan import Source, draft_plan
from thenchot.workplan.actions.draft_row import draft_row
from thenchot.workplan.actions.explain import explain
from thenchot.workplan.actions.report import finish, reject
from thenchot.workplan.queries import task
from thenchot.workplan.tables import plan_table

UNIT = "P01-KT"
BEFORE, PERIOD = "2026-10", "2026-11"
MET, APPROVED, LOCKED = date(2026, 11, 2), date(2026, 11, 3), date(2026, 11, 4)
CAME, REPORTED, SEEN, CLOSED = date(2026, 11, 12), date(2026, 11, 13), date(2026, 11, 14), date(2026, 11, 20)
SOURCE = Source("27-NQ/ĐU", date(2026, 10, 30), "Nghị quyết của Đảng ủy phường về nhiệm vụ trọng tâm tháng 11 năm 2026")
MOST_CARRIED, CARRIED_TO = 2, date(2026, 11, 18)
PLACE = "Phòng họp số 2, trụ sở UBND phường"
ATTENTION = "Hồ sơ cấp phép xây dựng trả trước hạn ít nhất một ngày\nSố liệu trật tự đô thị chốt ngày 18 hằng tháng"
CONCLUSION = "Việc chưa xong của tháng 10 chuyển sang tháng 11 với hạn mới; mỗi hạn chế có người và ngày khắc phục."
WEAKNESSES = (
    ("Ba hồ sơ cấp phép trả chậm do chờ ý kiến phối hợp", "Gửi lấy ý kiến trong ngày nhận hồ sơ, theo dõi từng ngày"),
    ("Báo cáo trật tự đô thị phải sửa số liệu hai lần", "Đối chiếu số liệu với Công an phường trước khi trình"),
    ("Biên bản kiểm tra chưa đưa lên phần mềm dùng chung", "Đưa lên đủ biên bản của quý III và quý IV"),
)
DUE = (date(2026, 11, 13), date(2026, 11, 20), date(2026, 11, 27))
RESULTS = ("Từ ngày 03/11 mọi hồ sơ gửi lấy ý kiến trong ngày, không còn hồ sơ trả chậm.", "Đã đối chiếu số liệu tháng 10.")
RETURNED = "Mới đối chiếu một tháng; đối chiếu cả quý III rồi báo cáo lại."
UNPLANNED = "Phối hợp xử lý 2 điểm ngập sau mưa lớn ngày 11/11"
UNCLEAR = "Chuẩn bị nội dung giao ban với các tổ dân phố"
NOTED = "Đã xuống hiện trường cùng tổ dân phố ngay trong ngày; cần lập biên bản đầy đủ."
REJECTION = "Nội dung chưa đạt, trả lại để sửa trước khi trình."


def lay(stage: Stage) -> dict[int, PlanRow]:
    """The second to the fourteenth of November; returns the planned rows by number, as they will have become by the 20th."""
    head = stage.identity(stage.cast.keys[f"{UNIT}:head"])
    _begin(MET)
    given = _draft(stage, head)
    remedies = _hold_meeting(stage, head)
    _begin(APPROVED)
    approve_plan(by=head, table=_table(stage))
    _begin(LOCKED)
    lock_plan(by=head, table=_table(stage))
    _begin(CAME)
    came = _come_unplanned(stage, head)
    _begin(REPORTED)
    _report_remedies(stage, head, remedies)
    _begin(SEEN)
    deputy = stage.identity(stage.cast.keys["P01:deputy-1"])
    note(by=deputy, given=Noted(stage.ids[_first(stage)], PERIOD, NOTED, came))
    return given


def work_off(stage: Stage, given: Mapping[int, PlanRow]) -> None:
    """Most is done; what was late or rejected is explained, but for what the first official still owes."""
    head = stage.identity(stage.cast.keys[f"{UNIT}:head"])
    doers = {number: stage.identity(stage.codes[number]) for number in {row.doer_id or 0 for row in given.values()}}
    for number, row in given.items():
        doer = doers[row.doer_id or 0]
        if row.done_on is not None:
            _work_off(doer, head, (number, row))
        if row.explanation and doer.staff_code != _first(stage):
            # Words may serve one task of one person only, so each names both.
            said = f"{row.explanation} {doer.name} giải trình về việc: {row.content}, hạn {row.deadline:%d/%m}."
            explain(by=doer, task=own_task(doer, number), text=said)


def _work_off(doer: Identity, head: Identity, given: tuple[int, PlanRow]) -> None:
    number, row = given
    assert row.done_on is not None
    finish(by=doer, task=own_task(doer, number), done_on=row.done_on, result=row.result)
    if row.rejections and doer.person_id != head.person_id:
        reject(by=head, task=task_to_assess(head, number), note=REJECTION)


def _begin(day: date) -> None:
    set_day(day)
    seal_days(before=day)


def _first(stage: Stage) -> str:
    """Staff code of the division's official who is in the sign-in list."""
    return stage.cast.of(UNIT)[0]


def _table(stage: Stage) -> Any:
    return plan_table(stage.units[UNIT].id, PERIOD)


def _draft(stage: Stage, head: Identity) -> dict[int, PlanRow]:
    unit = stage.units[UNIT]
    draft_plan(by=head, unit_id=unit.id, period=PERIOD, source=SOURCE)
    desk = next(desk for desk in stage.desks(MET) if desk.workers[0].unit_code == UNIT)
    given = {}
    for row in rows_of(desk, When(PERIOD, CLOSED)):
        bare = PlanRow(
            row.unit_id, row.period, row.content, row.units, doer_id=row.doer_id, leader_id=row.leader_id or head.person_id,
            deadline=row.deadline, product_id=row.product_id, source=SOURCE.number, recurring="báo cáo" in row.content,
        )  # fmt: skip
        given[draft_row(by=head, table=_table(stage), row=bare)] = row
    unclear = PlanRow(unit.id, PERIOD, UNCLEAR, Decimal(0), leader_id=head.person_id, doer_unit_id=unit.id)
    draft_row(by=head, table=_table(stage), row=unclear)
    return given


def _hold_meeting(stage: Stage, head: Identity) -> list[int]:
    """October's meeting: each weakness gets an owner and a day, two unfinished rows go on in November; returns the remedies."""
    unit, people = stage.units[UNIT], stage.cast.of(UNIT)
    sitting, writer = Sitting(unit, BEFORE), stage.ids[people[-1]]
    given = Prepared(MET, PLACE, head.person_id, writer, len(people), "", ATTENTION, CONCLUSION)
    prepare_briefing(by=head, sitting=sitting, given=given, briefing=None)
    raised = [
        raise_remedy(by=head, sitting=sitting, given=Weakness(weakness, action, stage.ids[code], due))
        for code, (weakness, action), due in zip(cycle(reversed(people)), WEAKNESSES, DUE, strict=False)
    ]
    rows = [found for row in unfinished(unit, BEFORE)[:MOST_CARRIED] if (found := task(row.id))]
    briefing = briefing_of(unit.id, BEFORE)
    assert briefing is not None
    conclude_briefing(by=head, sitting=sitting, briefing=briefing, carried=[Carried(row, CARRIED_TO) for row in rows])
    return raised


def _come_unplanned(stage: Stage, head: Identity) -> int:
    """A row given after the lock, which its doer puts into their week; returns its number."""
    code = _first(stage)
    row = PlanRow(
        stage.units[UNIT].id, PERIOD, UNPLANNED, Decimal(3), doer_id=stage.ids[code], leader_id=head.person_id,
        deadline=date(2026, 11, 24), source="Chỉ đạo trực tiếp của Chủ tịch UBND phường",
    )  # fmt: skip
    came = assign(by=head.actor, row=row)
    plan_day(task=own_task(stage.identity(code), came), day=date(2026, 11, 23))
    return came


def _report_remedies(stage: Stage, head: Identity, raised: Sequence[int]) -> None:
    """One remedy is closed with its result, one given back, one still runs."""
    for number, result in zip(raised, RESULTS, strict=False):
        owner = stage.identity(stage.codes[remedy_to_close(head, number).owner_id])
        report_remedy(by=owner, remedy=own_remedy(owner, number), result=result)
    close_remedy(by=head, remedy=remedy_to_close(head, raised[0]), result=RESULTS[0])
    return_remedy(by=head, remedy=remedy_to_close(head, raised[1]), reason=RETURNED, due=DUE[2])
