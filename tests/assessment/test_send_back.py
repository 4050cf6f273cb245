"""Returning a sheet to be completed, or giving somebody more time."""

from __future__ import annotations

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHAIR,
    DEPUTY_2,
    DIVISION_DEPUTY,
    DIVISION_HEAD,
    GIANG,
    HANH,
    PARTY_HEAD,
    STAFF,
    WARD,
    Town,
    refused,
    trail,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.confirm import Confirmation, confirm
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.propose import Choice, propose
from thenchot.assessment.actions.self_assess import self_assess
from thenchot.assessment.actions.send_back import send_back
from thenchot.assessment.models import LevelChange
from thenchot.assessment.queries.sheets import view_of
from thenchot.assessment.refusals import (
    ALREADY_PUBLISHED,
    CHANGED,
    LEADER_CONFIRMED,
    LOCKED,
    RETURN_NOTE,
    WRONG_STATE,
)
from thenchot.notices.queries import recent

NOTE = "Bổ sung số văn bản của việc thứ ba."


def test_a_returned_sheet_is_the_persons_again_with_the_note_and_the_marks_they_sent(any_town: Town) -> None:
    any_town.hand_in([AN])
    sent = any_town.sheet(AN).marks["self"]
    send_back(by=any_town.viewer(DIVISION_HEAD), sheet=any_town.sheet(AN), note=f" {NOTE} ")
    sheet = any_town.sheet(AN)
    assert (sheet.state, sheet.return_note, sheet.version, sheet.submitted_at) == ("opened", NOTE, 3, None)
    assert sheet.marks["self"] == sent
    assert sent
    assert trail(sheet)[-1] == ("send_back", any_town.id(DIVISION_HEAD), {"note": NOTE})


def test_the_person_is_told_what_is_missing_and_by_whom(town: Town) -> None:
    town.hand_in([AN])
    send_back(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), note=NOTE)
    (told,) = recent(town.id(AN))
    assert (told.kind, told.link) == ("sheet_returned", f"/phieu/{town.sheet(AN).id}")
    assert told.params == {"period": "2026-10", "by": "Bạch Văn Tường", "note": NOTE}


@pytest.mark.parametrize("note", ["", "  \n"])
def test_a_sheet_is_not_returned_without_saying_why(town: Town, note: str) -> None:
    town.hand_in([AN])
    with refused(RETURN_NOTE):
        send_back(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), note=note)
    assert town.sheet(AN).state == "submitted"


def test_a_confirmed_sheet_goes_back_without_its_score(any_town: Town) -> None:
    any_town.hand_in([AN])
    any_town.confirm([AN])
    send_back(by=any_town.viewer(DIVISION_HEAD), sheet=any_town.sheet(AN), note=NOTE)
    sheet = any_town.sheet(AN)
    assert (sheet.state, sheet.score, sheet.band, sheet.inputs, sheet.verdict) == ("opened", None, "", {}, {})
    assert sheet.confirmed_at is None
    assert set(sheet.marks) == {"self", "self_leader"}
    assert {line.confirmed for line in view_of(sheet).lines} == {""}


def test_a_returned_sheet_is_sent_and_confirmed_anew_and_a_former_lowering_stays_on_record(town: Town) -> None:
    town.hand_in([AN])
    low = Confirmation(town.sheet(AN), {"I.1": "0"}, reason="Chưa chấp hành giờ làm việc.")
    confirm(by=town.viewer(DIVISION_HEAD), given=low)
    send_back(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), note=NOTE)
    self_assess(by=town.viewer(AN), given=town.given(AN, each="1"))
    town.confirm([AN])
    assert (town.sheet(AN).score, town.sheet(AN).band) == (80, "HTT")
    assert LevelChange.objects.filter(sheet=town.sheet(AN)).count() == 1


def test_who_has_not_sent_yet_gets_more_time(town: Town, on_day: SetDay) -> None:
    on_day(town.month.day(23))
    with refused(LOCKED):
        self_assess(by=town.viewer(AN), given=town.given(AN))
    send_back(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), note="Gia hạn do đi công tác.")
    self_assess(by=town.viewer(AN), given=town.given(AN))
    assert town.sheet(AN).state == "submitted"


