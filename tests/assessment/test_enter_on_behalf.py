"""Entry on behalf: by whom, from which paper, marked to the frozen result; and the person's word that it is not theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    BINH,
    DIVISION_DEPUTY,
    DIVISION_HEAD,
    GIANG,
    ORGANISER,
    OTHER_HEAD,
    SETUP,
    START,
    STRANGER,
    Town,
    refused,
    trail,
)
from tests.assessment.conftest import SetDay
from tests.attachments.samples import PDF
from thenchot.assessment.access import sheet_to_read
from thenchot.assessment.actions.disown import disown
from thenchot.assessment.actions.enter_on_behalf import Entered, enter_on_behalf
from thenchot.assessment.actions.save_draft import save_draft
from thenchot.assessment.actions.self_assess import self_assess
from thenchot.assessment.behalf import behalf_count, sheet_to_disown, sheet_to_enter, sheets_waiting
from thenchot.assessment.frozen import frozen_text
from thenchot.assessment.models import Behalf, Published, Sheet
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.assessment.refusals import (
    ALREADY_PUBLISHED,
    ALREADY_SENT,
    BEHALF_COMPARED,
    BEHALF_FOUR_EYES,
    BEHALF_NOT_OFFICE,
    BEHALF_OWN,
    BEHALF_REASON,
    CHANGED,
    DISOWN_TEXT,
    LOCKED,
    MARKS_MISSING,
    NOT_ON_BEHALF,
    NOT_OWN,
    SHEET_NOT_FOUND,
)
from thenchot.attachments import refusals as files
from thenchot.attachments.access import file_to_read, file_to_withdraw
from thenchot.attachments.models import Attachment
from thenchot.attachments.store import keep
from thenchot.lib import canonical, clock
from thenchot.lib.refusals import Kind
from thenchot.notices.queries import recent
from thenchot.people.actions.delegate import grant

REASON = "Đang điều trị, không có máy."
NOT_MINE = "Điểm tiêu chí 2 không đúng phiếu tôi ký."


def entered(town: Town, code: str = AN, **other: Any) -> Entered:
    given = Entered(town.given(code), REASON, keep("phiếu An ký.pdf", [PDF]), compared=True)
    return replace(given, **other)


def enter(town: Town, code: str = AN, by: str = ORGANISER) -> Sheet:
    enter_on_behalf(by=town.viewer(by), given=entered(town, code))
    return town.sheet(code)


def give(code: str, role: str, unit: str = "BT") -> None:
    grant(by=SETUP, staff_code=code, role=role, unit_code=unit, valid_from=START)


def test_an_entered_sheet_is_sent_like_any_other_and_says_who_entered_it_when_why_and_from_what(any_town: Town) -> None:
    sheet = enter(any_town)
    assert (sheet.state, sheet.strengths) == ("submitted", "Đủ việc, đúng hạn.")
    assert sheet.marks["self"]
    assert sheet.behalf_of == f"Lý Thu Hiền (0002): {REASON}"
    row = Behalf.objects.get()
    assert (row.by_id, row.reason, row.said["marks"]) == (any_town.id(ORGANISER), REASON, dict(any_town.given(AN).marks))
    assert row.content["scan"] == row.scan.sha256
    action, actor, payload = trail(sheet)[-1]
    assert (action, actor, payload["behalf_of"]) == ("self_assess", any_town.id(ORGANISER), sheet.behalf_of)
    (told,) = recent(any_town.id(AN))
    assert (told.kind, told.link) == ("entered_on_behalf", f"/phieu/{sheet.id}#nhap-thay")
    assert told.params == {"period": sheet.cycle.period, "by": "Lý Thu Hiền", "reason": REASON}
    assert list(verify(clock.today())) == []


@pytest.mark.parametrize(
    ("missing", "kind", "field"),
    [
        ({"reason": "  "}, BEHALF_REASON, "reason"),
        ({"scan": None}, files.FILE_NEEDED, "file"),
        ({"compared": False}, BEHALF_COMPARED, "compared"),
    ],
)
def test_without_reason_scan_or_comparison_nothing_is_entered(
    town: Town, missing: dict[str, Any], kind: Kind, field: str
) -> None:
    with refused(kind, field=field):
        enter_on_behalf(by=town.viewer(ORGANISER), given=entered(town, **missing))
    assert town.sheet(AN).state == "opened"


def test_the_rule_of_sending_holds_and_a_refusal_leaves_nothing_behind(town: Town, on_day: SetDay) -> None:
    given = entered(town)
    with refused(MARKS_MISSING):
        enter_on_behalf(by=town.viewer(ORGANISER), given=replace(given, own=replace(given.own, marks={})))
    assert not Behalf.objects.exists()
    assert not Attachment.objects.exists()
    enter(town)
    with refused(ALREADY_SENT):
        enter(town)
    on_day(town.month.day(28))
    with refused(LOCKED):
        enter(town, BINH)


@pytest.mark.parametrize("role", ["organisation_body", "monitoring_office"])
def test_offices_of_the_place_may_enter_and_nobody_else(town: Town, role: str) -> None:
    number = town.sheet(AN).id
    give(GIANG, role)
    assert sheet_to_enter(town.viewer(GIANG), number).id == number
    give(STRANGER, role, "HL")
    with refused(SHEET_NOT_FOUND):
        sheet_to_enter(town.viewer(STRANGER), number)
    for code in (AUDITOR, DIVISION_HEAD, AN):
        with refused(BEHALF_NOT_OFFICE):
            sheet_to_enter(town.viewer(code), number)
    for code in (OTHER_HEAD, ADMIN, BINH):
        with refused(SHEET_NOT_FOUND):
            sheet_to_enter(town.viewer(code), number)


def test_who_scores_the_sheet_never_enters_it_nor_anybody_their_own(town: Town) -> None:
    give(DIVISION_HEAD, "organisation_body")
    give(AN, "monitoring_office")
    with refused(BEHALF_FOUR_EYES):
        sheet_to_enter(town.viewer(DIVISION_HEAD), town.sheet(BINH).id)
    with refused(BEHALF_OWN):
        sheet_to_enter(town.viewer(AN), town.sheet(AN).id)
    waiting = {row.person.staff_code for row in sheets_waiting(town.viewer(DIVISION_HEAD))}
    assert AN not in waiting
    assert GIANG in waiting


def test_the_list_holds_who_has_not_sent_found_by_name_without_marks_or_by_code(town: Town) -> None:
    organiser = town.viewer(ORGANISER)
    assert {row.person.staff_code for row in sheets_waiting(organiser, "ho huu an")} == {AN}
    assert {row.person.staff_code for row in sheets_waiting(organiser, BINH)} == {BINH}
    enter(town)
    assert list(sheets_waiting(organiser, "ho huu an")) == []


def test_who_reads_the_sheet_opens_its_scan_and_nobody_takes_it_away(town: Town) -> None:
    enter(town)
    number = Attachment.objects.get().id
    for code in (AN, DIVISION_HEAD, ORGANISER, AUDITOR):
        assert file_to_read(town.viewer(code), number).id == number
    for code in (BINH, OTHER_HEAD, ADMIN):
        with refused(files.FILE_NOT_FOUND):
            file_to_read(town.viewer(code), number)
    with refused(files.FILE_STAYS):
        file_to_withdraw(town.viewer(ORGANISER), number)


def test_the_frozen_result_says_so_in_the_same_bytes_by_python_and_the_database(town: Town) -> None:
    enter(town)
    town.hand_in([BINH])
    town.confirm([AN, BINH])
    town.publish(reason="Chốt")
    rows = {row.sheet.person.staff_code: row for row in Published.objects.select_related("sheet__person")}
    said = canonical.loads(rows[AN].frozen)
    assert said["behalf"] == Behalf.objects.get().content
    assert said["behalf"]["name"] == "Lý Thu Hiền (0002)"
    assert rows[AN].frozen == frozen_text(town.cycle, town.sheet(AN))
    assert "behalf" not in canonical.loads(rows[BINH].frozen)
    assert rows[BINH].frozen == frozen_text(town.cycle, town.sheet(BINH))
    assert (list(recompute(town.cycle)), list(verify(clock.today()))) == ([], [])
    assert (behalf_count(town.cycle).standing, behalf_count(town.cycle).objected) == (1, 0)


def disowned(town: Town, text: str = NOT_MINE) -> Sheet:
    viewer = town.viewer(AN)
    disown(by=viewer, sheet=sheet_to_disown(viewer, town.sheet(AN).id), text=text)
    return town.sheet(AN)


def test_not_my_opinion_opens_the_sheet_again_with_both_texts_and_the_persons_own_draft(town: Town) -> None:
    save_draft(sheet=town.sheet(AN), typed={"strengths": "Nháp của tôi"})
    enter(town)
    sheet = disowned(town, f" {NOT_MINE} ")
    assert (sheet.state, sheet.behalf_of, sheet.strengths, sheet.self_score) == ("opened", "", "", None)
    assert (sheet.marks.get("self"), sheet.draft, sheet.return_note) == (None, {"strengths": "Nháp của tôi"}, NOT_MINE)
    row = Behalf.objects.get()
    assert (row.objection, row.said["strengths"], row.objected_at is not None) == (NOT_MINE, "Đủ việc, đúng hạn.", True)
    assert trail(sheet)[-1] == ("disown", town.id(AN), {"text": NOT_MINE})
    for code in (ORGANISER, DIVISION_HEAD):
        assert [(one.kind, one.params["note"]) for one in recent(town.id(code))] == [("entry_disowned", NOT_MINE)]
    assert (behalf_count(town.cycle).standing, behalf_count(town.cycle).objected) == (0, 1)
    assert list(verify(clock.today())) == []


def test_after_it_the_person_sends_their_own_and_nothing_says_on_behalf(town: Town, on_day: SetDay) -> None:
    enter(town)
    disowned(town)
    on_day(town.month.day(22))  # past the step's last day: as much time as after a sheet sent back
    self_assess(by=town.viewer(AN), given=town.given(AN))
    assert (town.sheet(AN).state, town.sheet(AN).behalf_of) == ("submitted", "")


def test_a_confirmed_or_decided_sheet_is_taken_back_too_until_it_is_published(old_town: Town) -> None:
    town = old_town
    enter(town)
    town.hand_in([code for code in _ward(town) if code != AN])
    town.confirm_all()
    town.propose_all()
    town.decide_all()
    sheet = disowned(town)
    assert (sheet.state, sheet.score, sheet.band, sheet.proposed_level, sheet.level) == ("opened", None, "", "", "")
    assert (sheet.inputs, sheet.verdict, sheet.confirmed_at, sheet.decided_at) == ({}, {}, None, None)
    assert list(verify(clock.today())) == []


def _ward(town: Town) -> list[str]:
    return list(Sheet.objects.filter(cycle_id=town.cycle_id).values_list("person__staff_code", flat=True))


def test_the_scorer_of_a_leader_confirmed_on_it_is_told(town: Town) -> None:
    enter(town)
    town.hand_in([code for code in _ward(town) if code != AN])
    town.confirm([code for code in _ward(town) if code in (AN, BINH) or town.sheet(code).unit.code == "BT-KT"])
    disowned(town)
    kinds = {row.kind for row in recent(town.sheet(DIVISION_HEAD).scorer_id or 0)}
    kinds |= {row.kind for row in recent(town.sheet(DIVISION_DEPUTY).scorer_id or 0)}
    assert "leader_reopened" in kinds


def test_nobody_else_objects_nor_to_ones_own_sending_nor_without_words_nor_after_publication(town: Town) -> None:
    town.hand_in([BINH])
    with refused(NOT_ON_BEHALF):
        sheet_to_disown(town.viewer(BINH), town.sheet(BINH).id)
    stale = enter(town)
    with refused(NOT_OWN):
        sheet_to_disown(town.viewer(ORGANISER), stale.id)
    with refused(DISOWN_TEXT, field="objection"):
        disowned(town, "  ")
    town.confirm([AN, BINH])
    with refused(CHANGED):
        disown(by=town.viewer(AN), sheet=stale, text=NOT_MINE)
    town.publish(reason="Chốt")
    with refused(NOT_ON_BEHALF):
        sheet_to_disown(town.viewer(AN), stale.id)
    late = town.sheet(AN)
    late.state = "confirmed"
    with refused(ALREADY_PUBLISHED):
        disown(by=town.viewer(AN), sheet=late, text=NOT_MINE)


def test_the_reading_of_a_sheet_knows_whether_there_is_an_entry(town: Town) -> None:
    assert getattr(sheet_to_read(town.viewer(AN), town.sheet(AN).id), "has_behalf", None) is False
    enter(town)
    assert getattr(sheet_to_read(town.viewer(AN), town.sheet(AN).id), "has_behalf", None) is True


def test_a_hard_reason_is_frozen_as_it_was_typed(town: Town) -> None:
    hard = 'Ốm "nặng"\n\t\\ %s {0} 😀'
    enter_on_behalf(by=town.viewer(ORGANISER), given=entered(town, reason=hard))
    town.confirm([AN])
    town.publish(reason="Chốt")
    assert canonical.loads(Published.objects.get().frozen)["behalf"]["reason"] == hard
    assert list(verify(clock.today())) == []
