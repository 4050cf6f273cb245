"""The scorer confirms one sheet: the arithmetic, the reason for a change, leaders after their people."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHAIR,
    CHI,
    DEPUTY,
    DEPUTY_2,
    DIVISION_DEPUTY,
    DIVISION_HEAD,
    DUNG,
    GIANG,
    HANH,
    OFFICE_HEAD,
    PARTY_HEAD,
    SECRETARY,
    STAFF,
    TOP,
    Town,
    refused,
    trail,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.confirm import Confirmation, confirm
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.self_assess import self_assess_many
from thenchot.assessment.models import LevelChange
from thenchot.assessment.queries.sheets import changes_of, view_of
from thenchot.assessment.refusals import (
    ALREADY_PUBLISHED,
    CHANGED,
    CYCLE_LOCKED,
    LEADER_NEEDED,
    MARK_TOO_HIGH,
    REASON_NEEDED,
    SUBORDINATES_WAITING,
    UNKNOWN_CRITERION,
    WRONG_STATE,
)
from thenchot.lib.clock import VIETNAM
from thenchot.workplan.models import Task

WHY = "Nghỉ họp giao ban hai lần không báo cáo."
DIVISION = (AN, BINH, CHI, DUNG, DIVISION_DEPUTY)


def test_a_sheet_confirmed_as_sent_needs_no_reason_and_keeps_its_score(any_town: Town) -> None:
    any_town.hand_in([AN])
    confirm(by=any_town.viewer(DIVISION_HEAD), given=Confirmation(any_town.sheet(AN), opinion=" Nhất trí. "))
    sheet = any_town.sheet(AN)
    assert (sheet.state, sheet.version, sheet.opinion) == ("confirmed", 3, "Nhất trí.")
    assert (sheet.score, sheet.band) == (sheet.self_score, sheet.self_level)
    assert sheet.marks["confirmed"] == sheet.marks["self"]
    assert sheet.confirmed_at is not None
    assert changes_of(sheet) == []


def test_the_inputs_and_the_verdict_are_kept_exactly(town: Town) -> None:
    town.hand_in([AN])
    town.confirm([AN])
    sheet = town.sheet(AN)
    assert sheet.inputs == {"kind": "staff", "input": {"general": 20, "assigned": 10, "items": [[10, 0, 0]]}, "config": {}}
    assert sheet.verdict["values"]["score"] == 90
    because = {code: article for code, article, _params, _points in sheet.verdict["because"]}
    assert (because["quantity"], because["band"]) == ("Điều 14 khoản 2 điểm a", "Điều 20 khoản 1")


def test_a_score_without_an_end_is_kept_exactly_inside_and_to_twelve_places_outside(town: Town) -> None:
    town.hand_in([BINH])
    town.burden(BINH, units=20)
    town.confirm_one(town.sheet(BINH), reason="Một việc trong kế hoạch chưa xong.")
    sheet = town.sheet(BINH)
    assert sheet.verdict["values"]["score"] == {"n": str(Fraction(20) + Fraction(10, 30) * 70)}
    assert sheet.score == Decimal("43.333333333333")


def test_the_trail_keeps_marks_score_level_and_the_reason(town: Town) -> None:
    town.hand_in([AN])
    confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(town.sheet(AN), {"I.1": "1,5"}, reason=f" {WHY} "))
    action, actor, payload = trail(town.sheet(AN))[-1]
    assert (action, actor) == ("confirm", town.id(DIVISION_HEAD))
    assert (payload["score"], payload["level"], payload["before"], payload["reason"]) == ("179/2", "HTT", "HTXS", WHY)
    assert payload["marks"]["I.1"] == "3/2"


@pytest.mark.parametrize(
    ("corrections", "score", "band", "raised"),
    [({"I.1": "1,9"}, "89.9", "HTT", False), ({"I.1": "0", "I.2": "0"}, "86", "HTT", False)],
)
def test_lowering_across_a_bound_is_kept_with_who_and_why(
    town: Town, corrections: dict[str, str], score: str, band: str, raised: bool
) -> None:
    town.hand_in([AN])
    confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(town.sheet(AN), corrections, reason=WHY))
    sheet = town.sheet(AN)
    assert (sheet.score, sheet.band) == (Decimal(score), band)
    (change,) = changes_of(sheet)
    assert (change.step, change.before, change.after, change.raised) == ("confirm", "HTXS", band, raised)
    assert (change.by.staff_code, change.reason) == (DIVISION_HEAD, WHY)


def test_raising_is_kept_as_a_raise(town: Town) -> None:
    self_assess_many(by=town.actor(AN), cycle=town.cycle, given=[town.given(AN, each="1")])
    high = dict.fromkeys(town.marks(town.sheet(AN)), "2,5")
    confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(town.sheet(AN), high, reason="Tự chấm quá thấp."))
    (change,) = changes_of(town.sheet(AN))
    assert (change.before, change.after, change.raised) == ("HTT", "HTXS", True)


@pytest.mark.parametrize("reason", ["", "   "])
@pytest.mark.parametrize(
    "corrections", [{"I.1": "1"}, {"I.1": "2,1"}, {"I.1": "0", "I.2": "0", "II.1": "0"}], ids=["lower", "higher", "band"]
)
def test_a_changed_mark_needs_a_reason_even_within_the_same_band(town: Town, corrections: dict[str, str], reason: str) -> None:
    town.hand_in([AN])
    with refused(REASON_NEEDED, before="tự đánh giá"):
        confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(town.sheet(AN), corrections, reason=reason))
    assert town.sheet(AN).state == "submitted"


def test_a_correction_that_repeats_the_persons_own_mark_is_no_change(town: Town) -> None:
    town.hand_in([AN])
    confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(town.sheet(AN), {"I.1": "2,0", "I.2": ""}))
    assert town.sheet(AN).band == "HTXS"


def test_a_changed_mark_within_the_band_is_no_raise_and_no_lowering(town: Town) -> None:
    town.hand_in([AN])
    confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(town.sheet(AN), {"I.1": "3"}, reason=WHY))
    assert (town.sheet(AN).score, town.sheet(AN).band) == (91, "HTXS")
    assert changes_of(town.sheet(AN)) == []


def test_facts_that_came_after_sending_move_the_band_and_need_a_reason(town: Town) -> None:
    town.hand_in([AN])
    town.burden(AN, units=10)
    with refused(REASON_NEEDED):
        town.confirm_one(town.sheet(AN))
    town.confirm_one(town.sheet(AN), reason="Một việc trong kế hoạch chưa xong.")
    (change,) = changes_of(town.sheet(AN))
    assert (change.before, change.after) == ("HTXS", "HT")


@pytest.mark.parametrize(
    ("columns", "score"),
    [
        ({"latenesses": 1}, "84.166666666667"),
        ({"latenesses": 1, "latenesses_excused": 1}, "90"),
        ({"rejections": 2}, "78.333333333333"),
        ({"rejections": 3, "rejections_excused": 2, "latenesses": 4}, "60.833333333333"),
        ({"rejections": 9}, "66.666666666667"),
    ],
    ids=str,
)
def test_each_lateness_and_rejection_takes_a_quarter_unless_its_cause_is_excused(
    town: Town, columns: dict[str, int], score: str
) -> None:
    Task.objects.filter(doer=town.id(AN)).update(**columns, explanation="Chờ giám định")
    town.hand_in([AN])
    town.confirm([AN])
    assert town.sheet(AN).score == Decimal(score)


@pytest.mark.parametrize(
    ("origin", "status", "score"),
    [
        ("planned", "assigned", "55"),
        ("planned", "handed_back", "55"),
        ("planned", "done", "90"),
        ("unplanned", "assigned", "90"),
        ("taken_over", "assigned", "90"),
        ("planned", "split", "90"),
        ("planned", "claimed", "90"),
        ("planned", "declined", "90"),
    ],
)
def test_a_task_counts_by_where_it_came_from_and_what_became_of_it(
    town: Town, origin: str, status: str, score: str
) -> None:
    town.burden(AN, units=10, origin=origin, status=status)
    town.hand_in([AN])
    town.confirm([AN])
    assert town.sheet(AN).score == Decimal(score)


def test_work_beyond_the_plan_never_lifts_the_results_above_their_seventy_points(town: Town) -> None:
    town.burden(AN, units=50, origin="unplanned", status="done")
    town.hand_in([AN])
    town.confirm([AN])
    assert town.sheet(AN).score == 90


def test_without_any_assigned_work_there_is_no_score_and_the_authority_must_decide(town: Town) -> None:
    Task.objects.filter(doer=town.id(AN)).delete()
    town.hand_in([AN])
    assert (town.sheet(AN).self_score, town.sheet(AN).self_level) == (None, "ASK")
    town.confirm([AN])
    sheet = town.sheet(AN)
    assert (sheet.score, sheet.band, sheet.inputs["input"]) == (None, "ASK", None)
    assert view_of(sheet).score.problem == "nothing_assigned"


def test_wrong_corrections_are_refused_at_their_line(any_town: Town) -> None:
    any_town.hand_in([AN])
    first = next(iter(any_town.marks(any_town.sheet(AN))))
    with refused(MARK_TOO_HIGH, field=first):
        confirm(by=any_town.viewer(DIVISION_HEAD), given=Confirmation(any_town.sheet(AN), {first: "999"}, reason=WHY))
    with refused(UNKNOWN_CRITERION, criterion="khac"):
        confirm(by=any_town.viewer(DIVISION_HEAD), given=Confirmation(any_town.sheet(AN), {"khac": "1"}, reason=WHY))


@pytest.mark.parametrize("state", ["opened", "confirmed", "excused"])
def test_only_a_sent_sheet_is_confirmed(town: Town, state: str) -> None:
    town.hand_in([BINH])
    town.confirm([BINH])
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(CHI), absence="sick")
    sheet = town.sheet({"opened": AN, "confirmed": BINH, "excused": CHI}[state])
    with refused(WRONG_STATE):
        confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(sheet))


def test_confirming_an_old_page_is_a_conflict_and_loses_nothing(any_town: Town) -> None:
    any_town.hand_in([AN])
    page = any_town.sheet(AN)
    any_town.confirm([AN])
    before = any_town.sheet(AN)
    with refused(CHANGED):
        confirm(by=any_town.viewer(DIVISION_HEAD), given=Confirmation(page, reason=WHY))
    after = any_town.sheet(AN)
    assert (after.version, after.last_hash, after.score) == (before.version, before.last_hash, before.score)
    assert not LevelChange.objects.exists()


def test_the_period_locks_after_its_last_day(any_town: Town, on_day: SetDay) -> None:
    any_town.hand_in([AN, BINH])
    on_day(any_town.month.day(25))
    any_town.confirm([AN])
    on_day(any_town.month.day(26))
    with refused(CYCLE_LOCKED, last=f"{any_town.month.day(25):%d/%m/%Y}"):
        any_town.confirm([BINH])


def test_nothing_is_confirmed_after_publication(town: Town) -> None:
    town.hand_in([AN, BINH])
    town.confirm([AN])
    town.publish(reason="Đã quá hạn.")
    with refused(ALREADY_PUBLISHED):
        town.confirm([BINH])


@pytest.mark.parametrize(
    ("leader", "below"),
    [
        (CHAIR, (DEPUTY, DEPUTY_2, DIVISION_HEAD, OFFICE_HEAD, GIANG, *DIVISION)),
        (SECRETARY, (PARTY_HEAD, HANH)),
        (DEPUTY, (DIVISION_HEAD, *DIVISION)),
        (DEPUTY_2, (OFFICE_HEAD, GIANG)),
        (DIVISION_HEAD, DIVISION),
        (DIVISION_DEPUTY, (AN, BINH, CHI, DUNG)),
        (PARTY_HEAD, (HANH,)),
    ],
)
def test_a_leader_waits_for_each_of_the_people_they_answer_for(town: Town, leader: str, below: tuple[str, ...]) -> None:
    town.hand_in([leader])
    with refused(SUBORDINATES_WAITING, count=len(below)):
        town.confirm([leader])
    assert view_of(town.sheet(leader)).below_waiting == len(below)
    for code in below:
        excuse(by=town.viewer(CHAIR), sheet=town.sheet(code), absence="sick")
    town.confirm_one(town.sheet(leader), reason="Không còn ai được chấm.")
    assert town.sheet(leader).state == "confirmed"


def test_a_sent_sheet_below_still_keeps_the_leader_waiting(town: Town) -> None:
    town.hand_in([*STAFF, DIVISION_DEPUTY, DIVISION_HEAD])
    town.confirm([AN, BINH, CHI, DUNG])
    with refused(SUBORDINATES_WAITING, count=1):
        town.confirm([DIVISION_HEAD])


def test_one_person_who_did_not_complete_halves_d_of_each_leader_above(town: Town) -> None:
    town.burden(CHI)
    town.hand_in()
    town.confirm([c for c in STAFF if c != CHI])
    town.confirm_one(town.sheet(CHI))
    assert town.sheet(CHI).band == "KHT"
    for code in (DIVISION_DEPUTY, DIVISION_HEAD, OFFICE_HEAD, PARTY_HEAD, DEPUTY, DEPUTY_2, CHAIR, SECRETARY):
        town.confirm_one(town.sheet(code), reason="Tính lại tiêu chí d.")
    found = {code: town.sheet(code).inputs["input"]["six"][3] for code in (DIVISION_HEAD, DEPUTY, CHAIR)}
    assert found == {code: {"n": "1/2"} for code in found}
    others = {code: town.sheet(code).inputs["input"]["six"][3] for code in (OFFICE_HEAD, DEPUTY_2, SECRETARY)}
    assert others == dict.fromkeys(others, 1)


def test_people_without_a_score_are_left_out_of_d(town: Town) -> None:
    Task.objects.filter(doer=town.id(CHI)).delete()
    town.hand_in([*DIVISION, DIVISION_HEAD])
    town.confirm([*DIVISION, DIVISION_HEAD])
    assert town.sheet(CHI).band == "ASK"
    assert town.sheet(DIVISION_HEAD).inputs["input"]["six"][3] == 1


def test_the_scorer_may_set_the_leaders_two_indices_with_a_reason(town: Town) -> None:
    town.hand_in([*DIVISION, DIVISION_HEAD])
    town.confirm(DIVISION)
    half = {"dd": "1/2", "e": ""}
    with refused(REASON_NEEDED):
        confirm(by=town.viewer(CHAIR), given=Confirmation(town.sheet(DIVISION_HEAD), leader=half))
    confirm(by=town.viewer(CHAIR), given=Confirmation(town.sheet(DIVISION_HEAD), leader=half, reason=WHY))
    sheet = town.sheet(DIVISION_HEAD)
    assert sheet.marks["leader"] == {"dd": "1/2", "e": "1"}
    assert sheet.inputs["input"]["six"][4:] == [{"n": "1/2"}, 1]
    assert sheet.score == Decimal("84.166666666667")


@pytest.mark.parametrize("leader", [{"dd": "2"}, {"e": "0"}, {"e": "một nửa"}], ids=str)
def test_an_index_is_reached_fully_or_by_half_and_nothing_else(town: Town, leader: dict[str, str]) -> None:
    town.hand_in([*DIVISION, DIVISION_HEAD])
    town.confirm(DIVISION)
    with refused(LEADER_NEEDED):
        confirm(by=town.viewer(CHAIR), given=Confirmation(town.sheet(DIVISION_HEAD), leader=leader, reason=WHY))


def test_indices_of_a_leader_are_ignored_on_the_sheet_of_somebody_who_leads_nobody(town: Town) -> None:
    town.hand_in([AN])
    confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(town.sheet(AN), leader={"dd": "1/2", "e": "1/2"}))
    assert town.sheet(AN).marks["leader"] == {}


def test_under_the_city_framework_nobody_waits_and_the_head_is_marked_like_anybody(old_town: Town) -> None:
    old_town.hand_in([CHAIR])
    old_town.confirm([CHAIR])
    assert (old_town.sheet(CHAIR).score, old_town.sheet(CHAIR).band) == (85, "B")
    assert old_town.sheet(CHAIR).inputs["kind"] is None


def test_the_moment_of_confirming_is_the_day_of_the_clock(old_town: Town, on_day: SetDay) -> None:
    self_assess_many(by=old_town.actor(AN), cycle=old_town.cycle, given=[old_town.given(AN, TOP)])
    on_day(date(2019, 10, 23))
    old_town.confirm([AN])
    confirmed = old_town.sheet(AN).confirmed_at
    assert confirmed is not None
    assert confirmed.astimezone(VIETNAM).date() == date(2019, 10, 23)
    assert old_town.sheet(AN).band == "A"
