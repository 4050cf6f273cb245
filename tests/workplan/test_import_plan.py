"""Rows brought into a table: kept while they wait, saved all or none and once, and never over what somebody else wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.workplan.conftest import AN, BINH, HEAD, OUTSIDER, PERIOD, TODAY, Ward
from thenchot.audit.models import Entry
from thenchot.audit.queries import verify_entries
from thenchot.people.identity import Identity
from thenchot.workplan.actions.approve_plan import approve_plan, lock_plan
from thenchot.workplan.actions.assign import PlanRow
from thenchot.workplan.actions.draft_plan import Source, draft_plan
from thenchot.workplan.actions.draft_row import draft_row
from thenchot.workplan.actions.give_to_many import give_to_many
from thenchot.workplan.actions.import_plan import MOST_ROWS, Brought, give_up, import_plan, mend, put_forward
from thenchot.workplan.actions.report import finish
from thenchot.workplan.actions.revise import Revision, revise
from thenchot.workplan.exporting import exported
from thenchot.workplan.imports import Comparison, comparison, import_to_save, rows_of, waiting_import
from thenchot.workplan.incoming import Incoming, identified
from thenchot.workplan.models import LockedPeriod, PlanImport, PlanTable, Task
from thenchot.workplan.tables import log_of, plan_table, read_log

Refuses = Callable[..., str]
pytestmark = pytest.mark.django_db
BLANK = {"leader": "", "doer": "", "deadline": "", "result": ""}


def row(content: str, number: int = 2, **cells: str) -> Incoming:
    return Incoming(number, "", {"content": content, **BLANK, **cells})


class Desk:
    """The division's table, An who drafts it, and the rows that are brought in."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward
        self.an, self.head = ward.viewer(AN), ward.viewer(HEAD)
        draft_plan(by=self.an, unit_id=ward.unit_id, period=PERIOD, source=Source())

    @property
    def table(self) -> PlanTable:
        found = plan_table(self.ward.unit_id, PERIOD)
        assert found is not None
        return found

    def add(self, content: str = "Tờ trình") -> Task:
        plan_row = PlanRow(self.ward.unit_id, PERIOD, content, Decimal(4), doer_id=self.ward.id(AN))
        return self.ward.again(draft_row(by=self.an, table=self.table, row=plan_row))

    def bring(self, *rows: Incoming, by: Identity | None = None, name: str = "") -> PlanImport:
        number = put_forward(by=by or self.an, table=self.table, brought=Brought(rows, name))
        return import_to_save(by or self.an, number)

    def beside(self, found: PlanImport, by: Identity | None = None) -> Comparison:
        return comparison(by or self.an, found)

    def save(self, found: PlanImport, by: Identity | None = None, note: str = "") -> Comparison:
        return import_plan(by=by or self.an, waiting=found, seen=self.beside(found, by).picture, note=note)

    def taken_away(self, **edited: str) -> list[Incoming]:
        """The rows as a file holds them, edited alike."""
        unit = exported(self.head, self.beside(self.bring(row("x"))).unit, PERIOD)
        give_up(by=self.an, table=self.table)
        marks = [(one, identified(one.mark)) for one in unit.rows]
        return [
            Incoming(at, "", {**one.cells, **edited}, task_id=mark[0], base=mark[1])
            for at, (one, mark) in enumerate(marks, 2)
        ]

    def steps(self) -> None:
        approve_plan(by=self.head, table=self.table)
        lock_plan(by=self.head, table=self.table)


@pytest.fixture
def desk(ward: Ward) -> Desk:
    return Desk(ward)


def test_new_rows_join_the_draft_with_their_five_columns_and_a_line_in_the_trail_each(
    desk: Desk, ward: Ward
) -> None:
    brought = desk.bring(
        row("Rà soát", doer="Tạ Thanh Bình", leader="Bạch Văn Tường", deadline="25", result="Báo cáo"),
        row("Trực", 3, doer="Phòng Kinh tế"),
        name="bieu.xlsx",
    )  # fmt: skip
    assert not Task.objects.exists(), "nothing is written while the rows wait"
    assert desk.save(brought).to_save == 2
    first, second = Task.objects.order_by("id")
    assert (first.doer_id, first.leader_id, first.deadline, first.result, first.units, first.status) == (
        ward.id(BINH), ward.id(HEAD), date(2026, 11, 25), "Báo cáo", 1, "drafted",
    )  # fmt: skip
    assert (second.doer_unit_id, second.units, second.source) == (ward.unit_id, 0, "Nhập từ bieu.xlsx")
    log = read_log(list(log_of(desk.table)), TODAY)
    assert [(one.action, one.note, one.counts) for one in log[:1]] == [("import", "bieu.xlsx", (2, 0))]
    assert [one.action for one in log[1:]] == ["assign", "assign", "draft"]
    assert list(verify_entries({})) == []


