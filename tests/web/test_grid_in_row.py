"""Correcting under a row of the grid, what stands behind a row, the record of its showing, and nothing confirmed unread."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.world import DEPUTY, DIVISION_HEAD, HEAD, LATE, ORGANISER, OTHER, STAFF, World, silence
from thenchot.assessment.models import LevelChange, Sheet
from thenchot.audit.models import Entry, Opening
from thenchot.evidence.access import subject_to_record
from thenchot.evidence.actions.enter_fact import Document, enter_fact
from thenchot.evidence.actions.enter_fact import Entry as Fact
from thenchot.workplan.actions.explain import explain
from thenchot.workplan.actions.report_wrong import report_wrong
from thenchot.workplan.models import Task

GRID, MANY = "/xac-nhan/2026-11", "/xac-nhan/nhieu"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def head(as_: As) -> Client:
    return as_(DIVISION_HEAD)


@pytest.fixture
def sent(world: World) -> Sheet:
    return world.sheet(LATE)


def page(client: Client, address: str = GRID) -> str:
    return html.unescape(client.get(address).content.decode())


def row_of(text: str, sheet: Sheet) -> str:
    return text.split(f'id="n{sheet.id}"')[1].split("</tr>")[0]


def small_form(sheet: Sheet, **given: str) -> dict[str, str]:
    return {"in_row": "1", "version": str(sheet.version), **given}


def test_one_mark_is_corrected_under_its_row_without_script(head: Client, sent: Sheet, as_: As) -> None:
    silence(LATE)
    assert f'href="?sua={sent.id}#n{sent.id}"' in page(head)
    opened = page(head, f"{GRID}?sua={sent.id}")
    assert opened.index(f'id="n{sent.id}"') < opened.index("Sửa điểm: Bùi Đức Thắng") < opened.index(f'id="sau{sent.id}"')
    assert "I.2 Ý thức kỷ luật, kỷ cương" in opened
    assert "(tự chấm 2,0/5,0)" in opened
    assert opened.count("Chưa giải trình</b>") == 3, "the work to cite, and what is owed for it"
    Task.objects.filter(doer_id=sent.person_id).update(explanation="Chờ kết quả giám định")
    done = head.post(f"/phieu/{sent.id}/xac-nhan", small_form(sent, criterion="I.2", mark="0,5", reason="Vắng 2 buổi trực"))
    assert (done.status_code, done.headers["Location"]) == (302, GRID)
    after = Sheet.objects.get(id=sent.id)
    assert (after.state, after.marks["confirmed"]["I.2"], after.marks["confirmed"]["I.1"]) == ("confirmed", "1/2", "2")
    assert "80,63" in row_of(page(head), sent)


def test_a_refused_correction_keeps_every_word_and_says_what_is_missing(head: Client, sent: Sheet) -> None:
    where = f"/phieu/{sent.id}/xac-nhan"
    refused = head.post(where, small_form(sent, criterion="I.2", mark="0,5", reason=" "))
    text = html.unescape(refused.content.decode())
    assert refused.status_code == 422
    assert f'href="#reason-{sent.id}"' in text
    assert f'id="mark-{sent.id}" name="mark" inputmode="decimal" autocomplete="off" value="0,5"' in text
    assert '<option value="I.2" selected>' in text
    high = html.unescape(head.post(where, small_form(sent, criterion="I.2", mark="9", reason="Theo sổ trực")).content.decode())
    assert "phải từ 0 đến 5" in high
    assert ">Theo sổ trực</textarea>" in high
    none = html.unescape(head.post(where, small_form(sent, reason="Theo sổ trực")).content.decode())
    assert "Chọn tiêu chí và nhập điểm xác nhận" in none
    assert ">Theo sổ trực</textarea>" in none
    assert Sheet.objects.get(id=sent.id).state == "submitted"


def test_with_script_the_form_comes_alone_and_the_answer_is_the_row_again(head: Client, sent: Sheet) -> None:
    part = head.get(f"{GRID}?sua={sent.id}", headers=HTMX).content.decode()
    assert part.lstrip().startswith("<tr")
    assert "<html" not in part
    given = small_form(sent, criterion="I.2", mark="0,5", reason="")
    refused = head.post(f"/phieu/{sent.id}/xac-nhan", given, headers=HTMX).content.decode()
    assert f'<template><tr role="row" class="edit" id="sua{sent.id}"' in refused.replace("\n", "")
    assert "Nhập lý do" in refused
    saved = head.post(f"/phieu/{sent.id}/xac-nhan", {**given, "reason": "Vắng"}, headers=HTMX).content.decode()
    assert f'<tr id="sua{sent.id}" hx-swap-oob="delete">' in saved
    assert "2 / 7" in saved
    stale = head.post(f"/phieu/{sent.id}/xac-nhan", given, headers=HTMX).content.decode()
    assert "đã xác nhận" in stale.lower()


def test_a_level_moved_by_a_correction_is_told_in_the_row_and_before_it_is_saved(head: Client, sent: Sheet) -> None:
    Sheet.objects.filter(id=sent.id).update(self_level="HTXS", self_score="92")
    effect = head.post(f"/phieu/{sent.id}/thu", small_form(sent, criterion="I.1", mark="5"), headers=HTMX).content.decode()
    assert "82,13 → <b>85,13</b>" in effect
    assert 'data-from="HTT" data-to="HTT"' in effect
    given = small_form(sent, criterion="I.2", mark="0,5", reason="Không có minh chứng")
    head.post(f"/phieu/{sent.id}/xac-nhan", given)
    assert LevelChange.objects.get(sheet=sent).raised is False
    assert "Hạ từ HTXS" in row_of(page(head), sent)


def test_a_sheet_is_given_back_from_under_its_row(head: Client, sent: Sheet) -> None:
    text = page(head, f"{GRID}?tra={sent.id}")
    assert '<details class="fold" open><summary>Trả lại phiếu' in text
    action = re.search(r'action="(/phieu/\d+/tra-lai)"', text)
    assert action
    head.post(action.group(1), {"version": str(sent.version), "note": "Bổ sung số văn bản"})
    assert Sheet.objects.get(id=sent.id).return_note == "Bổ sung số văn bản"


@pytest.mark.parametrize(("code", "status"), [(HEAD, 403), (DEPUTY, 403), (ORGANISER, 403), (OTHER, 404), (STAFF, 404)])
def test_the_form_of_a_row_opens_for_the_scorer_alone(as_: As, sent: Sheet, code: str, status: int) -> None:
    assert as_(code).get(f"{GRID}?sua={sent.id}").status_code == status
    assert not Opening.objects.filter(subject_id=sent.person_id).exists()


def test_opening_the_form_of_a_row_is_opening_the_sheet(head: Client, sent: Sheet, as_: As) -> None:
    page(head, f"{GRID}?sua={sent.id}")
    assert Opening.objects.get(subject_id=sent.person_id).what == "Phiếu tháng 11/2026"
    assert Sheet.objects.get(id=sent.id).seen_at is not None
    assert "Rút lại phiếu" not in page(as_(LATE), f"/phieu/{sent.id}")


def test_a_row_sums_up_the_work_and_the_facts_behind_it(head: Client, sent: Sheet, world: World) -> None:
    silence(LATE)
    assert "1 lần chậm · 1 lần bị trả · giải trình 0/3" in row_of(page(head), sent)
    late = Task.objects.get(doer_id=sent.person_id, period="2026-11", latenesses=1)
    explain(by=world.viewer(LATE), task=late, text="Chờ kết quả giám định.")
    given = Task.objects.get(doer_id=sent.person_id, period="2026-11", content__startswith="Thẩm định 6")
    report_wrong(by=world.viewer(LATE), task=given, kind="dates", text="Xong ngày 12.")
    add_fact(world)
    row = row_of(page(head), sent)
    assert "giải trình 1/3 · 1 thông tin bất lợi" in row
    assert "1 việc đang báo sai</span>" in row
    places = [row.index(f"{words}</span>") for words in ("thông tin bất lợi", "việc đang báo sai", "việc chưa giải trình")]
    assert places == sorted(places)


def add_fact(world: World) -> None:
    kind, subject = subject_to_record(world.viewer(ORGANISER), "public_duty_discipline", LATE)
    paper, act, effect = Document("45/QĐ-UBND", date(2026, 11, 20)), date(2026, 10, 6), date(2026, 11, 20)
    enter_fact(by=world.viewer(ORGANISER), entry=Fact(kind, subject, paper, "Khiển trách do trễ hẹn hồ sơ.", act, effect))


def test_what_the_grid_shows_is_one_record_with_all_numbers_and_each_version_once(
    head: Client, world: World, as_: As
) -> None:
    page(head)
    [shown] = Entry.objects.filter(object_kind="showing")
    mine = Sheet.objects.filter(cycle_id=world.november, scorer_id=world.person(DIVISION_HEAD))
    waiting = mine.filter(state__in=("opened", "submitted"))
    assert shown.actor_id == world.person(DIVISION_HEAD)
    assert all(f'"{sheet.id}":{sheet.version}' in shown.payload for sheet in waiting)
    assert shown.payload.count(":") == len(waiting) + 2
    page(head)
    page(as_(DIVISION_HEAD))  # another session of the same person
    assert Entry.objects.filter(object_kind="showing").count() == 1
    changed = world.sheet("BT-013")
    Sheet.objects.filter(id=changed.id).update(version=changed.version + 1)
    page(head)
    again = Entry.objects.filter(object_kind="showing").latest("id")
    assert again.payload.count(":") == 3, "only the one that is new"
    assert f'"{changed.id}":{changed.version + 1}' in again.payload
    assert again.prev_hash == shown.hash


def test_who_was_shown_in_the_grid_reads_by_whom_and_nobody_else_does(head: Client, as_: As) -> None:
    page(head)
    mine = page(as_(LATE), "/ai-da-xem")
    assert "Bảng xác nhận phiếu tháng 11/2026" in mine
    assert "Bạch Văn Tường" in mine
    assert "Bảng xác nhận" not in page(as_(OTHER), "/ai-da-xem")


def ticks(world: World, *codes: str) -> list[str]:
    return [f"{sheet.id}:{sheet.version}" for sheet in map(world.sheet, codes)]


def test_what_speaks_against_somebody_is_opened_before_it_is_confirmed_with_others(head: Client, world: World) -> None:
    given = {"period": "2026-11", "group": "", "sheet": ticks(world, LATE, "BT-013")}
    add_fact(world)
    grid = page(head)
    assert f'value="{ticks(world, LATE)[0]}"' not in grid, "no box to tick before it is opened"
    assert f'value="{ticks(world, "BT-013")[0]}"' in grid
    listed = page_of(head.post(MANY, given))
    assert "1 phiếu chưa xác nhận được" in listed
    assert "Xác nhận 1 phiếu" in listed
    refused = head.post(MANY, {**given, "sure": "1", "early": "1"})
    assert refused.status_code == 422
    assert "<code>sheet.open_first</code>" in page_of(refused)
    assert "Bùi Đức Thắng. Mở phiếu, xem phần dữ kiện" in page_of(refused)
    assert world.sheet("BT-013").state == "submitted"
    head.get(f"/phieu/{world.sheet(LATE).id}")
    assert head.post(MANY, {**given, "sure": "1", "early": "1"}).status_code == 302
    assert {world.sheet(code).state for code in (LATE, "BT-013")} == {"confirmed"}


def page_of(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def test_a_fact_that_comes_after_the_sheet_was_opened_is_to_be_read_as_well(
    head: Client, world: World, sent: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    head.get(f"/phieu/{sent.id}")
    before = Sheet.objects.get(id=sent.id).seen_at
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-22")
    add_fact(world)
    given = {"period": "2026-11", "sure": "1", "early": "1", "sheet": ticks(world, LATE)}
    assert head.post(MANY, given).status_code == 422
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-23")
    head.get(f"/phieu/{sent.id}")
    assert Sheet.objects.get(id=sent.id).seen_at != before
    assert head.post(MANY, given).status_code == 302


def test_a_row_is_drawn_anew_in_another_language_and_after_any_change(head: Client, sent: Sheet) -> None:
    silence(LATE)
    assert "Sửa điểm" in row_of(page(head), sent)
    Sheet.objects.filter(id=sent.id).update(duty_group="Cấp phép")
    assert "Chuyên viên · Cấp phép" in row_of(page(head), sent)
    head.cookies["django_language"] = "en"
    english = row_of(page(head), sent)
    assert "Correct" in english
    assert "Sửa điểm" not in english
