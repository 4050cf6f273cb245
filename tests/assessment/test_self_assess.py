"""Handing in one's own assessment, and keeping a draft until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHAIR,
    CHI,
    DEPUTY,
    DIVISION_HEAD,
    POOR,
    TOP,
    Town,
    refused,
    trail,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.save_draft import save_draft
from thenchot.assessment.actions.self_assess import self_assess, self_assess_many
from thenchot.assessment.actions.send_back import send_back
from thenchot.assessment.refusals import (
    ALREADY_PUBLISHED,
    ALREADY_SENT,
    CHANGED,
    LEADER_NEEDED,
    LOCKED,
    MARK_NOT_NUMBER,
    MARK_TOO_HIGH,
    MARKS_MISSING,
    UNDERTAKING,
    UNKNOWN_CRITERION,
)
from thenchot.audit.models import Entry
from thenchot.lib.clock import VIETNAM
from thenchot.lib.refusals import Kind


def test_a_person_hands_in_marks_and_the_sheet_waits_for_the_scorer(town: Town) -> None:
    self_assess(by=town.viewer(AN), given=town.given(AN))
    sheet = town.sheet(AN)
    assert (sheet.state, sheet.version) == ("submitted", 2)
    assert (sheet.self_score, sheet.self_level) == (Decimal(90), "HTXS")
    assert sheet.marks["self"] == dict.fromkeys(town.marks(sheet), "2")
    assert (sheet.strengths, sheet.weaknesses) == ("Đủ việc, đúng hạn.", "Cần nhanh hơn.")
    assert sheet.submitted_at is not None
    assert sheet.submitted_at.astimezone(VIETNAM).date() == date(2026, 10, 20)


@pytest.mark.parametrize(("marks", "score", "level"), [(TOP, 92, "A"), ({}, 20, "D"), (POOR, 40, "D")], ids=str)
def test_under_the_city_framework_the_three_marks_are_the_score(
    old_town: Town, marks: dict[str, dict[str, str]], score: int, level: str
) -> None:
    given = replace(old_town.given(AN), marks=marks.get("hn-3814-2018", {"y_thuc": "20", "ket_qua": "0", "thuong": "0"}))
    self_assess(by=old_town.viewer(AN), given=given)
    assert (old_town.sheet(AN).self_score, old_town.sheet(AN).self_level) == (score, level)


def test_the_trail_keeps_the_marks_the_exact_score_and_the_level(town: Town) -> None:
    marks = town.marks(town.sheet(AN)) | {"I.1": "4,55"}
    self_assess(by=town.viewer(AN), given=replace(town.given(AN), marks=marks))
    action, actor, payload = trail(town.sheet(AN))[-1]
    assert (action, actor) == ("self_assess", town.id(AN))
    assert payload["marks"] == dict.fromkeys(marks, "2") | {"I.1": "91/20"}
    assert (payload["score"], payload["level"], payload["leader"]) == ("1851/20", "HTXS", {})
    assert Entry.objects.filter(object_kind="sheet").order_by("-id")[0].hash == town.sheet(AN).last_hash


@pytest.mark.parametrize(
    ("typed", "kind", "about"),
    [
        ({"I.1": "5,01"}, MARK_TOO_HIGH, {"criterion": "I.1", "max": "5"}),
        ({"II.1": "2,6"}, MARK_TOO_HIGH, {"criterion": "II.1", "max": "2,5"}),
        ({"I.1": "-0,5"}, MARK_TOO_HIGH, {"criterion": "I.1"}),
        ({"I.1": "năm"}, MARK_NOT_NUMBER, {"criterion": "I.1"}),
        ({"I.1": "4.5.1"}, MARK_NOT_NUMBER, {"criterion": "I.1"}),
        ({"I.1": "1e0"}, MARK_NOT_NUMBER, {"criterion": "I.1"}),
        ({"I.1": "NaN"}, MARK_NOT_NUMBER, {"criterion": "I.1"}),
        ({"I.1": "1/2"}, MARK_NOT_NUMBER, {"criterion": "I.1"}),
        ({"IX": "1"}, UNKNOWN_CRITERION, {"criterion": "IX"}),
        ({"results": "70"}, UNKNOWN_CRITERION, {"criterion": "results"}),
    ],
    ids=str,
)
def test_a_wrong_mark_is_refused_at_its_own_line(town: Town, typed: dict[str, str], kind: Kind, about: dict[str, str]) -> None:
    given = replace(town.given(AN), marks=town.marks(town.sheet(AN)) | typed)
    with refused(kind, field=next(iter(typed)), **about):
        self_assess(by=town.viewer(AN), given=given)
    assert town.sheet(AN).state == "opened"


@pytest.mark.parametrize("typed", ["5", "5,0", "5.", "0", " 4,5 ", ",5", "0,000001"])
def test_a_mark_on_the_bound_or_with_comma_point_or_blanks_is_taken(town: Town, typed: str) -> None:
    given = replace(town.given(AN), marks=town.marks(town.sheet(AN)) | {"I.1": typed})
    self_assess(by=town.viewer(AN), given=given)
    assert town.sheet(AN).state == "submitted"


def test_missing_marks_are_counted_and_named(town: Town) -> None:
    marks = town.marks(town.sheet(AN)) | {"I.2": " ", "III.4": ""}
    del marks["II.3"]
    with refused(MARKS_MISSING, count=3, names="I.2, II.3, III.4"):
        self_assess(by=town.viewer(AN), given=replace(town.given(AN), marks=marks))


def test_without_the_undertaking_nothing_is_sent(any_town: Town) -> None:
    with refused(UNDERTAKING):
        self_assess(by=any_town.viewer(AN), given=replace(any_town.given(AN), undertaking=False))


@pytest.mark.parametrize("leader", [{}, {"dd": "1"}, {"e": "1/2"}, {"dd": "1", "e": "0"}, {"dd": "0.5", "e": "1"}], ids=str)
def test_a_leader_says_how_far_the_two_indices_are_reached(town: Town, leader: dict[str, str]) -> None:
    with refused(LEADER_NEEDED):
        self_assess(by=town.viewer(DIVISION_HEAD), given=replace(town.given(DIVISION_HEAD), leader=leader))


def test_who_leads_nobody_is_not_asked_for_the_two_indices(town: Town) -> None:
    self_assess(by=town.viewer(AN), given=replace(town.given(AN), leader={"dd": "1", "e": "1"}))
    assert town.sheet(AN).marks["self_leader"] == {}


@pytest.mark.parametrize(
    ("leader", "score"),
    [
        ({"dd": "1", "e": "1"}, "90"),
        ({"dd": "1/2", "e": "1"}, "84.166666666667"),
        ({"dd": "1/2", "e": "1/2"}, "78.333333333333"),
    ],
    ids=str,
)
def test_a_leaders_own_score_takes_d_as_full_while_nobody_below_is_confirmed(
    town: Town, leader: dict[str, str], score: str
) -> None:
    # (a + b + c + d + đ + e) / 6 × 70 + 20, each of a, b, c and the provisional d being 1.
    self_assess(by=town.viewer(CHAIR), given=replace(town.given(CHAIR), leader=leader))
    assert town.sheet(CHAIR).self_score == Decimal(score)


def test_a_sheet_is_sent_once(any_town: Town) -> None:
    any_town.hand_in([AN])
    with refused(ALREADY_SENT):
        self_assess(by=any_town.viewer(AN), given=any_town.given(AN))
    assert [row[0] for row in trail(any_town.sheet(AN))] == ["open", "self_assess"]


def test_the_same_page_sent_twice_at_once_is_a_conflict_and_keeps_the_first(town: Town) -> None:
    first, second = town.given(AN), town.given(AN, each="1")
    self_assess(by=town.viewer(AN), given=first)
    with refused(CHANGED):
        self_assess(by=town.viewer(AN), given=second)
    sheet = town.sheet(AN)
    assert (sheet.version, sheet.self_score) == (2, Decimal(90))
    assert len(trail(sheet)) == 2


def test_the_step_is_locked_after_its_last_day(any_town: Town, on_day: SetDay) -> None:
    last = {"nd335-2025-cong-chuc": 22, "hn-3814-2018": 21}[any_town.month.rulebook]
    on_day(any_town.month.day(last))
    self_assess(by=any_town.viewer(AN), given=any_town.given(AN))
    on_day(any_town.month.day(last + 1))
    with refused(LOCKED, last=f"{any_town.month.day(last):%d/%m/%Y}"):
        self_assess(by=any_town.viewer(BINH), given=any_town.given(BINH))


def test_a_sheet_sent_back_may_be_sent_until_the_confirming_step_ends(any_town: Town, on_day: SetDay) -> None:
    for code in (AN, BINH):
        any_town.hand_in([code])
        send_back(by=any_town.viewer(DIVISION_HEAD), sheet=any_town.sheet(code), note="Bổ sung số liệu.")
    last = {"nd335-2025-cong-chuc": 24, "hn-3814-2018": 23}[any_town.month.rulebook]
    on_day(any_town.month.day(last))
    self_assess(by=any_town.viewer(AN), given=any_town.given(AN))
    assert any_town.sheet(AN).return_note == ""
    on_day(any_town.month.day(last + 1))
    with refused(LOCKED, last=f"{any_town.month.day(last):%d/%m/%Y}"):
        self_assess(by=any_town.viewer(BINH), given=any_town.given(BINH))


def test_who_was_missing_when_the_period_was_published_hands_in_nothing_more(town: Town) -> None:
    town.hand_in([BINH])
    town.confirm([BINH])
    town.publish(reason="Chốt sớm theo kế hoạch.")
    with refused(ALREADY_PUBLISHED):
        self_assess(by=town.viewer(AN), given=town.given(AN))


def test_sending_clears_the_draft(town: Town) -> None:
    save_draft(sheet=town.sheet(AN), typed={"I.1": "9", "strengths": "Đang viết"})
    assert town.sheet(AN).draft == {"I.1": "9", "strengths": "Đang viết"}
    town.hand_in([AN])
    assert town.sheet(AN).draft == {}


def test_a_draft_is_overwritten_without_a_new_version_and_without_a_line_in_the_trail(town: Town) -> None:
    for text in ("4", "4,", "4,5"):
        save_draft(sheet=town.sheet(AN), typed={"I.1": text})
    assert (town.sheet(AN).draft, town.sheet(AN).version) == ({"I.1": "4,5"}, 1)
    assert [row[0] for row in trail(town.sheet(AN))] == ["open"]


def test_a_sent_sheet_takes_no_draft(town: Town) -> None:
    town.hand_in([AN])
    with refused(ALREADY_SENT):
        save_draft(sheet=town.sheet(AN), typed={"I.1": "1"})
    assert town.sheet(AN).draft == {}


def test_handing_in_for_somebody_says_for_whom_and_why(town: Town) -> None:
    given = replace(town.given(AN), behalf_of="Ông An đang công tác dài ngày, đồng ý qua điện thoại.")
    self_assess_many(by=town.actor(DEPUTY), cycle=town.cycle, given=[given])
    assert town.sheet(AN).behalf_of == given.behalf_of
    action, actor, payload = trail(town.sheet(AN))[-1]
    assert (action, actor, payload["behalf_of"]) == ("self_assess", town.id(DEPUTY), given.behalf_of)


def test_in_a_batch_without_an_actor_each_person_acts_themselves(town: Town) -> None:
    self_assess_many(by=None, cycle=town.cycle, given=[town.given(AN), town.given(BINH)])
    assert [trail(town.sheet(code))[-1][1] for code in (AN, BINH)] == [town.id(AN), town.id(BINH)]
    assert Entry.objects.get(object_id=town.sheet(BINH).id, action="self_assess").actor == "Tạ Thanh Bình (0023)"


def test_a_batch_is_sent_whole_or_not_at_all(town: Town) -> None:
    bad = replace(town.given(CHI), marks={})
    with refused(MARKS_MISSING, count=10):
        self_assess_many(by=None, cycle=town.cycle, given=[town.given(AN), town.given(BINH), bad])
    assert {sheet.state for sheet in town.sheets([AN, BINH, CHI])} == {"opened"}
    stale = town.given(CHI)
    town.hand_in([CHI])
    with refused(CHANGED):
        self_assess_many(by=None, cycle=town.cycle, given=[town.given(AN), stale])
    assert town.sheet(AN).state == "opened"
    assert [row[0] for row in trail(town.sheet(AN))] == ["open"]
