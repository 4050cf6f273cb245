"""What of a table is taken away, whom its file may name, and what comes of it when rows or people move on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.workplan.conftest import (
    AN,
    BINH,
    CHAIR,
    HEAD,
    OUTSIDER,
    PERIOD,
    SECRETARY,
    SETUP,
    START,
    TODAY,
    Ward,
)
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import unit_on
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.models import Appointment
from thenchot.workplan.actions.approve_plan import approve_plan, lock_plan
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.actions.claim import Claim, claim
from thenchot.workplan.actions.draft_plan import Source, draft_plan
from thenchot.workplan.actions.draft_row import draft_row, drop_row
from thenchot.workplan.actions.import_plan import Brought, import_plan, put_forward
from thenchot.workplan.actions.report import finish, hand_back
from thenchot.workplan.actions.revise import Revision, revise
from thenchot.workplan.actions.split import Part, split
from thenchot.workplan.exporting import Exported, exported
from thenchot.workplan.imports import comparison, import_to_save
from thenchot.workplan.incoming import COLUMNS, Incoming, identified
from thenchot.workplan.models import PlanTable, Task
from thenchot.workplan.names import Names, names_in
from thenchot.workplan.tables import lines_of, log_of, plan_table, read_log

pytestmark = pytest.mark.django_db
Refuses = Callable[..., str]


@pytest.fixture
def begun(ward: Ward) -> Ward:
    draft_plan(by=ward.viewer(AN), unit_id=ward.unit_id, period=PERIOD, source=Source())
    return ward


def table_of(ward: Ward) -> PlanTable:
    found = plan_table(ward.unit_id, PERIOD)
    assert found is not None
    return found


def add(ward: Ward, content: str, doer: str = AN, **other: Any) -> Task:
    values: dict[str, Any] = {"deadline": date(2026, 11, 15)} | other
    row = PlanRow(ward.unit_id, PERIOD, content, Decimal(4), doer_id=ward.id(doer), **values)
    return ward.again(draft_row(by=ward.viewer(AN), table=table_of(ward), row=row))


def taken(ward: Ward, code: str = HEAD) -> Exported:
    unit = unit_on(ward.unit_id, TODAY)
    assert unit is not None
    return exported(ward.viewer(code), unit, PERIOD)


def incoming(plan: Exported, **edited: str) -> list[Incoming]:
    """The rows as a file holds them, edited alike."""
    marks = [identified(row.mark) for row in plan.rows]
    return [
        Incoming(at, "", {**row.cells, **edited}, task_id=mark[0], base=mark[1])
        for at, (row, mark) in enumerate(zip(plan.rows, marks, strict=True), start=2)
    ]


def give(ward: Ward) -> None:
    approve_plan(by=ward.viewer(HEAD), table=table_of(ward))


def test_rows_go_out_by_their_day_the_undated_last_each_with_five_cells_and_its_mark(begun: Ward) -> None:
    late = add(begun, "Muộn", deadline=date(2026, 11, 28), leader_id=begun.id(HEAD), result="Đề án")
    undated = add(begun, "Không ngày", deadline=None)
    early = add(begun, "  Sớm \n nhất ", BINH, deadline=date(2026, 11, 3), doer_unit_id=begun.unit_id)
    rows = taken(begun).rows
    assert [dict(row.cells) for row in rows] == [
        {
            "content": "Sớm nhất",
            "leader": "",
            "doer": "Tạ Thanh Bình, Phòng Kinh tế",
            "deadline": "2026-11-03",
            "result": "",
        },
        {
            "content": "Muộn",
            "leader": "Bạch Văn Tường",
            "doer": "Hồ Hữu An",
            "deadline": "2026-11-28",
            "result": "Đề án",
        },
        {"content": "Không ngày", "leader": "", "doer": "Hồ Hữu An", "deadline": "", "result": ""},
    ]
    assert [identified(row.mark)[0] for row in rows] == [early.id, late.id, undated.id]
    assert [row.deadline for row in rows] == [date(2026, 11, 3), date(2026, 11, 28), None]


def test_only_what_the_table_shows_goes_out(begun: Ward) -> None:
    """Neither what was dropped, split or handed over, nor what its doer only claims; the parts and the taker's row do."""
    drop_row(by=begun.viewer(AN), task=add(begun, "Bỏ"))
    for content in ("Chia", "Giao lại", "Xong", "Đang làm"):
        add(begun, content)
    give(begun)
    tasks = {task.content: begun.again(task) for task in Task.objects.filter(status="assigned")}
    head, an = begun.viewer(HEAD), begun.viewer(AN)
    parts = [Part("Phần một", begun.id(AN), Decimal(2)), Part("Phần hai", begun.id(BINH), Decimal(2))]
    split(by=head, task=tasks["Chia"], parts=parts)
    hand_back(by=head, task=tasks["Giao lại"], to_id=begun.id(BINH))
    finish(by=an, task=tasks["Xong"], done_on=TODAY, result="Đã trình")
    claim(by=an, given=Claim(PERIOD, "Tự kê khai", Decimal(1), "Công văn 1", TODAY))
    lock_plan(by=head, table=table_of(begun))
    assign(by=SETUP, row=PlanRow(begun.unit_id, PERIOD, "Sau khoá", Decimal(1), doer_id=begun.id(AN)))
    rows = taken(begun).rows
    shown = {row.cells["content"]: row for row in rows}
    assert set(shown) == {"Phần một", "Phần hai", "Giao lại", "Xong", "Đang làm", "Sau khoá"}
    assert [row.cells["content"] for row in rows if row.unplanned] == ["Sau khoá"]
    assert (shown["Giao lại"].cells["doer"], shown["Xong"].cells["result"]) == ("Tạ Thanh Bình", "Đã trình")
    assert {line.content for line in lines_of(begun.unit_id, PERIOD)} == set(shown), "as the page shows it"


