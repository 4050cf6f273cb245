"""A deputy comments on the sheets of the field under their charge."""

from __future__ import annotations

import pytest

from tests.assessment.cast import AN, BINH, CHI, DEPUTY, DIVISION_HEAD, GIANG, Town, refused, trail
from thenchot.assessment import access
from thenchot.assessment.actions.comment import comment
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.queries.sheets import comments_of
from thenchot.assessment.refusals import ALREADY_PUBLISHED, CHANGED, NO_COMMENT, SHEET_NOT_FOUND, WRONG_STATE


def test_a_comment_is_kept_with_who_said_it_and_leaves_the_sheet_where_it_was(any_town: Town) -> None:
    any_town.hand_in([AN])
    comment(by=any_town.viewer(DEPUTY), sheet=any_town.sheet(AN), text="  Đủ hồ sơ, đúng mẫu. ")
    sheet = any_town.sheet(AN)
    (found,) = comments_of(sheet)
    assert (found.text, found.by.staff_code) == ("Đủ hồ sơ, đúng mẫu.", DEPUTY)
    assert (sheet.state, sheet.version) == ("submitted", 3)
    assert trail(sheet)[-1] == ("comment", any_town.id(DEPUTY), {"text": "Đủ hồ sơ, đúng mẫu."})


def test_comments_follow_one_another_and_none_is_overwritten(town: Town) -> None:
    for text in ("Lần một.", "Lần hai."):
        comment(by=town.viewer(DEPUTY), sheet=town.sheet(AN), text=text)
    assert [row.text for row in comments_of(town.sheet(AN))] == ["Lần một.", "Lần hai."]
    assert town.sheet(AN).state == "opened"


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_comment_is_refused(town: Town, text: str) -> None:
    with refused(NO_COMMENT):
        comment(by=town.viewer(DEPUTY), sheet=town.sheet(AN), text=text)
    assert comments_of(town.sheet(AN)) == []


def test_after_confirmation_or_for_who_is_left_out_there_is_nothing_to_comment(town: Town) -> None:
    town.hand_in([AN])
    town.confirm([AN])
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(BINH), absence="sick")
    for code in (AN, BINH):
        with refused(WRONG_STATE):
            comment(by=town.viewer(DEPUTY), sheet=town.sheet(code), text="Góp ý muộn.")


def test_two_comments_from_the_same_page_are_a_conflict_and_the_second_is_not_kept(town: Town) -> None:
    page = town.sheet(AN)
    comment(by=town.viewer(DEPUTY), sheet=page, text="Trước.")
    with refused(CHANGED):
        comment(by=town.viewer(DEPUTY), sheet=page, text="Sau.")
    assert [row.text for row in comments_of(town.sheet(AN))] == ["Trước."]


def test_a_deputy_reaches_only_the_field_in_charge(town: Town) -> None:
    assert access.sheet_to_comment(town.viewer(DEPUTY), town.sheet(AN).id).person_id == town.id(AN)
    with refused(SHEET_NOT_FOUND):
        access.sheet_to_comment(town.viewer(DEPUTY), town.sheet(GIANG).id)


def test_a_sheet_that_missed_publication_takes_no_comment(town: Town) -> None:
    town.hand_in([CHI])
    town.confirm([CHI])
    town.publish(reason="Đã quá hạn.")
    with refused(ALREADY_PUBLISHED):
        comment(by=town.viewer(DEPUTY), sheet=town.sheet(AN), text="Góp ý muộn.")
