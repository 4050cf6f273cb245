"""The work-plan table of a unit and month: drafted, approved, locked; what counts when, and what the log keeps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.workplan.conftest import AN, BINH, HEAD, OUTSIDER, PERIOD, SETUP, TODAY, Ward
from thenchot.audit.queries import verify_entries
from thenchot.people.identity import Identity
from thenchot.workplan.actions.approve_plan import approve_plan, lock_plan
from thenchot.workplan.actions.assign import PlanRow, assign, assign_many, assign_once
from thenchot.workplan.actions.copy_recurring import copy_recurring
from thenchot.workplan.actions.draft_plan import Source, draft_plan, name_source
from thenchot.workplan.actions.draft_row import draft_row, drop_row
from thenchot.workplan.actions.report import hand_back, mark_late, reject
from thenchot.workplan.actions.revise import Revision, revise
from thenchot.workplan.actions.split import Part, split
from thenchot.workplan.models import LockedPeriod, PlanTable, Task
from thenchot.workplan.queries import tasks_below, tasks_of
from thenchot.workplan.tables import Logged, lines_of, log_of, plan_table, read_log

Refuses = Callable[..., str]
pytestmark = pytest.mark.django_db


class Drafted:
    """A draft of the division, and what its head and An do to it."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward
        self.an, self.head = ward.viewer(AN), ward.viewer(HEAD)
        source = Source("15-KL/ĐU", date(2026, 10, 30), "Kết luận giao ban tháng 10")
        draft_plan(by=self.an, unit_id=ward.unit_id, period=PERIOD, source=source)

    @property
    def table(self) -> PlanTable:
        found = plan_table(self.ward.unit_id, PERIOD)
        assert found is not None
        return found

    def row(self, content: str = "Tờ trình", **other: Any) -> PlanRow:
        return PlanRow(self.ward.unit_id, PERIOD, content, Decimal(other.pop("units", 4)), **other)

    def add(self, content: str = "Tờ trình", by: Identity | None = None, **other: Any) -> Task:
        doer = {"doer_id": self.ward.id(AN)} | other
        return self.ward.again(draft_row(by=by or self.an, table=self.table, row=self.row(content, **doer)))

    def approve(self) -> int:
        return approve_plan(by=self.head, table=self.table)

    def lock(self) -> None:
        lock_plan(by=self.head, table=self.table)

    def log(self) -> list[Logged]:
        return read_log(list(log_of(self.table)), TODAY)


@pytest.fixture
def drafted(ward: Ward) -> Drafted:
    return Drafted(ward)


def test_a_drafted_row_is_nobodys_work_until_the_head_approves(drafted: Drafted, ward: Ward) -> None:
    drafted.add()
    assert (ward.load().assigned, tasks_of(ward.id(AN), PERIOD), tasks_below([ward.unit_id], PERIOD)) == (
        0,
        [],
        [],
    )
    assert drafted.approve() == 1
    assert ward.load().assigned == 4
    assert [row.status for row in tasks_of(ward.id(AN), PERIOD)] == ["assigned"]
    assert (drafted.table.state, list(verify_entries({}))) == ("approved", [])


def test_what_is_added_after_the_lock_is_marked_unplanned(drafted: Drafted, ward: Ward) -> None:
    drafted.add("Trước khoá")
    drafted.approve()
    early = assign_once(by=SETUP, row=drafted.row("Sau duyệt, trước khoá", doer_id=ward.id(AN)))
    drafted.lock()
    late = [
        assign(by=SETUP, row=drafted.row("Giao", doer_id=ward.id(AN))),
        assign_once(by=SETUP, row=drafted.row("Giao một lần", doer_id=ward.id(AN))),
    ]
    next_month = replace(drafted.row("Tháng sau"), period="2026-12")
    assign_many(by=SETUP, rows=[drafted.row("Giao nhiều", doer_id=ward.id(AN)), next_month])
    origins = dict(Task.objects.values_list("content", "origin"))
    assert origins.pop("Tháng sau") == "planned"
    assert [ward.again(number).origin for number in (early, *late)] == ["planned", "unplanned", "unplanned"]
    assert origins["Giao nhiều"] == "unplanned"
    assert ward.load().assigned == 8, (
        "unplanned work lies outside the assigned total (Điều 18 khoản 1 điểm d)"
    )