def test_rows_are_saved_once_and_what_was_saved_is_let_go(desk: Desk, refuses: Refuses) -> None:
    brought = desk.bring(row("Rà soát"))
    desk.save(brought)
    assert refuses(import_to_save, viewer=desk.an, import_id=brought.id) == "workplan.import_done"
    stale = PlanImport(id=brought.id, table=desk.table, by_id=desk.an.person_id, version=1, rows=brought.rows)
    seen = desk.beside(stale).picture
    assert refuses(import_plan, by=desk.an, waiting=stale, seen=seen) == "workplan.nothing_to_save"
    assert PlanImport.objects.get().rows == {"rows": [], "notes": []}
    assert Task.objects.count() == 1


def test_a_row_that_two_people_bring_at_once_comes_in_once(desk: Desk, refuses: Refuses) -> None:
    mine, theirs = desk.bring(row("Rà soát")), desk.bring(row("Rà soát"), row("Trực", 3), by=desk.head)
    seen = desk.beside(theirs, desk.head).picture
    desk.save(mine)
    assert refuses(import_plan, by=desk.head, waiting=theirs, seen=seen) == "workplan.import.changed"
    again = desk.beside(theirs, desk.head)
    assert [one.kind for one in again.rows] == ["same", "new"]
    desk.save(theirs, desk.head)
    assert sorted(Task.objects.values_list("content", flat=True)) == ["Rà soát", "Trực"]


def test_all_or_none_while_one_row_is_wrong_and_skipping_it_is_a_choice(desk: Desk, refuses: Refuses) -> None:
    brought = desk.bring(row("Rà soát"), row("Trực", 3, doer="Ai đó"))
    seen = desk.beside(brought).picture
    assert refuses(import_plan, by=desk.an, waiting=brought, seen=seen) == "workplan.import_unresolved"
    good, wrong = rows_of(brought)
    mend(by=desk.an, waiting=brought, rows=[good, wrong.mended({}, skip=True, choice="")])
    assert [one.kind for one in desk.beside(brought).rows] == ["new", "skipped"]
    desk.save(brought)
    assert [task.content for task in Task.objects.all()] == ["Rà soát"]


def test_what_was_mended_waits_too_and_an_old_page_does_not_undo_it(desk: Desk, refuses: Refuses) -> None:
    brought = desk.bring(row("Trực", doer="Ai đó"))
    old = import_to_save(desk.an, brought.id)
    mend(
        by=desk.an,
        waiting=brought,
        rows=[one.mended({"doer": "Hồ Hữu An"}, skip=False, choice="") for one in rows_of(brought)],
    )
    assert refuses(mend, by=desk.an, waiting=old, rows=rows_of(old)) == "workplan.import.changed"
    assert rows_of(import_to_save(desk.an, brought.id))[0].cells["doer"] == "Hồ Hữu An"
    desk.save(brought)
    assert Task.objects.get().doer_id == desk.ward.id(AN)


def test_one_lot_waits_for_each_person_and_table_and_is_nobody_elses(
    desk: Desk, ward: Ward, refuses: Refuses
) -> None:
    first, second = desk.bring(row("Một")), desk.bring(row("Hai"))
    desk.bring(row("Ba"), by=desk.head)
    waiting = waiting_import(desk.an, desk.table)
    assert waiting is not None
    assert waiting.id == second.id
    for viewer, number in ((desk.an, first.id), (desk.head, second.id), (ward.viewer(OUTSIDER), second.id)):
        assert refuses(import_to_save, viewer=viewer, import_id=number) == "workplan.import_not_found"
    give_up(by=desk.an, table=desk.table)
    assert (waiting_import(desk.an, desk.table), PlanImport.objects.count()) == (None, 1)


def test_no_rows_and_too_many_are_refused(desk: Desk, refuses: Refuses) -> None:
    given = {"by": desk.an, "table": desk.table}
    assert refuses(put_forward, **given, brought=Brought([])) == "workplan.import_empty"
    many = [row(str(at), at) for at in range(MOST_ROWS + 1)]
    assert refuses(put_forward, **given, brought=Brought(many)) == "workplan.import_long"


def test_a_table_filled_in_offline_comes_back_and_only_what_was_edited_changes(
    desk: Desk, ward: Ward
) -> None:
    task = desk.add()
    (brought,) = desk.taken_away(result="Đã trình", deadline="28/11")
    mine = ward.again(task)
    given = Revision("Tờ trình bổ sung", ward.id(HEAD), ward.id(AN), None, None, Decimal(4))
    revise(by=desk.head, task=mine, given=given)
    beside = desk.beside(desk.bring(brought))
    assert [(side.column, side.clash) for side in beside.rows[0].sides] == [
        ("deadline", False),
        ("result", False),
    ]
    desk.save(desk.bring(brought))
    after = ward.again(task)
    assert (after.content, after.leader_id, after.deadline, after.result, after.units) == (
        "Tờ trình bổ sung", ward.id(HEAD), date(2026, 11, 28), "Đã trình", Decimal(4),
    )  # fmt: skip


