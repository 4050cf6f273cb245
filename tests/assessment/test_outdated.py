"""After a correction below: the leader whose d changes is flagged to who decides on them, and nothing is replaced by itself."""

from __future__ import annotations

import pytest

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUTHORITY,
    BINH,
    CHAIR,
    DEPUTY,
    DIVISION_DEPUTY,
    DIVISION_HEAD,
    GIANG,
    OFFICE_HEAD,
    ORGANISER,
    OTHER_HEAD,
    STAFF,
    Town,
    refused,
)
from thenchot.assessment.access import result_to_replace
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.decide import decide
from thenchot.assessment.actions.propose import Choice, propose
from thenchot.assessment.queries.batches import raised_and_lowered
from thenchot.assessment.queries.integrity import recompute
from thenchot.assessment.queries.outdated import outdated
from thenchot.assessment.queries.progress import change_counts
from thenchot.assessment.refusals import NOT_SCORER, NOTHING_CHANGED
from thenchot.notices.queries import recent

WHY = "Theo kết luận kiểm tra."


@pytest.fixture
def published(town: Town) -> Town:
    """October under the decree, published: everybody at HTXS, so d is 100 % for every leader."""
    town.finish()
    town.publish()
    return town


def fail(town: Town, code: str) -> None:
    """A replacement that puts somebody under 50 points."""
    sheet = town.sheet(code)
    nothing = dict.fromkeys(sheet.marks["confirmed"], "0")
    correct(by=town.viewer(DIVISION_HEAD), given=Correction(sheet, WHY, nothing))


def test_a_correction_that_leaves_d_alone_flags_nobody(published: Town) -> None:
    correct(by=published.viewer(DIVISION_HEAD), given=Correction(published.sheet(AN), WHY, {"I.1": "1"}))
    assert outdated(published.viewer(ORGANISER)) == []


@pytest.fixture
def fallen(town: Town) -> Town:
    """Published with An at HT by half the work; then An's general points are taken back and the band falls to KHT."""
    town.burden(AN, 10)
    town.finish()
    town.publish()
    assert town.sheet(AN).band == "HT"
    fail(town, AN)
    assert town.sheet(AN).band == "KHT"
    return town


def test_each_leader_above_is_flagged_to_the_organisation_body_with_both_figures(fallen: Town) -> None:
    rows = {row.leader: row for row in outdated(fallen.viewer(ORGANISER))}
    above = {fallen.sheet(code).person.full_name for code in (DIVISION_HEAD, DEPUTY, CHAIR, DIVISION_DEPUTY)}
    assert set(rows) == above
    assert {(str(row.before), str(row.now), row.replaced) for row in rows.values()} == {("1", "1/2", ("Hồ Hữu An",))}


def test_only_those_under_the_leader_are_named(fallen: Town) -> None:
    correct(by=fallen.viewer(OFFICE_HEAD), given=Correction(fallen.sheet(GIANG), WHY, {"I.1": "1"}))
    rows = {row.leader: row.replaced for row in outdated(fallen.viewer(ORGANISER))}
    assert rows[fallen.sheet(DIVISION_HEAD).person.full_name] == ("Hồ Hữu An",)
    assert rows[fallen.sheet(CHAIR).person.full_name] == ("Hồ Hữu An", "Phạm Trường Giang")


def test_a_scorer_sees_the_leaders_they_score_and_is_told_once_each(fallen: Town) -> None:
    seen = {row.leader for row in outdated(fallen.viewer(CHAIR))}
    assert seen == {fallen.sheet(code).person.full_name for code in (DIVISION_HEAD, DEPUTY)}
    told = [notice.params["by"] for notice in recent(fallen.id(CHAIR)) if notice.kind == "leader_outdated"]
    assert sorted(told) == sorted(seen)


@pytest.mark.parametrize("code", [AN, BINH, OTHER_HEAD, ADMIN])
def test_nobody_else_sees_it(fallen: Town, code: str) -> None:
    assert outdated(fallen.viewer(code)) == []


def test_nothing_is_replaced_by_itself_and_one_act_replaces_it(fallen: Town) -> None:
    before = fallen.sheet(DIVISION_HEAD)
    assert before.inputs["input"]["six"][3] == 1
    sheet = result_to_replace(fallen.viewer(CHAIR), before.id)
    correct(by=fallen.viewer(CHAIR), given=Correction(sheet, "Tính lại tiêu chí d."))
    after = fallen.sheet(DIVISION_HEAD)
    assert after.inputs["input"]["six"][3] == {"n": "1/2"}
    assert after.score is not None and before.score is not None and after.score < before.score
    assert before.person.full_name not in {row.leader for row in outdated(fallen.viewer(ORGANISER))}
    assert list(recompute(fallen.cycle)) == []
    with refused(NOTHING_CHANGED):
        correct(by=fallen.viewer(CHAIR), given=Correction(after, "Tính lại lần nữa."))


def test_only_who_answers_for_the_result_replaces_it(fallen: Town) -> None:
    with refused(NOT_SCORER):
        result_to_replace(fallen.viewer(ORGANISER), fallen.sheet(DIVISION_HEAD).id)


# --- raises that were taken back ---------------------------------------------------------------------------------------


def test_a_raise_proposed_and_taken_back_by_the_decider_is_no_raise_in_the_statistics(old_town: Town) -> None:
    old_town.hand_in(STAFF)
    old_town.confirm(STAFF)
    propose(by=old_town.viewer(CHAIR), choice=Choice(old_town.sheet(AN), "A", WHY))
    assert raised_and_lowered([old_town.cycle]) == (1, 0)
    decide(by=old_town.viewer(AUTHORITY), choice=Choice(old_town.sheet(AN), "B", "Chưa đủ căn cứ nâng."))
    assert raised_and_lowered([old_town.cycle]) == (0, 0)
    assert change_counts([old_town.cycle]) == []


def test_a_lowering_that_holds_counts_once_however_many_steps_it_took(old_town: Town) -> None:
    old_town.hand_in(STAFF)
    old_town.confirm(STAFF)
    propose(by=old_town.viewer(CHAIR), choice=Choice(old_town.sheet(AN), "C", WHY))
    decide(by=old_town.viewer(AUTHORITY), choice=Choice(old_town.sheet(AN), "D", WHY))
    assert raised_and_lowered([old_town.cycle]) == (0, 1)
    assert [(row.raised, row.lowered) for row in change_counts([old_town.cycle])] == [(0, 1)]