def test_who_was_left_out_by_mistake_is_asked_again(town: Town) -> None:
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), absence="other", note="Nghỉ việc riêng")
    send_back(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), note="Vẫn làm đủ tháng.")
    sheet = town.sheet(AN)
    assert (sheet.state, sheet.absence, sheet.absence_note) == ("opened", "", "")


def test_a_confirmed_sheet_does_not_go_back_once_the_leaders_d_is_built_on_it(town: Town) -> None:
    town.hand_in()
    town.confirm(STAFF)
    town.confirm([DIVISION_DEPUTY, DIVISION_HEAD])
    # The deepest leader is named first; d of the deputy of the division is built on it too.
    with refused(LEADER_CONFIRMED):
        send_back(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), note=NOTE)
    assert town.sheet(AN).state == "confirmed"
    for code in (DIVISION_HEAD, DIVISION_DEPUTY):
        send_back(by=town.viewer(CHAIR), sheet=town.sheet(code), note="Tính lại tiêu chí d.")
    send_back(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), note=NOTE)
    assert town.sheet(AN).state == "opened"


@pytest.mark.parametrize(("code", "leader"), [(HANH, CHAIR), (AN, DEPUTY_2), (GIANG, DIVISION_HEAD)])
def test_a_leader_who_does_not_answer_for_the_person_is_no_hindrance(town: Town, code: str, leader: str) -> None:
    """The other bloc's head, a deputy with another field, the head of the division next door."""
    town.hand_in()
    town.confirm(STAFF)
    town.confirm([DIVISION_DEPUTY, DIVISION_HEAD, "0030"])
    if leader == CHAIR:
        town.confirm(["0012", DEPUTY_2, CHAIR])
    if leader == DEPUTY_2:
        town.confirm([DEPUTY_2])
        for head in (DIVISION_HEAD, DIVISION_DEPUTY):
            send_back(by=town.viewer(CHAIR), sheet=town.sheet(head), note="Tính lại tiêu chí d.")
    if leader == DIVISION_HEAD:
        send_back(by=town.viewer(CHAIR), sheet=town.sheet("0030"), note="Tính lại tiêu chí d.")
    assert town.sheet(leader).state == "confirmed"
    send_back(by=town.viewer(PARTY_HEAD), sheet=town.sheet(code), note=NOTE)
    assert town.sheet(code).state == "opened"


def test_under_a_rulebook_without_leaders_a_confirmed_head_is_no_hindrance(old_town: Town) -> None:
    old_town.hand_in()
    old_town.confirm_all()
    send_back(by=old_town.viewer(DIVISION_HEAD), sheet=old_town.sheet(AN), note=NOTE)
    assert old_town.sheet(AN).state == "opened"


def test_a_proposed_or_published_sheet_does_not_go_back(old_town: Town) -> None:
    old_town.hand_in([AN])
    old_town.confirm([AN])
    propose(by=old_town.viewer(CHAIR), choice=Choice(old_town.sheet(AN)))
    with refused(WRONG_STATE, state="đã đề xuất mức"):
        send_back(by=old_town.viewer(DIVISION_HEAD), sheet=old_town.sheet(AN), note=NOTE)


def test_nothing_goes_back_in_a_published_period(town: Town) -> None:
    town.hand_in([BINH])
    town.confirm([BINH])
    town.publish(reason="Đã quá hạn.")
    for code in (AN, BINH):
        with refused(ALREADY_PUBLISHED):
            send_back(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(code), note=NOTE)


def test_returning_on_an_old_page_is_a_conflict_and_tells_nobody(town: Town) -> None:
    town.hand_in([AN])
    page = town.sheet(AN)
    town.confirm([AN])
    with refused(CHANGED):
        send_back(by=town.viewer(DIVISION_HEAD), sheet=page, note=NOTE)
    assert recent(town.id(AN)) == []
    assert town.cycle.sheets.filter(state="opened").count() == len(WARD) - 1