def test_the_parts_of_a_planned_row_stay_planned_after_the_lock(drafted: Drafted, ward: Ward) -> None:
    task = drafted.add()
    other = drafted.add("Việc khác")
    drafted.approve()
    drafted.lock()
    parts = [Part("Phần một", ward.id(AN), Decimal(2)), Part("Phần hai", ward.id(BINH), Decimal(2))]
    numbers = split(by=drafted.head, task=ward.again(task), parts=parts)
    taken = hand_back(by=drafted.head, task=ward.again(other), to_id=ward.id(BINH))
    assert [ward.again(number).origin for number in (*numbers, taken)] == ["planned", "planned", "taken_over"]


def test_only_a_draft_takes_rows_and_only_an_approved_table_is_locked(
    drafted: Drafted, refuses: Refuses
) -> None:
    assert refuses(drafted.approve) == "workplan.table_empty"
    assert refuses(drafted.lock) == "workplan.not_approved"
    drafted.add()
    assert refuses(drafted.add) == "workplan.given_already"
    stale = drafted.table
    drafted.approve()
    assert refuses(drafted.add, content="Muộn") == "workplan.not_a_draft"
    assert refuses(approve_plan, by=drafted.head, table=stale) == "workplan.table.changed"
    assert (
        refuses(name_source, by=drafted.an, table=drafted.table, source=Source("1")) == "workplan.not_a_draft"
    )
    stale = drafted.table
    drafted.lock()
    assert refuses(lock_plan, by=drafted.head, table=stale) == "workplan.table.changed"


def test_a_published_month_takes_no_approval(drafted: Drafted, ward: Ward, refuses: Refuses) -> None:
    task = drafted.add()
    LockedPeriod.objects.create(person_id=ward.id(AN), period=PERIOD)
    assert refuses(drafted.approve) == "workplan.closed"
    assert (drafted.table.state, ward.again(task).status) == ("draft", "drafted")


def test_one_table_for_a_unit_and_month(drafted: Drafted, ward: Ward, refuses: Refuses) -> None:
    again = {"by": drafted.head, "unit_id": ward.unit_id, "period": PERIOD, "source": Source()}
    assert refuses(draft_plan, **again) == "workplan.table_there"
    assert refuses(draft_plan, **again | {"period": "2026"}) == "workplan.bad_period"
    assert (
        refuses(draft_plan, **again | {"period": "2026-12", "source": Source("x" * 61)})
        == "workplan.source_too_long"
    )
    assert PlanTable.objects.count() == 1


def test_a_dropped_row_leaves_the_table_and_stays_in_the_log(
    drafted: Drafted, ward: Ward, refuses: Refuses
) -> None:
    task = drafted.add()
    drop_row(by=drafted.an, task=task)
    assert lines_of(ward.unit_id, PERIOD) == []
    assert drafted.log()[0].action == "drop"
    drafted.add(), drafted.approve()
    assert ward.load().assigned == 4, "what was dropped is not approved"
    assert (
        refuses(drop_row, by=drafted.head, task=ward.again(Task.objects.latest("id")))
        == "workplan.not_a_draft"
    )


def revision(task: Task, **other: Any) -> Revision:
    return replace(
        Revision(task.content, task.leader_id, task.doer_id, task.doer_unit_id, task.deadline, task.units),
        **other,
    )


def test_the_log_says_who_changed_what_from_what_to_what(drafted: Drafted, ward: Ward) -> None:
    task = drafted.add(deadline=date(2026, 11, 15))
    given = revision(
        task, doer_id=ward.id(BINH), deadline=date(2026, 11, 25), leader_id=ward.id(HEAD), recurring=True
    )
    revise(by=drafted.an, task=task, given=given)
    last = drafted.log()[0]
    assert (last.action, last.row, last.actor) == ("revise", "Tờ trình", "Hồ Hữu An (04)")
    assert {(one.column, one.before, one.after) for one in last.changes} == {
        ("doer_id", "Hồ Hữu An", "Tạ Thanh Bình"), ("deadline", "15/11/2026", "25/11/2026"),
        ("leader_id", "", "Bạch Văn Tường"), ("recurring", "", "1"),
    }  # fmt: skip
    name_source(by=drafted.an, table=drafted.table, source=Source("16-KL/ĐU"))
    drafted.approve()
    drafted.lock()
    assert [one.action for one in drafted.log()] == [
        "locked",
        "approve",
        "approved",
        "name_source",
        "revise",
        "assign",
        "draft",
    ]
    assert ("source_number", "15-KL/ĐU", "16-KL/ĐU") in [
        (c.column, c.before, c.after) for c in drafted.log()[3].changes
    ]
    assert list(verify_entries({})) == []