def test_the_seal_on_the_paper_follows_the_trail_of_the_table(begun: Ward) -> None:
    before = taken(begun).seal
    add(begun, "Một")
    give(begun)
    assert len(before) == 12
    assert taken(begun).seal != before


def test_a_month_without_a_table_has_nothing_to_take_away(ward: Ward, refuses: Refuses) -> None:
    unit = unit_on(ward.unit_id, TODAY)
    assert refuses(exported, viewer=ward.viewer(AN), unit=unit, period=PERIOD) == "workplan.table_missing"


def known(ward: Ward, code: str = "BT-KT") -> Names:
    unit = unit_on(Unit.objects.get(code=code).id, TODAY)
    assert unit is not None
    return names_in(unit, TODAY)


def test_leaders_are_those_of_the_unit_and_above_and_doers_those_of_the_unit_and_below(ward: Ward) -> None:
    division = known(ward)
    assert {one.number for one in division.leaders} == {ward.id(code) for code in (CHAIR, SECRETARY, HEAD)}
    assert {one.number for one in division.people} == {ward.id(code) for code in (HEAD, AN, BINH)}
    assert [one.name for one in division.units] == ["Phòng Kinh tế"]
    whole = known(ward, "BT")
    assert {one.number for one in whole.people} == {
        ward.id(code) for code in (CHAIR, SECRETARY, HEAD, AN, BINH)
    }
    assert [one.name for one in whole.units] == ["Phường Bến Trúc", "Phòng Kinh tế"]
    assert ward.id(OUTSIDER) not in {one.number for one in (*whole.leaders, *whole.people)}


def test_two_of_one_name_go_out_with_their_codes_and_come_back_as_themselves(begun: Ward) -> None:
    twin = PostRow("09", "Hồ Hữu An", "BT-KT", "Chuyên viên", "staff", "cong_chuc", valid_from=START)
    enrol(by=SETUP, rows=[twin])
    add(begun, "Một")
    plan = taken(begun)
    assert plan.rows[0].cells["doer"] == "Hồ Hữu An (04)"
    number = put_forward(
        by=begun.viewer(AN), table=table_of(begun), brought=Brought(incoming(plan, doer="Hồ Hữu An (09)"))
    )
    found = import_to_save(begun.viewer(AN), number)
    import_plan(by=begun.viewer(AN), waiting=found, seen=comparison(begun.viewer(AN), found).picture)
    assert Task.objects.get(content="Một").doer_id == begun.id("09")


def test_a_row_that_went_its_way_meanwhile_is_not_brought_back_to_life(begun: Ward) -> None:
    add(begun, "Giao lại"), add(begun, "Còn nguyên")
    give(begun)
    plan = taken(begun)
    hand_back(
        by=begun.viewer(HEAD), task=begun.again(Task.objects.get(content="Giao lại")), to_id=begun.id(BINH)
    )
    head = begun.viewer(HEAD)
    number = put_forward(by=head, table=table_of(begun), brought=Brought(incoming(plan, result="Đã làm")))
    found = comparison(head, import_to_save(head, number))
    said = {
        one.row.cells["content"]: (one.kind, {at: why.code for at, why in one.wrong.items()})
        for one in found.rows
    }
    assert said == {"Giao lại": ("wrong", {"": "workplan.row_gone"}), "Còn nguyên": ("change", {})}
    assert found.untouched == 1, "the taker's row is named by no row of the file, and stays"


def test_rows_of_ones_own_say_nothing_of_the_rows_that_a_table_holds_already(begun: Ward) -> None:
    add(begun, "Đã có")
    an = begun.viewer(AN)
    cells = dict.fromkeys(COLUMNS, "") | {"content": "Mới"}
    number = put_forward(by=an, table=table_of(begun), brought=Brought([Incoming(1, "", cells)]))
    found = comparison(an, import_to_save(an, number))
    assert (found.to_save, found.open, found.untouched, found.given) == (1, 0, 0, False)


def test_who_left_the_unit_finds_the_rows_no_more(begun: Ward, refuses: Refuses) -> None:
    cells = dict.fromkeys(COLUMNS, "") | {"content": "Mới"}
    number = put_forward(
        by=begun.viewer(AN), table=table_of(begun), brought=Brought([Incoming(1, "", cells)])
    )
    Appointment.objects.filter(person_id=begun.id(AN)).update(unit_id=Unit.objects.get(code="HL").id)
    assert refuses(import_to_save, viewer=begun.viewer(AN), import_id=number) == "workplan.not_found"
    assert (
        refuses(import_to_save, viewer=begun.viewer(AN), import_id=number + 1) == "workplan.import_not_found"
    )


def test_the_result_column_is_kept_where_a_form_does_not_ask_for_it_and_logged_where_it_changes(
    begun: Ward,
) -> None:
    task = add(begun, "Một", result="Đề án")
    an = begun.viewer(AN)
    same = Revision("Một, bổ sung", None, begun.id(AN), None, task.deadline, task.units)
    revise(by=an, task=task, given=same)
    assert begun.again(task).result == "Đề án"
    revise(by=an, task=begun.again(task), given=Revision(**{**vars(same), "result": "Đề án, tờ trình"}))
    assert begun.again(task).result == "Đề án, tờ trình"
    changes = read_log(list(log_of(table_of(begun))), TODAY)[0].changes
    assert [(one.column, one.before, one.after) for one in changes] == [
        ("result", "Đề án", "Đề án, tờ trình")
    ]
