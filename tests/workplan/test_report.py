"""What becomes of a task, and what the engine makes of it: Điều 14 and Điều 18 to the letter."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.workplan.conftest import AN, BINH, HEAD, TODAY, Ward
from thenchot.audit.models import Entry
from thenchot.lib.refusals import Refusal
from thenchot.rules.score import ratios
from thenchot.workplan.actions import report
from thenchot.workplan.models import Task

Refuses = Callable[..., str]
IN_TIME, LATE = date(2026, 11, 15), date(2026, 11, 16)


def abc(ward: Ward, code: str = AN) -> tuple[Fraction, Fraction, Fraction]:
    """a, b and c of Điều 14 as ratios."""
    load = ward.load(code)
    found = ratios(load.assigned, load.items)
    assert found is not None
    return found.a, found.b, found.c


def done(ward: Ward, task: Task, day: date = IN_TIME) -> Task:
    report.finish(by=ward.viewer(AN), task=task, done_on=day)
    return ward.again(task)


def test_a_task_done_in_time_counts_full(ward: Ward) -> None:
    done(ward, ward.give())
    assert abc(ward) == (1, 1, 1)


def test_a_task_not_done_stays_in_the_total(ward: Ward) -> None:
    done(ward, ward.give("3"))
    ward.give("1")
    assert abc(ward) == (Fraction(3, 4), Fraction(3, 4), Fraction(3, 4))


def test_the_last_day_is_in_time_and_the_next_is_late(ward: Ward) -> None:
    assert done(ward, ward.give(), IN_TIME).latenesses == 0
    assert done(ward, ward.give(), LATE).latenesses == 1
    assert abc(ward) == (1, 1, Fraction(7, 8))


def test_a_task_without_a_deadline_is_never_late(ward: Ward) -> None:
    assert done(ward, ward.give(deadline=None), TODAY).latenesses == 0


@pytest.mark.parametrize("times", range(7))
def test_each_rejection_takes_a_quarter_of_the_products_quality_and_no_more_than_all(ward: Ward, times: int) -> None:
    task = done(ward, ward.give())
    for _ in range(times):
        report.reject(by=ward.viewer(HEAD), task=ward.again(task), note="Sai căn cứ")
    assert abc(ward) == (1, max(Fraction(0), 1 - Fraction(times, 4)), 1)


@pytest.mark.parametrize("times", range(7))
def test_each_lateness_takes_a_quarter_of_the_products_progress_and_no_more_than_all(ward: Ward, times: int) -> None:
    task = done(ward, ward.give())
    for _ in range(times):
        report.mark_late(by=ward.viewer(HEAD), task=ward.again(task), note="Chậm mốc báo cáo")
    assert abc(ward) == (1, 1, max(Fraction(0), 1 - Fraction(times, 4)))


def test_only_the_product_itself_loses_by_its_rejections(ward: Ward) -> None:
    task = done(ward, ward.give("1"))
    done(ward, ward.give("9"))
    for _ in range(4):
        report.reject(by=ward.viewer(HEAD), task=ward.again(task), note="Sai số liệu")
    assert abc(ward) == (1, Fraction(9, 10), 1)


def test_a_missed_deadline_that_is_recorded_is_not_counted_again_at_the_end(ward: Ward) -> None:
    task = ward.give()
    report.mark_late(by=ward.viewer(HEAD), task=task, note="Quá hạn 15/11")
    assert done(ward, ward.again(task), LATE).latenesses == 1


def test_missing_a_new_deadline_too_is_a_second_lateness(ward: Ward) -> None:
    task = ward.give()
    report.mark_late(by=ward.viewer(HEAD), task=task, note="Quá hạn", new_deadline=date(2026, 11, 17))
    assert ward.again(task).deadline == date(2026, 11, 17)
    assert done(ward, ward.again(task), date(2026, 11, 18)).latenesses == 2


def test_keeping_a_new_deadline_leaves_the_first_lateness(ward: Ward) -> None:
    task = ward.give()
    report.mark_late(by=ward.viewer(HEAD), task=task, note="Quá hạn", new_deadline=date(2026, 11, 17))
    assert done(ward, ward.again(task), date(2026, 11, 17)).latenesses == 1


def test_a_new_deadline_lies_after_the_old_one(ward: Ward, refuses: Refuses) -> None:
    given = {"by": ward.viewer(HEAD), "task": ward.give(), "note": "Chậm", "new_deadline": IN_TIME}
    assert refuses(report.mark_late, **given) == "workplan.deadline_earlier"


def test_a_task_handed_back_stays_with_the_first_and_adds_to_the_second(ward: Ward) -> None:
    done(ward, ward.give("6"))
    done(ward, ward.give("10", BINH))
    task = ward.give("4")
    taken = report.hand_back(by=ward.viewer(HEAD), task=task, to_id=ward.id(BINH))
    assert abc(ward) == (Fraction(6, 10),) * 3
    assert abc(ward, BINH) == (1, 1, 1)
    report.finish(by=ward.viewer(BINH), task=ward.again(taken), done_on=IN_TIME)
    assert abc(ward, BINH) == (Fraction(14, 10),) * 3
    assert abc(ward) == (Fraction(6, 10),) * 3


def test_a_task_handed_on_twice_stays_in_the_first_total_only(ward: Ward) -> None:
    done(ward, ward.give("10", BINH))
    done(ward, ward.give("10", HEAD))
    taken = report.hand_back(by=ward.viewer(HEAD), task=ward.give("4"), to_id=ward.id(BINH))
    again = report.hand_back(by=ward.viewer(HEAD), task=ward.again(taken), to_id=ward.id(HEAD))
    report.finish(by=ward.viewer(HEAD), task=ward.again(again), done_on=IN_TIME)
    assert (ward.load(AN).assigned, ward.load(BINH).assigned, ward.load(HEAD).assigned) == (4, 10, 10)
    assert (abc(ward, BINH)[0], abc(ward, HEAD)[0]) == (1, Fraction(14, 10))
    assert ward.again(again).taken_from_id == taken


@pytest.mark.parametrize("origin", ["taken_over", "unplanned"])
def test_work_outside_the_plan_adds_when_done_and_takes_nothing_when_not(ward: Ward, origin: str) -> None:
    done(ward, ward.give("4"))
    extra = ward.give("2", origin=origin)
    assert abc(ward) == (1, 1, 1)
    done(ward, extra)
    assert abc(ward) == (Fraction(6, 4),) * 3


@pytest.mark.parametrize("origin", ["taken_over", "unplanned"])
def test_work_outside_the_plan_is_judged_like_any_other(ward: Ward, origin: str) -> None:
    done(ward, ward.give("4"))
    task = done(ward, ward.give("4", origin=origin), LATE)
    report.reject(by=ward.viewer(HEAD), task=task, note="Sai thẩm quyền")
    assert abc(ward) == (2, Fraction(7, 4), Fraction(7, 4))


def test_a_rejected_product_sent_back_counts_again_only_when_it_is_redone(ward: Ward) -> None:
    task = done(ward, ward.give())
    report.reject(by=ward.viewer(HEAD), task=task, note="Làm lại", redo=True)
    assert abc(ward) == (0, 0, 0)
    done(ward, ward.again(task), LATE)
    assert abc(ward) == (1, Fraction(3, 4), Fraction(3, 4))


@pytest.mark.parametrize("seed", range(8))
def test_any_month_gives_the_ratios_of_the_formulas(ward: Ward, seed: int) -> None:
    """Random months, judged by the law's sums written out here once more."""
    chance = random.Random(seed)
    assigned, a, b, c = (Fraction(0) for _ in range(4))
    ward.give("1")
    assigned += 1
    for _ in range(12):
        units, origin = Decimal(chance.randrange(1, 80)) / 4, chance.choice(["planned", "taken_over", "unplanned"])
        rejected, late = chance.randrange(6), chance.randrange(6)
        forgiven, spared = chance.randrange(rejected + 1), chance.randrange(late + 1)
        finished = chance.random() < 0.7
        ward.give(
            units, origin=origin, status="done" if finished else "assigned", rejections=rejected, latenesses=late,
            rejections_excused=forgiven, latenesses_excused=spared,
        )  # fmt: skip
        assigned += Fraction(units) if origin == "planned" else 0
        if finished:
            a += Fraction(units)
            b += Fraction(units) * max(Fraction(0), 1 - Fraction(rejected - forgiven, 4))
            c += Fraction(units) * max(Fraction(0), 1 - Fraction(late - spared, 4))
    assert abc(ward) == (a / assigned, b / assigned, c / assigned)


