"""Acceptance conditions of the month, shown through the pages."""

from __future__ import annotations

import pytest

from tests.web.conftest import As
from tests.web.test_my_sheet import filled
from tests.web.world import CHAIRMAN, DEPUTY, DIVISION_HEAD, HEAD, ORGANISER, OTHER, STAFF, World
from thenchot.workplan.models import Task

HEADS_ONLY = ("Khả năng tổ chức triển khai", "tập hợp, đoàn kết")


@pytest.mark.row("000-16")
def test_a_heads_form_has_criteria_of_its_own_and_is_tied_to_the_unit_and_a_staff_form_has_none(
    as_: As, world: World
) -> None:
    head = as_(HEAD).get(f"/phieu/{world.sheet(HEAD).id}").content.decode()
    staff = as_(STAFF).get(f"/phieu/{world.sheet(STAFF).id}").content.decode()
    assert all(f'name="{name}"' in head and f'name="{name}"' not in staff for name in ("dd", "e"))
    assert all(words in head and words not in staff for words in HEADS_ONLY)
    assert "Điều 15 khoản 3" in head
    for said in ("Số lượng: hoàn thành", "Chất lượng: sau khi trừ", "Tiến độ: sau khi trừ"):
        assert said in head.partition('class="why"')[2]
    assert "17 trên 17 đơn vị được giao" in head


@pytest.mark.row("004-31")
def test_a_sheet_cannot_be_edited_after_it_is_sent(as_: As, world: World) -> None:
    me, sheet = as_(STAFF), world.sheet(STAFF)
    assert me.post(f"/phieu/{sheet.id}/gui", filled(sheet)).status_code == 302
    sheet.refresh_from_db()
    sent = dict(sheet.marks["self"])
    page = me.get(f"/phieu/{sheet.id}").content.decode()
    assert 'name="I.1"' not in page
    for act in ("gui", "nhap"):
        answer = me.post(f"/phieu/{sheet.id}/{act}", filled(sheet, **{"I.1": "5"}))
        assert answer.status_code == 403
        assert "sheet.already_sent" in answer.content.decode()
    sheet.refresh_from_db()
    assert sheet.marks["self"] == sent
    assert not sheet.draft


@pytest.mark.row("004-32")
@pytest.mark.parametrize("who", [ORGANISER, DEPUTY, HEAD, STAFF])
def test_a_wrong_scorer_who_may_see_the_sheet_is_told_the_code_and_the_article(as_: As, world: World, who: str) -> None:
    sheet = world.sheet(STAFF)
    answer = as_(who).post(f"/phieu/{sheet.id}/xac-nhan", {"version": str(sheet.version)})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "sheet.not_scorer" in page
    assert "Điều 10 khoản 1" in page


@pytest.mark.row("004-32")
@pytest.mark.parametrize("who", [OTHER, CHAIRMAN])
def test_a_wrong_scorer_who_may_not_see_the_sheet_finds_nothing(as_: As, world: World, who: str) -> None:
    sheet = world.sheet(STAFF)
    answer = as_(who).post(f"/phieu/{sheet.id}/xac-nhan", {"version": str(sheet.version)})
    assert answer.status_code == 404
    assert "sheet." not in answer.content.decode().split("<main")[-1].split("not_found")[0]


@pytest.mark.row("004-32")
def test_the_scorer_of_the_delegation_table_may_confirm(as_: As, world: World) -> None:
    me, sheet = as_(STAFF), world.sheet(STAFF)
    me.post(f"/phieu/{sheet.id}/gui", filled(sheet))
    sheet.refresh_from_db()
    Task.objects.filter(doer__staff_code=STAFF).update(explanation="Chờ kết quả giám định")
    answer = as_(DIVISION_HEAD).post(f"/phieu/{sheet.id}/xac-nhan", {"version": str(sheet.version)})
    assert answer.status_code in (200, 302)
    sheet.refresh_from_db()
    assert sheet.state == "confirmed"


def test_a_character_that_is_no_text_is_left_out_of_what_is_typed(as_: As, world: World) -> None:
    me, sheet = as_(STAFF), world.sheet(STAFF)
    assert me.post(f"/phieu/{sheet.id}/gui", filled(sheet, strengths="Đúng\x00 hạn")).status_code == 302
    sheet.refresh_from_db()
    assert sheet.strengths == "Đúng hạn"


def test_a_long_reason_is_kept_whole(as_: As, world: World) -> None:
    sheet, reason = world.sheet(STAFF), "Nghỉ theo chế độ. " * 200
    form = {"version": str(sheet.version), "absence": "other", "absence_note": reason}
    assert as_(DIVISION_HEAD).post(f"/phieu/{sheet.id}/khong-cham", form).status_code in (200, 302)
    sheet.refresh_from_db()
    assert sheet.absence_note == reason.strip()
