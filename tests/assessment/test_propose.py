"""Proposing a level, in a period that has this step."""

from __future__ import annotations

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHAIR,
    CHI,
    DIVISION_HEAD,
    DUNG,
    PARTY_HEAD,
    SECRETARY,
    Town,
    refused,
    trail,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.propose import Choice, propose, propose_many
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.sheets import changes_of
from thenchot.assessment.refusals import (
    ALREADY_PUBLISHED,
    ASK_NEEDED,
    CHANGED,
    CYCLE_LOCKED,
    LEVEL_UNKNOWN,
    REASON_NEEDED,
    STEP_ABSENT,
    WRONG_STATE,
)

WHY = "Chủ trì giải phóng mặt bằng vượt tiến độ."


@pytest.fixture
def confirmed(old_town: Town) -> Town:
    """Four people of the division are confirmed at B."""
    old_town.hand_in([AN, BINH, CHI])
    old_town.confirm([AN, BINH, CHI])
    return old_town


def test_the_band_is_proposed_without_a_word(confirmed: Town) -> None:
    propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(AN)))
    sheet = confirmed.sheet(AN)
    assert (sheet.state, sheet.proposed_level, sheet.level, sheet.version) == ("proposed", "B", "", 4)
    assert changes_of(sheet) == []
    assert trail(sheet)[-1] == ("propose", confirmed.id(CHAIR), {"level": "B", "before": "B", "reason": ""})


@pytest.mark.parametrize(("level", "raised"), [("A", True), ("C", False), ("D", False)])
def test_another_level_is_a_raise_or_a_lowering_with_its_reason(confirmed: Town, level: str, raised: bool) -> None:
    propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(AN), level, f" {WHY} "))
    (change,) = changes_of(confirmed.sheet(AN))
    assert (change.step, change.before, change.after, change.raised) == ("propose", "B", level, raised)
    assert (change.reason, change.by.staff_code) == (WHY, CHAIR)
    assert (confirmed.sheet(AN).band, confirmed.sheet(AN).score) == ("B", 85)


@pytest.mark.parametrize("reason", ["", "  "])
def test_another_level_needs_a_reason(confirmed: Town, reason: str) -> None:
    with refused(REASON_NEEDED, before="mức trước đó"):
        propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(AN), "A", reason))


@pytest.mark.parametrize("level", ["HTXS", "E", "a", "A "])
def test_a_level_the_rulebook_does_not_have_is_refused_with_those_it_has(confirmed: Town, level: str) -> None:
    with refused(LEVEL_UNKNOWN, level=level, choices="A, B, C, D"):
        propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(AN), level, WHY))


@pytest.mark.parametrize(("level", "reason"), [("", ""), ("", WHY), ("ASK", WHY), ("B", ""), ("B", " ")])
def test_where_the_law_gives_no_level_a_person_chooses_one_with_a_reason(confirmed: Town, level: str, reason: str) -> None:
    Sheet.objects.filter(id=confirmed.sheet(AN).id).update(band="ASK", score=None)
    with refused(ASK_NEEDED):
        propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(AN), level, reason))
    propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(AN), "C", WHY))
    (change,) = changes_of(confirmed.sheet(AN))
    assert (change.before, change.after, change.raised) == ("ASK", "C", True)


def test_a_proposal_may_be_changed_until_it_is_decided(confirmed: Town) -> None:
    propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(AN)))
    propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(AN), "A", WHY))
    assert confirmed.sheet(AN).proposed_level == "A"
    assert [act[0] for act in trail(confirmed.sheet(AN))][-2:] == ["propose", "propose"]


def test_a_sheet_not_confirmed_or_left_out_cannot_be_proposed(confirmed: Town) -> None:
    excuse(by=confirmed.viewer(SECRETARY), sheet=confirmed.sheet(PARTY_HEAD), absence="sick")
    confirmed.hand_in([DUNG])
    for code in (DUNG, PARTY_HEAD, DIVISION_HEAD):
        with refused(WRONG_STATE):
            propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(code)))


def test_many_are_proposed_together_or_none(confirmed: Town) -> None:
    choices = [Choice(confirmed.sheet(AN)), Choice(confirmed.sheet(BINH), "A")]
    with refused(REASON_NEEDED):
        propose_many(by=confirmed.actor(CHAIR), cycle=confirmed.cycle, choices=choices)
    stale = Choice(confirmed.sheet(CHI))
    propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(CHI)))
    with refused(CHANGED):
        propose_many(by=confirmed.actor(CHAIR), cycle=confirmed.cycle, choices=[Choice(confirmed.sheet(AN)), stale])
    assert [sheet.state for sheet in confirmed.sheets([AN, BINH, CHI])] == ["confirmed", "confirmed", "proposed"]


def test_a_month_of_the_decree_proposes_no_level(town: Town) -> None:
    town.hand_in([AN])
    town.confirm([AN])
    with refused(STEP_ABSENT, step="đề xuất mức"):
        propose(by=town.viewer(CHAIR), choice=Choice(town.sheet(AN)))


def test_no_proposal_after_the_period_is_locked_or_published(confirmed: Town, on_day: SetDay) -> None:
    on_day(confirmed.month.day(26))
    with refused(CYCLE_LOCKED, last="25/10/2019"):
        propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(AN)))
    confirmed.publish(reason="Đã quá hạn.")
    with refused(ALREADY_PUBLISHED):
        propose(by=confirmed.viewer(CHAIR), choice=Choice(confirmed.sheet(AN)))
