"""A published month stays as it was published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.workplan.conftest import AN, BINH, HEAD, PERIOD, SETUP, TODAY, Ward
from thenchot.audit.models import Entry
from thenchot.lib.refusals import Refusal
from thenchot.people.models import Person
from thenchot.workplan.actions import report
from thenchot.workplan.actions.assign import PlanRow, assign, assign_many
from thenchot.workplan.actions.claim import Claim, claim
from thenchot.workplan.actions.consider import Finding, consider
from thenchot.workplan.actions.explain import explain
from thenchot.workplan.actions.lock import lock_period
from thenchot.workplan.actions.split import Part, split
from thenchot.workplan.models import LockedPeriod, Task
from thenchot.workplan.queries import is_locked, locked_among

DAY = date(2026, 11, 10)


def lock(*codes: str, period: str = PERIOD) -> int:
    return lock_period(period=period, people=Person.objects.filter(staff_code__in=codes).values("id"))


ACTS: dict[str, Callable[[Ward, Task], object]] = {
    "finish": lambda w, t: report.finish(by=w.viewer(AN), task=t, done_on=DAY),
    "reject": lambda w, t: report.reject(by=w.viewer(HEAD), task=t, note="Sai"),
    "late": lambda w, t: report.mark_late(by=w.viewer(HEAD), task=t, note="Chậm"),
    "explain": lambda w, t: explain(by=w.viewer(AN), task=t, text="Lý do"),
    "hand back": lambda w, t: report.hand_back(by=w.viewer(HEAD), task=t, to_id=w.id(BINH)),
    "split": lambda w, t: split(by=w.viewer(HEAD), task=t, parts=[Part("Một", w.id(BINH), Decimal(1))] * 2),
    "assign": lambda w, t: w.give(),
    "assign many": lambda w, t: assign_many(by=SETUP, rows=[PlanRow(w.unit_id, PERIOD, "Việc", Decimal(1), w.id(AN))]),
    "claim": lambda w, t: claim(by=w.viewer(AN), given=Claim(PERIOD, "Việc", Decimal(1), "Công văn 1", DAY)),
}


@pytest.mark.parametrize("act", ACTS)
def test_after_publication_no_verb_touches_the_month(ward: Ward, act: str) -> None:
    task = ward.give()
    lock(AN)
    before = list(Task.objects.order_by("id").values())
    with pytest.raises(Refusal) as refused:
        ACTS[act](ward, task)
    assert (refused.value.code, refused.value.status) == ("workplan.closed", 403)
    assert list(Task.objects.order_by("id").values()) == before


@pytest.mark.parametrize("act", ACTS)
def test_other_people_and_other_months_stay_open(ward: Ward, act: str) -> None:
    task = ward.give()
    lock(HEAD)
    lock(AN, period="2026-10")
    ACTS[act](ward, task)


def test_nothing_is_handed_to_somebody_whose_month_is_published(ward: Ward) -> None:
    task = ward.give()
    lock(BINH)
    with pytest.raises(Refusal) as refused:
        report.hand_back(by=ward.viewer(HEAD), task=task, to_id=ward.id(BINH))
    assert refused.value.code == "workplan.closed"
    assert ward.again(task).status == "assigned"


def test_locking_is_said_once_and_twice_does_no_harm(ward: Ward) -> None:
    assert lock(AN, BINH) == 2
    assert lock(AN, BINH, HEAD) == 1
    assert LockedPeriod.objects.count() == 3


def test_nobody_to_lock_locks_nobody(ward: Ward) -> None:
    assert lock("nobody") == 0


def test_the_people_may_be_selected_in_any_way_and_come_more_than_once(ward: Ward) -> None:
    ward.give()
    ward.give()
    assert lock_period(period=PERIOD, people=Task.objects.filter(period=PERIOD).values("doer_id")) == 1


def test_what_is_locked_is_known(ward: Ward) -> None:
    lock(AN)
    an, binh = ward.id(AN), ward.id(BINH)
    assert is_locked(an, PERIOD)
    assert not is_locked(an, "2026-12")
    assert not is_locked(None, PERIOD)
    assert locked_among({(an, PERIOD), (an, "2026-12"), (binh, PERIOD)}) == {(an, PERIOD)}
    assert locked_among(set()) == set()


def test_a_row_without_a_doer_belongs_to_nobodys_result(ward: Ward) -> None:
    lock(AN)
    assert assign(by=SETUP, row=PlanRow(ward.unit_id, PERIOD, "Việc chung", Decimal(0), deadline=TODAY))


def test_an_objective_cause_may_be_confirmed_after_publication_for_a_replacement(ward: Ward) -> None:
    task = ward.give()
    report.mark_late(by=ward.viewer(HEAD), task=task, note="Chậm")
    lock(AN)
    late = Task.objects.get(id=task.id)
    consider(by=ward.viewer(HEAD), task=late, found=Finding(0, 1, "Mưa lớn, tuyến ngập"))
    assert Task.objects.get(id=task.id).latenesses_excused == 1


def test_rows_given_together_and_one_by_one_leave_the_same_line_in_the_trail(ward: Ward) -> None:
    row = PlanRow(ward.unit_id, PERIOD, "Việc “một”", Decimal("2.5"), ward.id(AN))
    single = assign(by=SETUP, row=row)
    assign_many(by=SETUP, rows=[row, row])
    entries = Entry.objects.filter(object_kind="task", action="assign").order_by("id")
    one, *many = entries.filter(object_id__gte=single).values_list("payload", "prev_hash")
    assert many == [one, one]
    heads = dict(entries.values_list("object_id", "hash"))
    assert all(task.last_hash == heads[task.id] for task in Task.objects.filter(id__gte=single))