def test_given_work_changes_with_a_reason_and_keeps_its_doer_and_units(
    drafted: Drafted, ward: Ward, refuses: Refuses
) -> None:
    task = drafted.add()
    drafted.approve()
    task = ward.again(task)
    given = revision(task, content="Tờ trình bổ sung", doer_id=ward.id(BINH), units=Decimal(9))
    assert refuses(revise, by=drafted.head, task=task, given=given) == "workplan.reason_needed"
    revise(by=drafted.head, task=task, given=given, note="Theo ý kiến thường trực")
    after = ward.again(task)
    assert (after.content, after.doer_id, after.units) == ("Tờ trình bổ sung", ward.id(AN), Decimal(4))
    assert drafted.log()[0].note == "Theo ý kiến thường trực"
    assert (
        refuses(revise, by=drafted.head, task=after, given=revision(after), note="x")
        == "workplan.nothing_revised"
    )
    assert (
        refuses(revise, by=drafted.head, task=task, given=revision(task, content="Khác"), note="x")
        == "workplan.changed"
    )


def test_a_drafted_row_of_a_person_without_units_is_refused(drafted: Drafted, refuses: Refuses) -> None:
    task = drafted.add()
    assert (
        refuses(revise, by=drafted.an, task=task, given=revision(task, units=Decimal(0)))
        == "workplan.no_units"
    )


def test_the_log_tells_nothing_of_how_well_work_was_done(drafted: Drafted, ward: Ward) -> None:
    task = drafted.add()
    drafted.approve()
    mark_late(
        by=drafted.head, task=ward.again(task), note="Chậm vì chủ quan", new_deadline=date(2026, 11, 28)
    )
    reject(by=drafted.head, task=ward.again(task), note="Sai căn cứ")
    log = drafted.log()
    assert [one.action for one in log[:2]] == ["mark_late", "approve"]
    assert [(change.column, change.after) for change in log[0].changes] == [("deadline", "28/11/2026")]
    assert [one.note for one in log if one.note] == []


def test_recurring_rows_come_back_a_month_on_and_only_once(ward: Ward, refuses: Refuses) -> None:
    monthly = PlanRow(
        ward.unit_id, "2026-01", "Báo cáo tháng", Decimal(2), doer_id=ward.id(AN), leader_id=ward.id(HEAD),
        deadline=date(2026, 1, 31), recurring=True,
    )  # fmt: skip
    gone = replace(monthly, content="Trực một cửa", doer_id=ward.id(OUTSIDER), deadline=None)
    assign_many(by=SETUP, rows=[monthly, gone, replace(monthly, content="Việc một lần", recurring=False)])
    by = ward.viewer(AN)
    draft_plan(by=by, unit_id=ward.unit_id, period="2026-02", source=Source())
    table = PlanTable.objects.get()
    assert copy_recurring(by=by, table=table) == 2
    report, desk = lines_of(ward.unit_id, "2026-02")
    assert (report.content, report.deadline, report.doer, report.leader) == (
        "Báo cáo tháng", date(2026, 2, 28), "Hồ Hữu An", "Bạch Văn Tường",
    )  # fmt: skip
    assert (desk.doer, desk.deadline, [one.code for one in desk.lacks]) == ("", None, ["person", "process"])
    assert {report.status, desk.status} == {"drafted"}
    assert refuses(copy_recurring, by=by, table=table) == "workplan.nothing_recurs"
    approve_plan(by=ward.viewer(HEAD), table=table)
    assert refuses(copy_recurring, by=by, table=table) == "workplan.not_a_draft"
