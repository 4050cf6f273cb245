"""Reminding who owes a step, and what happens once a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.assessment.cast import AN, BINH, CHAIR, CHI, DIVISION_HEAD, DUNG, STAFF, WARD, Town
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.remind import QUIET, remind
from thenchot.assessment.actions.run_day import DayReport, run_day
from thenchot.assessment.models import Reminder
from thenchot.audit.models import Seal
from thenchot.lib import clock
from thenchot.notices.models import Notice
from thenchot.notices.queries import recent


def kinds(town: Town, code: str) -> list[tuple[str, str]]:
    return [(notice.kind, notice.params.get("step", "")) for notice in recent(town.id(code))]


def test_before_a_step_is_late_nobody_is_reminded(town: Town, on_day: SetDay) -> None:
    for day in (20, 22):
        on_day(town.month.day(day))
        assert remind(cycle=town.cycle) == (0, 0)
    assert not Notice.objects.exists()


def test_who_has_not_sent_is_reminded_the_day_after_with_the_last_day(town: Town, on_day: SetDay) -> None:
    town.hand_in([AN, BINH])
    on_day(town.month.day(23))
    # Their scorer's own step runs until the 24th and is not late.
    assert remind(cycle=town.cycle) == (len(WARD) - 2, 0)
    (notice,) = recent(town.id(CHI))
    assert (notice.kind, notice.link) == ("step_late", "/viec-can-lam")
    assert notice.params == {"period": "2026-10", "step": "self_assess", "last": "2026-10-22"}
    assert kinds(town, AN) == []


def test_a_scorer_is_reminded_once_for_all_sheets_they_owe(town: Town, on_day: SetDay) -> None:
    town.hand_in(STAFF)
    for code in set(WARD) - set(STAFF):
        excuse(by=town.viewer(CHAIR), sheet=town.sheet(code), absence="sick")
    on_day(town.month.day(25))
    assert remind(cycle=town.cycle) == (3, 0)
    assert kinds(town, DIVISION_HEAD) == [("step_late", "confirm")]


def test_nobody_is_reminded_twice_of_the_same_step_within_four_hours(town: Town, on_day: SetDay) -> None:
    on_day(town.month.day(23))
    assert remind(cycle=town.cycle) == (14, 0)
    assert remind(cycle=town.cycle) == (0, 14)
    Reminder.objects.filter(person=town.id(AN)).update(at=clock.now() - QUIET - timedelta(minutes=1))
    assert remind(cycle=town.cycle) == (1, 13)
    assert kinds(town, AN) == [("step_late", "self_assess")] * 2


def test_another_step_is_another_reminder(town: Town, on_day: SetDay) -> None:
    town.hand_in([AN])
    on_day(town.month.day(25))
    remind(cycle=town.cycle)
    assert sorted(kinds(town, DIVISION_HEAD)) == [("step_late", "confirm"), ("step_late", "self_assess")]


def test_who_is_left_out_or_done_is_left_alone(town: Town, on_day: SetDay) -> None:
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(DUNG), absence="maternity")
    town.hand_in([AN])
    town.confirm([AN])
    on_day(town.month.day(25))
    remind(cycle=town.cycle)
    assert kinds(town, AN) == kinds(town, DUNG) == []


def test_with_running_steps_whoever_may_act_is_told_that_it_is_due(town: Town) -> None:
    town.hand_in([AN])
    assert remind(cycle=town.cycle, running=True) == (13, 0)
    assert kinds(town, CHI) == [("step_due", "self_assess")]
    assert kinds(town, DIVISION_HEAD) == [("step_due", "self_assess")]


def test_a_step_that_has_not_begun_reminds_nobody(town: Town, on_day: SetDay) -> None:
    on_day(town.month.day(19))
    assert remind(cycle=town.cycle, running=True) == (0, 0)


@pytest.mark.parametrize(
    ("day", "sent"), [(19, 0), (20, 14), (21, 0), (22, 0), (23, 14), (24, 14), (25, 14)]
)
def test_the_days_run_tells_people_when_a_step_begins_and_reminds_the_late(
    town: Town, on_day: SetDay, day: int, sent: int
) -> None:
    on_day(town.month.day(day))
    assert run_day(town.month.day(day)).reminded == sent


def test_the_days_run_seals_what_is_over_and_repeats_nothing(town: Town, on_day: SetDay) -> None:
    on_day(town.month.day(23))
    first = run_day(town.month.day(23))
    assert first == DayReport(sealed=1, reminded=14, skipped=0)
    assert [seal.day for seal in Seal.objects.all()] == [town.month.day(20)]
    assert run_day(town.month.day(23)) == DayReport(sealed=0, reminded=0, skipped=14)


def test_a_published_period_reminds_nobody(town: Town, on_day: SetDay) -> None:
    town.publish(reason="Đóng kỳ.")
    on_day(town.month.day(23))
    assert run_day(town.month.day(23)).reminded == 0
