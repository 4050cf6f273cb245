"""Unfinished rows go on in the next month: once each, with everything they are, by the state of that month's table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.workplan.conftest import AN, BINH, HEAD, SETUP, TODAY, Ward
from thenchot.audit.models import Entry
from thenchot.lib import canonical
from thenchot.workplan.actions.carry_over import Carried, carry_over
from thenchot.workplan.actions.draft_row import drop_row
from thenchot.workplan.actions.report import finish, hand_back
from thenchot.workplan.models import PlanTable, Task

LATER = date(2026, 12, 18)
Refuses = Callable[..., str]


def carried(ward: Ward, task: Task, *here: str, day: date = LATER) -> Task:
    number = carry_over(by=SETUP, rows=[Carried(task, day)], here={ward.id(code) for code in here or (AN, BINH)})[0]
    return ward.again(number)


def table(ward: Ward, state: str) -> PlanTable:
    return PlanTable.objects.create(unit_id=ward.unit_id, period="2026-12", state=state)


def test_the_new_row_is_the_old_one_a_month_on_and_the_old_one_stays_unfinished(ward: Ward) -> None:
    old = ward.give("2.5", leader_id=ward.id(HEAD), recurring=True, clarity={"process": "Quy trình 3"}, deadline=TODAY)
    new = carried(ward, old)
    kept = ("content", "units", "doer_id", "leader_id", "unit_id", "product_id", "recurring", "clarity")
    assert [getattr(new, name) for name in kept] == [getattr(ward.again(old), name) for name in kept]
    assert (new.period, new.deadline, new.status, new.origin, new.carried_from_id) == (
        "2026-12", LATER, "assigned", "planned", old.id,
    )  # fmt: skip
    assert "tháng 11/2026" in new.source
    assert (ward.again(old).status, ward.again(old).version) == ("assigned", old.version)
    trail = Entry.objects.get(object_kind="task", object_id=new.id)
    assert canonical.loads(trail.payload)["period"] == "2026-12"
    assert ward.load(AN, "2026-11").assigned == ward.load(AN, "2026-12").assigned == Decimal("2.5")


@pytest.mark.parametrize(
    ("state", "status", "origin"),
    [("draft", "drafted", "planned"), ("approved", "assigned", "planned"), ("locked", "assigned", "unplanned")],
)
def test_the_state_of_the_next_months_table_says_what_the_row_is(
    ward: Ward, state: str, status: str, origin: str
) -> None:
    table(ward, state)
    new = carried(ward, ward.give())
    assert (new.status, new.origin) == (status, origin)


def test_a_row_goes_on_once_and_again_only_after_its_draft_is_dropped(ward: Ward, refuses: Refuses) -> None:
    table(ward, "draft")
    old = ward.give()
    new = carried(ward, old)
    again = [Carried(old, LATER)]
    assert refuses(carry_over, by=SETUP, rows=again, here=set()) == "workplan.carried_already"
    drop_row(by=ward.viewer(HEAD), task=new)
    assert carried(ward, old).id != new.id
    assert Task.objects.filter(carried_from=old).exclude(status="dropped").count() == 1


def test_of_several_rows_all_go_on_or_none(ward: Ward, refuses: Refuses) -> None:
    old, done = ward.give(), ward.give("2", status="done")
    rows = [Carried(old, LATER), Carried(done, LATER)]
    assert refuses(carry_over, by=SETUP, rows=rows, here=set()) == "workplan.not_unfinished"
    rows = [Carried(old, LATER), Carried(ward.give("3"), date(2026, 11, 30))]
    assert refuses(carry_over, by=SETUP, rows=rows, here=set()) == "workplan.carried_day"
    assert not Task.objects.filter(period="2026-12").exists()


def test_who_works_there_no_more_is_left_out_of_the_row(ward: Ward) -> None:
    assert carried(ward, ward.give(), BINH).doer_id is None


def test_work_that_goes_on_is_reported_and_handed_over_in_its_new_month_only(ward: Ward, refuses: Refuses) -> None:
    old = ward.give(deadline=TODAY)
    new = carried(ward, old)
    assert refuses(finish, by=ward.viewer(AN), task=old, done_on=TODAY) == "workplan.carried_on"
    assert refuses(hand_back, by=ward.viewer(HEAD), task=old, to_id=ward.id(BINH)) == "workplan.carried_on"
    finish(by=ward.viewer(AN), task=new, done_on=TODAY)
    assert (ward.again(new).status, ward.again(new).latenesses) == ("done", 0)


def test_a_quarter_goes_on_in_the_next_one(ward: Ward) -> None:
    old = ward.give(period="2026-Q4", deadline=date(2026, 12, 20))
    assert carried(ward, old, day=date(2027, 1, 15)).period == "2027-Q1"