def test_a_day_to_come_is_no_day_of_finishing(ward: Ward, refuses: Refuses) -> None:
    given = {"by": ward.viewer(AN), "task": ward.give(), "done_on": TODAY + timedelta(days=1)}
    assert refuses(report.finish, **given) == "workplan.not_yet"


def test_a_task_is_finished_once(ward: Ward, refuses: Refuses) -> None:
    task = done(ward, ward.give())
    assert refuses(report.finish, by=ward.viewer(AN), task=task, done_on=IN_TIME) == "workplan.not_doing"
    assert refuses(report.hand_back, by=ward.viewer(HEAD), task=task, to_id=ward.id(BINH)) == "workplan.not_doing"


def test_a_task_is_not_handed_to_its_own_doer(ward: Ward, refuses: Refuses) -> None:
    assert refuses(report.hand_back, by=ward.viewer(HEAD), task=ward.give(), to_id=ward.id(AN)) == "workplan.same_doer"


@pytest.mark.parametrize("act", [report.reject, report.mark_late])
def test_what_costs_points_needs_a_reason(ward: Ward, refuses: Refuses, act: Callable[..., None]) -> None:
    assert refuses(act, by=ward.viewer(HEAD), task=ward.give(), note="  ") == "workplan.reason_needed"


@pytest.mark.parametrize("act", [report.reject, report.mark_late])
def test_a_task_handed_back_is_judged_no_more(ward: Ward, refuses: Refuses, act: Callable[..., None]) -> None:
    task = ward.give()
    report.hand_back(by=ward.viewer(HEAD), task=task, to_id=ward.id(BINH))
    assert refuses(act, by=ward.viewer(HEAD), task=ward.again(task), note="Chậm") == "workplan.not_judged"


def test_two_people_at_one_task_do_not_overwrite_each_other(ward: Ward) -> None:
    task = ward.give()
    mine, theirs = ward.again(task), ward.again(task)
    report.mark_late(by=ward.viewer(HEAD), task=mine, note="Chậm")
    with pytest.raises(Refusal) as refused:
        report.finish(by=ward.viewer(AN), task=theirs, done_on=IN_TIME)
    assert (refused.value.code, refused.value.status) == ("workplan.changed", 409)
    assert (ward.again(task).status, ward.again(task).latenesses) == ("assigned", 1)


def test_every_step_is_a_link_of_the_tasks_chain(ward: Ward) -> None:
    task = done(ward, ward.give(), LATE)
    report.reject(by=ward.viewer(HEAD), task=task, note="Sai")
    links = list(Entry.objects.filter(object_kind="task", object_id=task.id).order_by("id"))
    assert [link.action for link in links] == ["assign", "finish", "reject"]
    assert [link.prev_hash for link in links[1:]] == [link.hash for link in links[:-1]]
    assert ward.again(task).last_hash == links[-1].hash
