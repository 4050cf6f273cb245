"""A big task in concrete parts, and work that the doer enters because the list lacks it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.workplan.conftest import AN, BINH, HEAD, PERIOD, TODAY, Ward
from thenchot.workplan.actions import report
from thenchot.workplan.actions.claim import Claim, accept_claim, claim, decline_claim
from thenchot.workplan.actions.split import Part, split
from thenchot.workplan.models import Task
from thenchot.workplan.queries import claims_below, parts_of

Refuses = Callable[..., str]
DAY = date(2026, 11, 10)


def cut(ward: Ward, task: Task, *parts: tuple[str, str], **other: Any) -> list[int]:
    made = [Part(f"Phần của {doer}", ward.id(doer), Decimal(units), **other) for doer, units in parts]
    return split(by=ward.viewer(HEAD), task=task, parts=made)


def test_the_parts_stand_in_the_place_of_the_whole(ward: Ward) -> None:
    task = ward.give("12")
    numbers = cut(ward, task, (AN, "7"), (BINH, "5"))
    assert (ward.load(AN).assigned, ward.load(BINH).assigned) == (7, 5)
    assert ward.again(task).status == "split"
    assert [row.id for row in parts_of(task.id)] == numbers


def test_a_part_inherits_deadline_origin_and_assigner(ward: Ward) -> None:
    task = ward.give("12", origin="unplanned", leader_id=ward.id(HEAD))
    part = ward.again(cut(ward, task, (AN, "7"), (BINH, "5"))[0])
    assert (part.deadline, part.origin, part.leader_id, part.part_of_id) == (task.deadline, "unplanned", ward.id(HEAD), task.id)


def test_long_work_is_spread_over_months(ward: Ward) -> None:
    task = ward.give("12")
    parts = [Part("Tháng này", ward.id(AN), Decimal(4)), Part("Tháng sau", ward.id(AN), Decimal(8), period="2026-12")]
    split(by=ward.viewer(HEAD), task=task, parts=parts)
    assert (ward.load(AN).assigned, ward.load(AN, "2026-12").assigned) == (4, 8)


def test_the_parts_stay_within_the_whole(ward: Ward, refuses: Refuses) -> None:
    task = ward.give("12")
    parts = [Part("Một", ward.id(AN), Decimal("7.5")), Part("Hai", ward.id(BINH), Decimal(5))]
    assert refuses(split, by=ward.viewer(HEAD), task=task, parts=parts) == "workplan.parts_exceed"
    assert ward.again(task).status == "assigned"
    assert Task.objects.count() == 1


def test_one_part_is_no_splitting(ward: Ward, refuses: Refuses) -> None:
    one = [Part("Một", ward.id(AN), Decimal(1))]
    assert refuses(split, by=ward.viewer(HEAD), task=ward.give(), parts=one) == "workplan.few_parts"


def test_a_part_without_units_undoes_the_whole_splitting(ward: Ward, refuses: Refuses) -> None:
    task = ward.give("12")
    parts = [Part("Một", ward.id(AN), Decimal(5)), Part("Hai", ward.id(BINH), Decimal(0))]
    assert refuses(split, by=ward.viewer(HEAD), task=task, parts=parts) == "workplan.no_units"
    assert ward.again(task).status == "assigned"


def test_what_is_split_or_done_is_not_split_again(ward: Ward, refuses: Refuses) -> None:
    task = ward.give("12")
    cut(ward, task, (AN, "6"), (BINH, "6"))
    parts = [Part("Một", ward.id(AN), Decimal(1))] * 2
    assert refuses(split, by=ward.viewer(HEAD), task=ward.again(task), parts=parts) == "workplan.not_doing"


def enter(ward: Ward, **other: Any) -> Task:
    values: dict[str, Any] = {
        "period": PERIOD, "content": "Tiếp đoàn kiểm tra", "units": Decimal(3), "proof": "Công văn 45", "done_on": DAY,
    }  # fmt: skip
    return ward.again(claim(by=ward.viewer(AN), given=Claim(**values | other)))


def test_a_claim_counts_nowhere_until_it_is_accepted(ward: Ward) -> None:
    report.finish(by=ward.viewer(AN), task=ward.give("4"), done_on=DAY)
    task = enter(ward)
    assert (task.status, task.doer_id, task.result) == ("claimed", ward.id(AN), "Công văn 45")
    assert len(ward.load().items) == 1
    assert [row.id for row in claims_below([ward.unit_id])] == [task.id]
    accept_claim(by=ward.viewer(HEAD), task=task)
    assert ward.load().assigned == 4
    assert sum(units for units, *_ in ward.load().items) == 7
    assert ward.again(task).leader_id == ward.id(HEAD)


def test_a_claim_is_never_planned_work(ward: Ward) -> None:
    assert enter(ward, origin="planned").origin == "unplanned"
    assert enter(ward, origin="taken_over").origin == "taken_over"


def test_other_units_than_claimed_need_a_reason(ward: Ward, refuses: Refuses) -> None:
    task = enter(ward)
    given: dict[str, Any] = {"by": ward.viewer(HEAD), "task": task, "units": Decimal(2)}
    assert refuses(accept_claim, **given) == "workplan.reason_needed"
    accept_claim(**given, note="Theo danh mục là 2 đơn vị")
    assert sum(units for units, *_ in ward.load().items) == 2


def test_a_declined_claim_says_why_and_counts_nowhere(ward: Ward, refuses: Refuses) -> None:
    task = enter(ward)
    assert refuses(decline_claim, by=ward.viewer(HEAD), task=task, note="") == "workplan.reason_needed"
    decline_claim(by=ward.viewer(HEAD), task=task, note="Đã tính trong việc số 3")
    assert (ward.again(task).status, ward.again(task).explanation) == ("declined", "Đã tính trong việc số 3")
    assert ward.load().items == ()
    assert claims_below([ward.unit_id]) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"proof": " "}, "workplan.no_proof"), ({"units": Decimal(0)}, "workplan.no_units"),
        ({"done_on": date(2026, 11, 21)}, "workplan.not_yet"), ({"content": ""}, "workplan.no_content"),
        ({"period": "tháng 11"}, "workplan.bad_period"),
    ],
)  # fmt: skip
def test_a_claim_without_what_it_needs_is_refused(ward: Ward, change: dict[str, Any], code: str) -> None:
    with pytest.raises(Exception, match=code):
        enter(ward, **change)


def test_what_is_decided_is_not_decided_again(ward: Ward, refuses: Refuses) -> None:
    task = enter(ward)
    accept_claim(by=ward.viewer(HEAD), task=task)
    assert refuses(accept_claim, by=ward.viewer(HEAD), task=ward.again(task)) == "workplan.not_claimed"
    assert refuses(decline_claim, by=ward.viewer(HEAD), task=ward.give(), note="x") == "workplan.not_claimed"


def test_a_claim_is_not_judged_before_it_is_accepted(ward: Ward, refuses: Refuses) -> None:
    assert refuses(report.reject, by=ward.viewer(HEAD), task=enter(ward), note="Sai") == "workplan.not_judged"
    other = enter(ward, content="Việc khác")
    assert refuses(report.finish, by=ward.viewer(AN), task=other, done_on=TODAY) == "workplan.not_doing"


def test_work_entered_twice_alike_is_kept_once_until_it_is_declined(ward: Ward, refuses: Refuses) -> None:
    task = enter(ward)
    with pytest.raises(Exception, match=r"workplan\.given_already"):
        enter(ward)
    enter(ward, proof="Công văn khác")
    decline_claim(by=ward.viewer(HEAD), task=task, note="Chưa rõ")
    assert enter(ward).id > task.id
