"""Leaving somebody out of a period, with the reason that tells the missing apart."""

from __future__ import annotations

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHAIR,
    CHI,
    DIVISION_DEPUTY,
    DIVISION_HEAD,
    DUNG,
    WARD,
    Town,
    refused,
    trail,
)
from thenchot.assessment.actions.excuse import excuse, excuse_many
from thenchot.assessment.queries.missing import missing, missing_by_reason
from thenchot.assessment.queries.progress import cycle_rows
from thenchot.assessment.refusals import ABSENCE_UNKNOWN, ALREADY_PUBLISHED, CHANGED, WRONG_STATE
from thenchot.assessment.steps import ABSENCES


@pytest.mark.parametrize("absence", sorted(ABSENCES))
def test_each_reason_of_the_list_is_kept_with_the_sheet(town: Town, absence: str) -> None:
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), absence=absence, note=" Theo giấy tờ kèm theo. ")
    sheet = town.sheet(AN)
    assert (sheet.state, sheet.absence, sheet.absence_note) == ("excused", absence, "Theo giấy tờ kèm theo.")
    payload = {"absence": absence, "note": "Theo giấy tờ kèm theo."}
    assert trail(sheet)[-1] == ("excuse", town.id(DIVISION_HEAD), payload)


@pytest.mark.parametrize(("absence", "note"), [("", ""), ("lazy", "x"), ("other", ""), ("other", "   ")])
def test_a_reason_outside_the_list_or_without_words_is_refused(town: Town, absence: str, note: str) -> None:
    with refused(ABSENCE_UNKNOWN):
        excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), absence=absence, note=note)
    assert town.sheet(AN).state == "opened"


def test_who_is_left_out_no_longer_counts_among_those_asked(town: Town) -> None:
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(AN), absence="sick")
    row = cycle_rows([town.cycle])[0]
    assert (row.total, row.excused, row.finished) == (len(WARD), 1, 0)
    assert missing_by_reason(town.cycle) == {"sick": 1, "opened": len(WARD) - 1}
    (line,) = [line for line in missing(town.cycle) if line.sheet_id == town.sheet(AN).id]
    assert (line.absence, line.responsible, line.unit) == ("sick", "", "Phòng Kinh tế, Hạ tầng và Đô thị")


def test_a_leader_does_not_wait_for_who_is_left_out(town: Town) -> None:
    town.hand_in([AN, BINH, CHI, DIVISION_DEPUTY, DIVISION_HEAD])
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(DUNG), absence="maternity")
    town.confirm([AN, BINH, CHI, DIVISION_DEPUTY, DIVISION_HEAD])
    assert town.sheet(DIVISION_HEAD).inputs["input"]["six"][3] == 1


def test_with_everybody_below_left_out_there_is_no_d_and_the_authority_decides(town: Town) -> None:
    below = [AN, BINH, CHI, DUNG, DIVISION_DEPUTY]
    excuse_many(by=town.actor(DIVISION_HEAD), sheets=[(town.sheet(code), "study", "") for code in below])
    town.hand_in([DIVISION_HEAD])
    town.confirm_one(town.sheet(DIVISION_HEAD), reason="Không còn ai dưới quyền được chấm.")
    sheet = town.sheet(DIVISION_HEAD)
    assert (sheet.score, sheet.band, sheet.inputs["input"]) == (None, "ASK", None)
    assert sheet.verdict["warnings"] == [["nobody_scored_below", {}]]


@pytest.mark.parametrize("code", [AN, BINH])
def test_only_a_sheet_not_confirmed_yet_can_be_left_out(town: Town, code: str) -> None:
    town.hand_in([AN])
    town.confirm([AN])
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(BINH), absence="sick")
    with refused(WRONG_STATE):
        excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(code), absence="sick")


def test_many_are_left_out_together_or_none(town: Town) -> None:
    rows = [(town.sheet(AN), "sick", ""), (town.sheet(BINH), "other", "")]
    with refused(ABSENCE_UNKNOWN):
        excuse_many(by=town.actor(DIVISION_HEAD), sheets=rows)
    stale = town.sheet(CHI)
    town.hand_in([CHI])
    with refused(CHANGED):
        excuse_many(by=town.actor(DIVISION_HEAD), sheets=[(town.sheet(AN), "sick", ""), (stale, "sick", "")])
    assert [sheet.state for sheet in town.sheets([AN, BINH, CHI])] == ["opened", "opened", "submitted"]


def test_the_list_of_the_missing_stays_as_it_was_published(town: Town) -> None:
    town.hand_in([BINH])
    town.confirm([BINH])
    town.publish(reason="Đã quá hạn.")
    with refused(ALREADY_PUBLISHED):
        excuse(by=town.viewer(CHAIR), sheet=town.sheet(AN), absence="sick")
    assert missing_by_reason(town.cycle) == {"opened": len(WARD) - 1}
