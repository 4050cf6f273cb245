"""Replacing a published result by a new version, with its reason."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHI,
    DIVISION_HEAD,
    TOP,
    WARD,
    Town,
    refused,
    trail,
)
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.frozen import frozen_hash, frozen_text
from thenchot.assessment.models import Published
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.assessment.queries.sheets import changes_of, versions_of
from thenchot.assessment.refusals import (
    CAP_EXCEEDED,
    CHANGED,
    LEADER_NEEDED,
    LEVEL_UNKNOWN,
    MARK_NOT_NUMBER,
    NOTHING_CHANGED,
    REASON_NEEDED,
    STEP_ABSENT,
    UNKNOWN_CRITERION,
    WRONG_STATE,
)
from thenchot.notices.queries import recent
from thenchot.workplan.models import Task

WHY = "Kết luận kiểm tra số 7 xác định việc chậm là do nguyên nhân khách quan."


@pytest.fixture
def published(any_town: Town) -> Town:
    any_town.close()
    return any_town


@pytest.fixture
def decree(town: Town) -> Town:
    town.close()
    return town


@pytest.fixture
def city(old_town: Town) -> Town:
    """Four of fourteen have level A, as many as the cap allows."""
    best = ("0024", "0025", "0031", "0041")
    old_town.hand_in(best, TOP)
    old_town.hand_in([code for code in WARD if code not in best])
    old_town.confirm_all()
    old_town.propose_all()
    old_town.decide_all()
    old_town.publish()
    return old_town


def fix(town: Town, code: str = AN, reason: str = WHY, **other: object) -> int:
    given = Correction(town.sheet(code), reason, **other)  # type: ignore[arg-type]
    return correct(by=town.viewer(AUTHORITY), given=given)


def lower(town: Town, points: str = "0") -> dict[str, str]:
    return {"ket_qua": f"3{points}"} if town.month.rulebook.startswith("hn") else {"I.1": points}


def test_versions_are_numbered_and_each_keeps_what_it_said(published: Town) -> None:
    first = Published.objects.get(sheet=published.sheet(AN))
    assert fix(published, marks=lower(published)) == 2
    assert fix(published, reason="Đính chính lần hai.", marks=lower(published, "1")) == 3
    numbers = [(row.number, row.reason) for row in versions_of(published.sheet(AN))]
    assert numbers == [(3, "Đính chính lần hai."), (2, WHY), (1, "")]
    again = Published.objects.get(id=first.id)
    assert (again.frozen, again.frozen_hash, again.score) == (first.frozen, first.frozen_hash, first.score)


def test_the_sheet_shows_the_newest_version_and_all_of_it_verifies(published: Town) -> None:
    fix(published, marks=lower(published))
    sheet = published.sheet(AN)
    newest = versions_of(sheet)[0]
    assert (newest.score, newest.band, newest.level) == (sheet.score, sheet.band, sheet.level)
    assert newest.frozen == frozen_text(published.cycle, sheet)
    assert newest.frozen_hash == frozen_hash(newest.frozen)
    assert sheet.state == "published"
    assert list(recompute(published.cycle)) == []
    assert list(verify(published.month.day(20))) == []


def test_a_replacement_that_changes_nothing_is_refused(published: Town) -> None:
    with refused(NOTHING_CHANGED):
        fix(published)
    assert Published.objects.filter(sheet=published.sheet(AN)).count() == 1


def test_a_lowered_result_is_a_lowering_with_who_and_why(published: Town) -> None:
    fix(published, marks=lower(published))
    (change,) = changes_of(published.sheet(AN))
    expected = ("B", "C") if published.month.rulebook.startswith("hn") else ("HTXS", "HTT")
    assert (change.step, change.before, change.after, change.raised) == ("correct", *expected, False)
    assert (change.reason, change.by.staff_code) == (WHY, AUTHORITY)


def test_the_trail_names_the_new_version_and_its_reason(published: Town) -> None:
    fix(published, reason=f" {WHY} ", marks=lower(published))
    newest = versions_of(published.sheet(AN))[0]
    expected = {"frozen": newest.frozen_hash, "number": 2, "reason": WHY}
    assert trail(published.sheet(AN))[-1] == ("correct", published.id(AUTHORITY), expected)
    assert [notice.kind for notice in recent(published.id(AN))] == ["result_replaced", "result"]


@pytest.mark.parametrize("reason", ["", " \t"])
def test_no_result_is_replaced_without_a_reason(published: Town, reason: str) -> None:
    with refused(REASON_NEEDED, before="kết quả đã công bố"):
        fix(published, reason=reason)
    assert Published.objects.filter(sheet=published.sheet(AN)).count() == 1


def test_only_a_published_result_is_replaced(any_town: Town) -> None:
    any_town.hand_in([AN, BINH])
    any_town.confirm([AN])
    for code in (AN, BINH, CHI):
        with refused(WRONG_STATE):
            fix(any_town, code)


def test_wrong_marks_are_refused_at_their_line(decree: Town) -> None:
    with refused(MARK_NOT_NUMBER, field="I.1"):
        fix(decree, marks={"I.1": "nhiều"})
    with refused(UNKNOWN_CRITERION):
        fix(decree, marks={"thuong": "1"})


def test_an_excused_lateness_found_later_is_read_anew_without_touching_a_mark(town: Town) -> None:
    Task.objects.filter(doer=town.id(AN)).update(latenesses=1, explanation="Chờ giám định")
    town.finish()
    town.publish()
    assert town.sheet(AN).score == Decimal("84.166666666667")
    Task.objects.filter(doer=town.id(AN)).update(latenesses_excused=1)
    fix(town)
    assert (town.sheet(AN).score, town.sheet(AN).band) == (90, "HTXS")
    assert town.sheet(AN).marks["confirmed"] == town.sheet(AN).marks["self"]


def test_the_two_indices_of_a_leader_may_be_corrected(decree: Town) -> None:
    fix(decree, DIVISION_HEAD, leader={"dd": "1/2", "e": ""})
    sheet = decree.sheet(DIVISION_HEAD)
    assert sheet.marks["leader"] == {"dd": "1/2", "e": "1"}
    assert sheet.score == Decimal("84.166666666667")


@pytest.mark.parametrize("leader", [{"dd": "2"}, {"e": "0"}, {"dd": "x"}, {"dd": "1/3"}], ids=str)
def test_an_index_is_full_or_half_in_a_correction_too(decree: Town, leader: dict[str, str]) -> None:
    with refused(LEADER_NEEDED):
        fix(decree, DIVISION_HEAD, leader=leader)


def test_a_month_of_the_decree_gets_no_level_by_correction(decree: Town) -> None:
    with refused(STEP_ABSENT):
        fix(decree, level="HTXS")
    fix(decree, marks={"I.1": "0"})
    assert (decree.sheet(AN).level, decree.sheet(AN).band) == ("", "HTT")


def test_the_level_follows_the_band_where_it_was_the_band(city: Town) -> None:
    fix(city, marks={"ket_qua": "40"})
    assert (city.sheet(AN).band, city.sheet(AN).level) == ("C", "C")


def test_a_level_decided_apart_from_the_band_stays_until_it_is_named(city: Town) -> None:
    fix(city, level="C")
    fix(city, marks={"y_thuc": "19"})
    assert (city.sheet(AN).band, city.sheet(AN).level) == ("B", "C")
    with refused(LEVEL_UNKNOWN, choices="A, B, C, D"):
        fix(city, level="HTT")


def test_a_correction_does_not_go_over_the_cap(city: Town) -> None:
    for other in ({"level": "A"}, {"marks": {"ket_qua": "70"}}):
        with refused(CAP_EXCEEDED, level="A", count=5, allowed=4):
            fix(city, **other)
    assert city.sheet(AN).level == "B"
    assert Published.objects.filter(sheet=city.sheet(AN)).count() == 1
    fix(city, "0024", level="B")
    fix(city, level="A")
    assert city.cycle.sheets.filter(level="A").count() == 4


def test_correcting_from_an_old_page_is_a_conflict_and_adds_no_version(published: Town) -> None:
    page = published.sheet(AN)
    fix(published, marks=lower(published))
    with refused(CHANGED):
        correct(by=published.viewer(AUTHORITY), given=Correction(page, WHY, lower(published, "1")))
    assert Published.objects.filter(sheet=page).count() == 2
    assert len(recent(published.id(AN))) == 2