def test_where_both_changed_a_cell_nothing_is_written_before_somebody_chose(
    desk: Desk, ward: Ward, refuses: Refuses
) -> None:
    task = desk.add()
    (brought,) = desk.taken_away(content="Tờ trình của tệp")
    revise(
        by=desk.head,
        task=task,
        given=Revision("Tờ trình của phần mềm", None, ward.id(AN), None, None, Decimal(4)),
    )
    waiting = desk.bring(brought)
    (found,) = desk.beside(waiting).rows
    assert (found.kind, found.sides[0].stored, found.sides[0].brought) == (
        "conflict",
        "Tờ trình của phần mềm",
        "Tờ trình của tệp",
    )
    seen = desk.beside(waiting).picture
    assert refuses(import_plan, by=desk.an, waiting=waiting, seen=seen) == "workplan.import_unresolved"
    for choice, wanted in (("stored", "Tờ trình của phần mềm"), ("file", "Tờ trình của tệp")):
        mend(by=desk.an, waiting=waiting, rows=[brought.mended({}, skip=False, choice=choice)])
        if choice == "file":
            desk.save(waiting)
        assert ward.again(task).content == wanted


def test_a_change_between_the_look_and_the_save_is_shown_anew_and_not_overwritten(
    desk: Desk, ward: Ward, refuses: Refuses
) -> None:
    task = desk.add()
    (brought,) = desk.taken_away(content="Tờ trình của tệp")
    waiting = desk.bring(brought)
    seen = desk.beside(waiting).picture
    revise(
        by=desk.head, task=task, given=Revision("Ai đó vừa sửa", None, ward.id(AN), None, None, Decimal(4))
    )
    before = Entry.objects.count()
    assert refuses(import_plan, by=desk.an, waiting=waiting, seen=seen) == "workplan.import.changed"
    assert (ward.again(task).content, Entry.objects.count()) == ("Ai đó vừa sửa", before)


def test_given_work_changes_through_its_head_alone_and_with_a_reason(
    desk: Desk, ward: Ward, refuses: Refuses
) -> None:
    task = desk.add()
    (brought,) = desk.taken_away(deadline="29/11")
    desk.steps()
    (away,) = desk.taken_away(deadline="29/11")
    assert [one.kind for one in desk.beside(desk.bring(away)).rows] == ["wrong"]
    waiting = desk.bring(away, by=desk.head)
    seen = desk.beside(waiting, desk.head).picture
    assert refuses(import_plan, by=desk.head, waiting=waiting, seen=seen) == "workplan.reason_needed"
    desk.save(waiting, desk.head, "Thường trực cho lùi hạn")
    assert ward.again(task).deadline == date(2026, 11, 29)
    assert read_log(list(log_of(desk.table)), TODAY)[1].note == "Thường trực cho lùi hạn"
    assert brought.task_id == task.id


def test_rows_brought_in_after_the_lock_are_given_at_once_and_marked_unplanned(desk: Desk) -> None:
    desk.add()
    desk.steps()
    desk.save(desk.bring(row("Xử lý điểm ngập", doer="Hồ Hữu An"), by=desk.head), desk.head)
    late = Task.objects.latest("id")
    assert (late.status, late.origin, late.units) == ("assigned", "unplanned", 1)


def test_done_work_and_a_published_month_stay_as_they_are(desk: Desk, ward: Ward) -> None:
    task = desk.add()
    desk.steps()
    finish(by=desk.an, task=ward.again(task), done_on=TODAY, result="Đã ban hành")
    (brought,) = desk.taken_away(result="Khác")
    done, closed = brought, row("Mới", 9, doer="Hồ Hữu An")
    LockedPeriod.objects.create(person_id=ward.id(AN), period=PERIOD)
    found = desk.beside(desk.bring(done, closed, by=desk.head), desk.head).rows
    assert [{at: why.code for at, why in one.wrong.items()} for one in found] == [
        {"": "workplan.row_done"},
        {"doer": "workplan.closed"},
    ]


def test_one_content_is_given_to_many_all_or_none(desk: Desk, ward: Ward, refuses: Refuses) -> None:
    given: dict[str, Any] = {"by": desk.an, "row": PlanRow(ward.unit_id, PERIOD, "Học nghị quyết", Decimal(1))}
    people = [ward.id(AN), ward.id(BINH), ward.id(AN)]
    assert refuses(give_to_many, **given, table=desk.table, people=people[::2]) == "workplan.nobody_chosen"
    assert give_to_many(**given, table=desk.table, people=people) == 2
    assert set(Task.objects.values_list("doer_id", "status", "content")) == {
        (one, "drafted", "Học nghị quyết") for one in people
    }
    assert (
        refuses(give_to_many, **given, table=desk.table, people=[ward.id(AN), ward.id(HEAD)])
        == "workplan.given_already"
    )
    stale = desk.table
    desk.steps()
    assert refuses(give_to_many, **given, table=stale, people=people) == "workplan.table.changed"
    late = PlanRow(ward.unit_id, PERIOD, "Trực bão", Decimal(2))
    give_to_many(by=desk.head, table=desk.table, row=late, people=people)
    assert set(Task.objects.filter(content="Trực bão").values_list("status", "origin")) == {
        ("assigned", "unplanned")
    }
    assert list(verify_entries({})) == []
