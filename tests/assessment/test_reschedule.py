"""Moving a step of a running cycle, with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment.cast import AN, BINH, ORGANISER, Town, refused
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.reschedule import reschedule
from thenchot.assessment.actions.self_assess import self_assess
from thenchot.assessment.models import Cycle
from thenchot.assessment.refusals import (
    ALREADY_PUBLISHED,
    BAD_DAYS,
    CYCLE_CHANGED,
    CYCLE_LOCKED,
    LOCKED,
    RESCHEDULE_REASON,
    STEP_ABSENT,
)
from thenchot.assessment.steps import steps_at
from thenchot.audit.queries import history
from thenchot.lib import canonical
from thenchot.rulesets.queries import frozen

WHY = "Bão số 9, cơ quan nghỉ hai ngày."


def move(town: Town, step: str, first: date, last: date, reason: str = WHY, cycle: Cycle | None = None) -> None:
    reschedule(by=town.viewer(ORGANISER), cycle=cycle or town.cycle, step=step, first=first, last=last, reason=reason)


def test_a_step_moves_and_the_others_stay(town: Town) -> None:
    before = {step.code: step for step in steps_at(town.cycle.steps)}
    move(town, "self_assess", date(2026, 10, 20), date(2026, 10, 27))
    after = {step.code: step for step in steps_at(town.cycle.steps)}
    assert (after["self_assess"].first, after["self_assess"].last) == (date(2026, 10, 20), date(2026, 10, 27))
    assert {code: step for code, step in after.items() if code != "self_assess"} == {
        code: step for code, step in before.items() if code != "self_assess"
    }
    assert list(after) == list(before)


def test_the_move_is_in_the_trail_with_its_reason(town: Town) -> None:
    move(town, "confirm", date(2026, 10, 23), date(2026, 10, 28), f" {WHY} ")
    act = history("cycle", town.cycle_id).last()
    assert act is not None
    assert (act.action, act.actor_id, act.hash) == ("reschedule", town.id(ORGANISER), town.cycle.last_hash)
    assert canonical.loads(act.payload) == {"step": "confirm", "from": "2026-10-23", "to": "2026-10-28", "reason": WHY}


def test_more_time_opens_a_step_that_was_over(town: Town, on_day: SetDay) -> None:
    on_day(date(2026, 10, 24))
    with refused(LOCKED):
        self_assess(by=town.viewer(AN), given=town.given(AN))
    move(town, "self_assess", date(2026, 10, 20), date(2026, 10, 24))
    self_assess(by=town.viewer(AN), given=town.given(AN))
    on_day(date(2026, 10, 27))
    with refused(CYCLE_LOCKED):
        town.confirm([AN])
    move(town, "confirm", date(2026, 10, 23), date(2026, 10, 27))
    town.confirm([AN])
    assert town.sheet(AN).state == "confirmed"


def test_less_time_closes_a_step_sooner(town: Town) -> None:
    move(town, "self_assess", date(2026, 10, 15), date(2026, 10, 19))
    with refused(LOCKED, last="19/10/2026"):
        self_assess(by=town.viewer(BINH), given=town.given(BINH))


def test_the_rulebook_keeps_its_own_calendar(town: Town) -> None:
    move(town, "self_assess", date(2026, 10, 1), date(2026, 10, 31))
    step = next(step for step in frozen(town.cycle.digest).steps_of("month") if step.code == "self_assess")
    assert (step.from_day, step.to_day) == (20, 22)


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_move_needs_a_reason(town: Town, reason: str) -> None:
    with refused(RESCHEDULE_REASON):
        move(town, "self_assess", date(2026, 10, 20), date(2026, 10, 27), reason)


def test_the_last_day_is_not_before_the_first(town: Town) -> None:
    with refused(BAD_DAYS, step="confirm"):
        move(town, "confirm", date(2026, 10, 24), date(2026, 10, 23))
    move(town, "confirm", date(2026, 10, 24), date(2026, 10, 24))


@pytest.mark.parametrize("step", ["decide", "propose", "open", ""])
def test_a_step_the_period_does_not_have_cannot_move(town: Town, step: str) -> None:
    with refused(STEP_ABSENT, step=step):
        move(town, step, date(2026, 10, 20), date(2026, 10, 21))


def test_nothing_moves_after_publication_or_from_an_old_page(town: Town) -> None:
    old = town.cycle
    move(town, "confirm", date(2026, 10, 23), date(2026, 10, 28))
    with refused(CYCLE_CHANGED):
        move(town, "confirm", date(2026, 10, 23), date(2026, 10, 29), cycle=old)
    town.publish(reason="Chốt sớm.")
    with refused(ALREADY_PUBLISHED):
        move(town, "confirm", date(2026, 10, 23), date(2026, 10, 30))
    assert history("cycle", town.cycle_id).count() == 3
