"""Giving work: one row or many, and who may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from tests.workplan.conftest import AN, BINH, CHAIR, HEAD, OUTSIDER, PERIOD, SECRETARY, SETUP, TODAY, Ward
from thenchot.audit.models import Entry
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import Unit
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.workplan.access import own_task, task_to_assess, unit_to_plan
from thenchot.workplan.actions.assign import PlanRow, assign, assign_many
from thenchot.workplan.models import Task
from thenchot.workplan.queries import tasks_below, tasks_of

WRONG = [
    ({"content": "  "}, "workplan.no_content"),
    ({"content": "x" * 501}, "workplan.too_long"),
    ({"units": Decimal(0)}, "workplan.no_units"),
    ({"units": Decimal(-1)}, "workplan.no_units"),
    ({"period": "2026-13"}, "workplan.bad_period"),
    ({"period": "2026"}, "workplan.bad_period"),
    ({"rejections": -1}, "workplan.negative_count"),
    ({"rejections_excused": 1}, "workplan.too_many_excused"),
    ({"latenesses": 1, "latenesses_excused": 2}, "workplan.too_many_excused"),
]


@pytest.fixture
def row(ward: Ward) -> PlanRow:
    return PlanRow(ward.unit_id, PERIOD, "Tờ trình", Decimal("2.5"), ward.id(AN))


@pytest.mark.parametrize(("change", "code"), WRONG)
def test_a_wrong_row_is_refused_alone_and_among_many(row: PlanRow, change: dict[str, Any], code: str) -> None:
    wrong = replace(row, **change)
    with pytest.raises(Refusal) as alone:
        assign(by=SETUP, row=wrong)
    with pytest.raises(Refusal) as among:
        assign_many(by=SETUP, rows=[row, wrong, row])
    assert alone.value.code == among.value.code == code
    assert alone.value.sentence == among.value.sentence
    assert Task.objects.count() == 0


def test_one_row_and_many_leave_equal_rows(row: PlanRow) -> None:
    assign(by=SETUP, row=row)
    assert assign_many(by=SETUP, rows=[row, row]) == 2
    kept = list(Task.objects.order_by("id").values())
    for found in kept:
        del found["id"], found["last_hash"]
    assert kept[0] == kept[1] == kept[2]


def test_each_row_of_many_has_its_own_link_in_the_trail(row: PlanRow) -> None:
    assign_many(by=SETUP, rows=[row] * 5)
    links = {entry.object_id: entry.hash for entry in Entry.objects.filter(object_kind="task")}
    assert links == dict(Task.objects.values_list("id", "last_hash"))
    assert len(set(links.values())) == 5


def test_many_rows_can_be_changed_afterwards_like_one(ward: Ward, row: PlanRow) -> None:
    assign_many(by=SETUP, rows=[row, row])
    assert [task.units for task in tasks_of(ward.id(AN), PERIOD)] == [Decimal("2.5")] * 2
    assert len(tasks_below([ward.unit_id], PERIOD)) == 2


def test_a_quarter_is_a_period_too(ward: Ward, row: PlanRow) -> None:
    assign(by=SETUP, row=replace(row, period="2026-Q4"))
    assert len(tasks_of(ward.id(AN), "2026-Q4")) == 1


def _seen(ask: Callable[[], object]) -> int:
    try:
        ask()
    except Refusal as refusal:
        return refusal.status
    return 200


@pytest.mark.parametrize(("code", "status"), [(HEAD, 200), (CHAIR, 200), (AN, 403), (BINH, 404), (OUTSIDER, 404)])
def test_a_task_is_judged_by_its_head_and_heads_above(ward: Ward, code: str, status: int) -> None:
    task = ward.give()
    assert _seen(lambda: task_to_assess(ward.viewer(code), task.id)) == status


@pytest.mark.parametrize(("code", "status"), [(AN, 200), (HEAD, 404), (BINH, 404), (OUTSIDER, 404)])
def test_a_task_is_ones_own_for_its_doer_only(ward: Ward, code: str, status: int) -> None:
    task = ward.give()
    assert _seen(lambda: own_task(ward.viewer(code), task.id)) == status


@pytest.mark.parametrize(("code", "status"), [(HEAD, 200), (CHAIR, 200), (AN, 403), (OUTSIDER, 404)])
def test_work_of_a_unit_is_given_by_its_heads(ward: Ward, code: str, status: int) -> None:
    assert _seen(lambda: unit_to_plan(ward.viewer(code), ward.unit_id)) == status


def test_who_gave_a_task_judges_it_without_being_the_head(ward: Ward) -> None:
    task = ward.give(leader_id=ward.id(BINH))
    assert _seen(lambda: task_to_assess(ward.viewer(BINH), task.id)) == 200


def test_a_head_does_not_judge_their_own_task(ward: Ward) -> None:
    task = ward.give(doer=HEAD, leader_id=ward.id(HEAD))
    assert _seen(lambda: task_to_assess(ward.viewer(HEAD), task.id)) == 403
    assert _seen(lambda: task_to_assess(ward.viewer(CHAIR), task.id)) == 200


def test_of_two_heads_of_one_unit_each_judges_their_own_bloc(ward: Ward) -> None:
    people = [
        PostRow("20", "Lê Một", "BT", "Chuyên viên", "staff", "cong_chuc", bloc="dang"),
        PostRow("21", "Lê Hai", "BT", "Chuyên viên", "staff", "cong_chuc"),
    ]
    enrol(by=SETUP, rows=people)
    unit = Unit.objects.get(code="BT").id
    tasks = [assign(by=SETUP, row=PlanRow(unit, PERIOD, "Việc", Decimal(1), ward.id(code))) for code in ("20", "21")]
    seen = {
        (head, task): _seen(partial(task_to_assess, ward.viewer(head), task)) for head in (SECRETARY, CHAIR) for task in tasks
    }
    assert list(seen.values()) == [200, 404, 404, 200]


def test_a_task_that_is_not_there_is_not_found(ward: Ward) -> None:
    assert _seen(lambda: task_to_assess(ward.viewer(HEAD), 999_999)) == 404
    assert _seen(lambda: own_task(ward.viewer(HEAD), 999_999)) == 404


def test_a_row_is_overdue_only_while_it_is_being_done(ward: Ward) -> None:
    ward.give()
    ward.give(status="done")
    ward.give(deadline=TODAY)
    assert [row.overdue(TODAY) for row in tasks_of(ward.id(AN), PERIOD)] == [True, False, False]
