"""What waits for each person, by deadline."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHAIR,
    DEPUTY,
    DEPUTY_2,
    DIVISION_HEAD,
    GIANG,
    OFFICE_HEAD,
    ORGANISER,
    SECRETARY,
    STAFF,
    STRANGER,
    WARD,
    Town,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.comment import comment
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.queries.home import held_back, waiting_count, waiting_for


def jobs(town: Town, code: str) -> list[tuple[str, int]]:
    return [(job.kind, job.count) for job in waiting_for(town.viewer(code))]


def test_a_person_has_their_own_sheet_to_send_until_it_is_sent(town: Town) -> None:
    (job,) = waiting_for(town.viewer(AN))
    assert (job.kind, job.count, job.target_id) == ("self_assess", 1, town.sheet(AN).id)
    assert (job.first, job.last, job.late) == (date(2026, 10, 20), date(2026, 10, 22), False)
    assert (job.period, job.category, job.rulebook) == ("2026-10", "cong_chuc", town.cycle.rulebook)
    town.hand_in([AN])
    assert waiting_for(town.viewer(AN)) == []


def test_a_scorer_has_as_many_to_confirm_as_were_sent(town: Town) -> None:
    assert jobs(town, DIVISION_HEAD) == [("self_assess", 1)]
    town.hand_in([AN, BINH, DIVISION_HEAD])
    assert jobs(town, DIVISION_HEAD) == [("confirm", 2)]
    assert waiting_for(town.viewer(DIVISION_HEAD))[0].target_id == town.cycle_id
    town.confirm([AN])
    assert jobs(town, DIVISION_HEAD) == [("confirm", 1)]


def test_a_leaders_sheet_is_held_back_until_everybody_under_it_is_confirmed(town: Town) -> None:
    town.hand_in([DIVISION_HEAD, OFFICE_HEAD, GIANG])
    chair = town.viewer(CHAIR)
    assert held_back(chair, town.cycle_id) == 2
    town.confirm([GIANG])
    assert held_back(chair, town.cycle_id) == 1
    # Whose sheets nobody is under are never held back.
    town.hand_in([AN])
    assert held_back(town.viewer(DIVISION_HEAD), town.cycle_id) == 0


def test_ranker_and_authority_have_their_steps_where_the_period_has_them(old_town: Town) -> None:
    old_town.hand_in()
    old_town.confirm_all()
    assert jobs(old_town, CHAIR) == [("propose", 10)]
    # The authority ranks the two heads of the ward.
    assert jobs(old_town, AUTHORITY) == [("propose", 2)]
    old_town.propose_all()
    assert jobs(old_town, CHAIR) == []
    assert jobs(old_town, AUTHORITY) == [("decide", 14)]
    old_town.decide_all()
    assert jobs(old_town, AUTHORITY) == []


def test_a_month_of_the_decree_leaves_nothing_after_confirming(town: Town) -> None:
    town.hand_in(STAFF)
    town.confirm(STAFF)
    assert jobs(town, AUTHORITY) == []
    assert jobs(town, CHAIR) == [("self_assess", 1)]


def test_where_nobody_proposes_the_confirmed_sheets_wait_for_the_decision(quarter_town: Town) -> None:
    quarter_town.hand_in(STAFF)
    assert jobs(quarter_town, AUTHORITY) == []
    quarter_town.confirm(STAFF)
    assert jobs(quarter_town, AUTHORITY) == [("decide", len(STAFF))]
    assert ("propose", len(STAFF)) not in jobs(quarter_town, CHAIR)


def test_the_nearest_deadline_comes_first_and_what_is_over_is_late(town: Town, on_day: SetDay) -> None:
    town.hand_in([AN, BINH])
    on_day(date(2026, 10, 23))
    found = waiting_for(town.viewer(DIVISION_HEAD))
    assert [(job.kind, job.late) for job in found] == [("self_assess", True), ("confirm", False)]
    on_day(date(2026, 10, 25))
    assert [job.late for job in waiting_for(town.viewer(DIVISION_HEAD))] == [True, True]
    assert waiting_count(town.viewer(DIVISION_HEAD)) == 3


def test_a_deputy_has_the_sent_sheets_of_the_field_to_comment_until_the_time_for_it_is_over(town: Town, on_day: SetDay) -> None:
    assert ("comment", 1) not in jobs(town, DEPUTY)
    town.hand_in([AN, BINH, GIANG])
    (job,) = [job for job in waiting_for(town.viewer(DEPUTY)) if job.kind == "comment"]
    assert (job.count, job.first, job.last, job.late) == (2, date(2026, 10, 20), date(2026, 10, 23), False)
    comment(by=town.viewer(DEPUTY), sheet=town.sheet(AN), text="Đã trao đổi.")
    town.confirm([BINH])
    assert ("comment", 1) not in jobs(town, DEPUTY)
    # Another deputy's word is not this one's; what stands outside the field is never asked.
    assert ("comment", 1) in jobs(town, DEPUTY_2)
    on_day(date(2026, 10, 24))
    assert [kind for kind, _ in jobs(town, DEPUTY_2)] == ["self_assess"]


def test_a_petition_is_a_job_of_who_must_answer(town: Town) -> None:
    town.finish()
    town.publish()
    petition(by=town.viewer(AN), sheet=town.sheet(AN), text="Đề nghị xem lại.")
    assert jobs(town, DIVISION_HEAD) == [("petition", 1)]
    assert jobs(town, AN) == jobs(town, CHAIR) == []


@pytest.mark.parametrize("code", [STRANGER, ORGANISER, "0003", "0004"])
def test_who_has_no_part_in_the_period_has_nothing_waiting(town: Town, code: str) -> None:
    assert waiting_for(town.viewer(code)) == []


def test_who_is_left_out_or_published_has_nothing_waiting(town: Town) -> None:
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), absence="sick")
    assert jobs(town, AN) == []
    town.hand_in([BINH])
    town.publish(reason="Đóng kỳ.")
    assert [jobs(town, code) for code in (*WARD, SECRETARY)] == [[]] * (len(WARD) + 1)
