"""Taking a sent sheet back, until the scorer has begun to look at it."""

from __future__ import annotations

import pytest

from tests.assessment.cast import AN, BINH, CHI, DIVISION_HEAD, Town, refused, trail
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.mark_seen import mark_seen
from thenchot.assessment.actions.self_assess import self_assess
from thenchot.assessment.actions.withdraw import withdraw
from thenchot.assessment.queries.sheets import view_of
from thenchot.assessment.refusals import ALREADY_PUBLISHED, ALREADY_SEEN, CHANGED, WRONG_STATE


def test_a_sent_sheet_is_taken_back_with_its_marks_to_start_from(any_town: Town) -> None:
    any_town.hand_in([AN])
    sent = any_town.sheet(AN)
    withdraw(by=any_town.viewer(AN), sheet=sent)
    sheet = any_town.sheet(AN)
    assert (sheet.state, sheet.version, sheet.submitted_at) == ("opened", 3, None)
    assert sheet.marks["self"] == sent.marks["self"]
    assert [line.start for line in view_of(sheet).lines] == list(any_town.marks(sheet).values())


def test_what_was_sent_stays_in_the_trail(town: Town) -> None:
    town.hand_in([AN])
    withdraw(by=town.viewer(AN), sheet=town.sheet(AN))
    acts = trail(town.sheet(AN))
    assert [act[:2] for act in acts][1:] == [("self_assess", town.id(AN)), ("withdraw", town.id(AN))]
    assert acts[1][2]["marks"]["I.1"] == "2"


def test_a_sheet_taken_back_is_corrected_and_sent_again(town: Town) -> None:
    town.hand_in([AN])
    withdraw(by=town.viewer(AN), sheet=town.sheet(AN))
    self_assess(by=town.viewer(AN), given=town.given(AN, each="1"))
    assert (town.sheet(AN).self_score, town.sheet(AN).self_level) == (80, "HTT")


def test_once_the_scorer_has_looked_it_stays_sent(town: Town) -> None:
    town.hand_in([AN])
    assert view_of(town.sheet(AN)).can_withdraw
    mark_seen(sheet=town.sheet(AN))
    assert not view_of(town.sheet(AN)).can_withdraw
    with refused(ALREADY_SEEN):
        withdraw(by=town.viewer(AN), sheet=town.sheet(AN))
    assert town.sheet(AN).state == "submitted"


def test_being_seen_is_kept_from_the_first_time_and_makes_no_new_version(town: Town) -> None:
    town.hand_in([AN])
    mark_seen(sheet=town.sheet(AN))
    first = town.sheet(AN)
    mark_seen(sheet=first)
    assert town.sheet(AN).seen_at == first.seen_at
    assert first.version == 2


def test_a_sheet_not_sent_is_not_marked_as_seen_and_one_sent_again_is_new(town: Town) -> None:
    mark_seen(sheet=town.sheet(AN))
    assert town.sheet(AN).seen_at is None
    town.hand_in([AN])
    assert town.sheet(AN).seen_at is None


@pytest.mark.parametrize("state", ["opened", "excused", "confirmed"])
def test_only_a_sent_sheet_is_taken_back(town: Town, state: str) -> None:
    town.hand_in([BINH])
    town.confirm([BINH])
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(CHI), absence="sick")
    sheet = town.sheet({"opened": AN, "excused": CHI, "confirmed": BINH}[state])
    assert sheet.state == state
    with refused(WRONG_STATE):
        withdraw(by=town.viewer(sheet.person.staff_code), sheet=sheet)


def test_taking_back_on_an_old_page_is_a_conflict(town: Town) -> None:
    town.hand_in([AN])
    old = town.sheet(AN)
    withdraw(by=town.viewer(AN), sheet=town.sheet(AN))
    town.hand_in([AN])
    with refused(CHANGED):
        withdraw(by=town.viewer(AN), sheet=old)


def test_a_sheet_that_missed_publication_is_not_taken_back(town: Town) -> None:
    town.hand_in([AN, BINH])
    town.confirm([BINH])
    town.publish(reason="Đã quá hạn.")
    with refused(ALREADY_PUBLISHED):
        withdraw(by=town.viewer(AN), sheet=town.sheet(AN))
