"""The head's side: the grid, one row at a time, many at once, corrections with reasons, returns, excuses, comments."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.test_my_sheet import CRITERIA
from tests.web.world import DEPUTY, DIVISION_HEAD, HEAD, LATE, ORGANISER, OTHER, STAFF, World, silence
from thenchot.assessment.models import Comment, LevelChange, Sheet
from thenchot.notices.models import Notice
from thenchot.workplan.actions import report
from thenchot.workplan.actions.explain import explain
from thenchot.workplan.models import Task

HTMX = {"HX-Request": "true"}
UNSENT = (STAFF, "BT-017")


@pytest.fixture
def head(as_: As) -> Client:
    return as_(DIVISION_HEAD)


@pytest.fixture
def sent(world: World) -> Sheet:
    return world.sheet(LATE)


def read(head: Client, world: World, *codes: str) -> None:
    """Open their sheets: a piece of work sent back and not explained is not confirmed unread."""
    for code in codes:
        head.get(f"/phieu/{world.sheet(code).id}")


def test_the_grid_puts_exceptions_first_each_with_a_written_reason(head: Client) -> None:
    silence(LATE)
    page = head.get("/xac-nhan/2026-11").content.decode()
    assert page.index("Cần xem trước") < page.index("Đã xác nhận</b>")
    rows = re.findall(r'<tr role="row" data-row.*?</tr>', page, re.DOTALL)
    assert len(rows) == 5
    assert all('class="tag' in row for row in rows if "flag" in row.split("class=")[1][:20])
    assert "3 việc chưa giải trình" in page


def test_who_has_not_sent_stands_in_one_line_above_and_is_reminded_with_one_button(
    head: Client, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = head.get("/xac-nhan/2026-11").content.decode()
    line = re.search(r'<section class="card flush unsent".*?</section>', page, re.DOTALL)
    assert line is not None
    assert "2 người chưa gửi phiếu" in line[0]
    assert set(re.findall(r'href="/phieu/(\d+)"', line[0])) == {str(world.sheet(code).id) for code in UNSENT}
    assert page.index("2 người chưa gửi phiếu") < page.index("Cần xem trước")
    address = re.search(r'action="(/xac-nhan/nhac/\d+)"', line[0])
    assert address is not None
    assert "Đã nhắc 2 người." in head.post(address[1], follow=True).content.decode()
    told = set(Notice.objects.filter(kind="step_due").values_list("recipient_id", flat=True))
    assert told == {world.sheet(code).person_id for code in UNSENT}
    assert "2 người vừa được nhắc trong 4 giờ qua" in head.post(address[1], follow=True).content.decode()
    # Before anybody may send there is nothing to remind of.
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-19")
    assert "/xac-nhan/nhac/" not in head.get("/xac-nhan/2026-11").content.decode()
    assert "Đã nhắc 0 người." in head.post(address[1], follow=True).content.decode()


def test_before_its_first_day_confirming_is_allowed_and_says_whose_right_to_comment_it_ends(head: Client) -> None:
    page = head.get("/xac-nhan/2026-11").content.decode()
    assert "Theo lịch, xác nhận từ thứ Hai 23/11; xác nhận sớm được." in page
    assert "đã xác nhận thì Ngô Thanh Hà không góp ý được nữa (hạn 23/11)." in page


def test_the_grid_shows_progress_distribution_and_an_unbinding_reference(head: Client) -> None:
    page = head.get("/xac-nhan/2026-11").content.decode()
    assert "1 / 7" in page
    assert "mốc tham chiếu" in page
    assert "Điều 20 khoản 5 điểm a Nghị định 335/2025/NĐ-CP" in page
    assert "giới hạn" not in page
    assert 'role="img"' in page


def test_a_month_never_speaks_of_a_ranking_as_its_result(head: Client) -> None:
    page = head.get("/xac-nhan/2026-11").content.decode()
    assert "Mức theo điểm" in page
    assert "xếp loại A" not in page


def test_the_bare_address_leads_to_the_open_month(head: Client) -> None:
    assert head.get("/xac-nhan").headers["Location"] == "/xac-nhan/2026-11"


def test_a_head_without_subjects_is_told_so(as_: As) -> None:
    assert "Không có phiếu nào để xác nhận" in as_(OTHER).get("/xac-nhan").content.decode()


def test_confirming_a_row_answers_with_that_row_and_the_strip(head: Client, sent: Sheet) -> None:
    answer = head.post(f"/phieu/{sent.id}/xac-nhan", {"version": sent.version}, headers=HTMX)
    part = answer.content.decode()
    assert answer.status_code == 200
    assert part.count("<tr") == 1
    assert "✓ Đã xác nhận" in part
    assert "2 / 7" in part
    assert "<html" not in part
    assert Sheet.objects.get(id=sent.id).state == "confirmed"


def test_confirming_without_script_returns_to_the_grid(head: Client, sent: Sheet) -> None:
    answer = head.post(f"/phieu/{sent.id}/xac-nhan", {"version": sent.version}, follow=True)
    assert answer.redirect_chain[-1][0] == "/xac-nhan/2026-11"
    assert "Đã xác nhận phiếu của Bùi Đức Thắng" in answer.content.decode()


def test_a_row_confirmed_from_an_old_page_says_so_in_the_row(head: Client, sent: Sheet) -> None:
    answer = head.post(f"/phieu/{sent.id}/xac-nhan", {"version": sent.version + 7}, headers=HTMX)
    assert "Phiếu đã được người khác lưu" in answer.content.decode()
    assert Sheet.objects.get(id=sent.id).state == "submitted"


def test_two_editors_of_one_sheet_meet_both_versions(head: Client, sent: Sheet) -> None:
    form = {"version": str(sent.version + 7), "opinion": "Nhận xét chưa lưu", **dict.fromkeys(CRITERIA, "2,0")}
    answer = head.post(f"/phieu/{sent.id}/xac-nhan", form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nhận xét chưa lưu" in page
    assert "Bỏ bản của tôi" in page


def test_a_changed_mark_needs_a_reason_and_then_moves_the_score(head: Client, sent: Sheet) -> None:
    form = {"version": str(sent.version), **dict.fromkeys(CRITERIA, "2,0"), "I.2": "0,5", "opinion": "Cần báo cáo"}
    refused = head.post(f"/phieu/{sent.id}/xac-nhan", form)
    assert refused.status_code == 422
    assert "Nhập lý do" in refused.content.decode()
    assert "Cần báo cáo" in refused.content.decode()
    assert head.post(f"/phieu/{sent.id}/xac-nhan", {**form, "reason": "Vắng 2 buổi trực"}).status_code == 302
    after = Sheet.objects.get(id=sent.id)
    assert after.marks["confirmed"]["I.2"] == "1/2"
    assert after.opinion == "Cần báo cáo"


def test_an_unchanged_form_is_no_correction(head: Client, sent: Sheet) -> None:
    form = {"version": str(sent.version), **dict.fromkeys(CRITERIA, "2,0")}
    assert head.post(f"/phieu/{sent.id}/xac-nhan", form).status_code == 302
    assert not LevelChange.objects.filter(sheet=sent).exists()


def test_a_lowered_level_is_shown_to_the_person_with_who_and_why(head: Client, sent: Sheet, as_: As) -> None:
    form = {"version": str(sent.version), **dict.fromkeys(CRITERIA, "0,0"), "reason": "Không có minh chứng"}
    head.post(f"/phieu/{sent.id}/xac-nhan", form)
    page = as_(LATE).get(f"/phieu/{sent.id}").content.decode()
    assert "Nâng, hạ mức" in page
    assert "Bạch Văn Tường" in page
    assert "Không có minh chứng" in page


def test_the_effect_of_a_correction_is_shown_before_it_is_saved(head: Client, sent: Sheet) -> None:
    form = {**dict.fromkeys(CRITERIA, "2,0"), "I.1": "5,0"}
    card = head.post(f"/phieu/{sent.id}/thu", form, headers=HTMX).content.decode()
    assert "85,13" in card
    assert Sheet.objects.get(id=sent.id).state == "submitted"


def test_many_are_confirmed_after_a_page_that_lists_the_names(head: Client, world: World) -> None:
    picked = [world.sheet(code) for code in ("BT-013", "BT-014")]
    read(head, world, "BT-013", "BT-014")
    ticks = [f"{sheet.id}:{sheet.version}" for sheet in picked]
    check = head.post("/xac-nhan/nhieu", {"period": "2026-11", "group": "", "sheet": ticks})
    page = check.content.decode()
    assert "Mai Quốc Đông" in page
    assert "Tạ Thị Huệ" in page
    assert "Bùi Đức Thắng" not in page
    assert "Xác nhận 2 phiếu" in page
    assert world.sheet("BT-013").state == "submitted"
    done = head.post("/xac-nhan/nhieu", {"sure": "1", "early": "1", "sheet": ticks}, follow=True)
    assert "Đã xác nhận 2 phiếu" in done.content.decode()
    assert world.sheet("BT-013").state == world.sheet("BT-014").state == "confirmed"


def test_while_deputies_may_comment_the_page_says_until_when_and_many_are_confirmed_only_on_a_tick(
    head: Client, sent: Sheet, as_: As, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    until = "thời hạn góp ý của cấp phó đến hết ngày 23/11/2026"
    grid = head.get("/xac-nhan/2026-11").content.decode()
    assert f"{until}. Phiếu chưa có góp ý: 4, thuộc lĩnh vực của Ngô Thanh Hà." in grid
    assert grid.count("chờ góp ý</span>") == 4
    assert f"{until}; chưa góp ý: Ngô Thanh Hà" in head.get(f"/phieu/{sent.id}").content.decode()
    as_(DEPUTY).post(f"/phieu/{sent.id}/gop-y", {"text": "Đã trao đổi với bộ phận một cửa."})
    assert until not in head.get(f"/phieu/{sent.id}").content.decode()
    assert "Phiếu chưa có góp ý: 3," in head.get("/xac-nhan/2026-11").content.decode()
    picked = [world.sheet(code) for code in (LATE, "BT-013")]
    read(head, world, LATE, "BT-013")
    ticks = {"sheet": [f"{sheet.id}:{sheet.version}" for sheet in picked], "period": "2026-11"}
    asked = head.post("/xac-nhan/nhieu", {**ticks, "sure": "1"})
    assert asked.status_code == 422
    assert "1 phiếu chưa có góp ý của cấp phó" in asked.content.decode()
    assert 'name="early" value="1" id="early" required' in asked.content.decode()
    assert world.sheet(LATE).state == world.sheet("BT-013").state == "submitted"
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-24")
    assert "góp ý của cấp phó" not in head.get("/xac-nhan/2026-11").content.decode()
    assert head.post("/xac-nhan/nhieu", {**ticks, "sure": "1"}).status_code == 302
    assert world.sheet("BT-013").state == "confirmed"


def test_a_stale_one_among_many_confirms_none(head: Client, world: World) -> None:
    fresh, stale = world.sheet("BT-013"), world.sheet("BT-014")
    read(head, world, "BT-013", "BT-014")
    answer = head.post("/xac-nhan/nhieu", {"sure": "1", "early": "1", "sheet": [f"{fresh.id}:{fresh.version}", f"{stale.id}:99"]})
    assert answer.status_code == 409
    assert world.sheet("BT-013").state == "submitted"


def test_a_foreign_sheet_among_many_refuses_all(head: Client, world: World) -> None:
    own, foreign = world.sheet("BT-013"), world.sheet(OTHER)
    answer = head.post("/xac-nhan/nhieu", {"sure": "1", "sheet": [f"{own.id}:{own.version}", f"{foreign.id}:1"]})
    assert answer.status_code == 404
    assert world.sheet("BT-013").state == "submitted"


def test_nothing_picked_says_what_to_do(head: Client) -> None:
    page = head.post("/xac-nhan/nhieu", {"period": "2026-11", "group": "", "sheet": ["x:y", ""]}).content.decode()
    assert "Chưa chọn phiếu nào" in page


def test_a_leader_waits_for_the_people_below(as_: As, world: World) -> None:
    page = as_(HEAD).get("/xac-nhan/2026-11").content.decode()
    assert "Lãnh đạo, tính sau cùng" in page
    sheet = world.sheet("BT-020")
    answer = as_(HEAD).post(f"/phieu/{sheet.id}/xac-nhan", {"version": sheet.version})
    assert "chưa được xác nhận" in answer.content.decode()
    assert world.sheet("BT-020").state == "submitted"


def test_a_returned_sheet_goes_back_with_what_is_missing(head: Client, sent: Sheet, as_: As) -> None:
    refused = head.post(f"/phieu/{sent.id}/tra-lai", {"note": "", "version": sent.version})
    assert refused.status_code == 422
    head.post(f"/phieu/{sent.id}/tra-lai", {"note": "Bổ sung số văn bản", "version": sent.version})
    page = as_(LATE).get(f"/phieu/{sent.id}").content.decode()
    assert "Phiếu được trả lại để bổ sung" in page
    assert "Bổ sung số văn bản" in page
    assert 'name="I.1"' in page


def test_leaving_a_person_out_needs_a_ground_of_the_list(head: Client, world: World) -> None:
    sheet = world.sheet(STAFF)
    refused = head.post(f"/phieu/{sheet.id}/khong-cham", {"absence": "mood", "version": sheet.version})
    assert refused.status_code == 422
    assert "Điều 11" in refused.content.decode()
    head.post(f"/phieu/{sheet.id}/khong-cham", {"absence": "maternity", "version": sheet.version})
    assert "Không chấm kỳ này" in head.get("/xac-nhan/2026-11").content.decode()
    assert world.sheet(STAFF).state == "excused"


def test_a_deputy_comments_in_the_field_in_charge_and_the_person_reads_it(as_: As, sent: Sheet) -> None:
    deputy = as_(DEPUTY)
    assert "Bùi Đức Thắng" in deputy.get("/gop-y").content.decode()
    assert "Hồ Hữu An" not in deputy.get("/gop-y").content.decode()
    home = deputy.get("/viec-can-lam").content.decode()
    assert "Góp ý 4 phiếu tháng 11/2026" in home
    assert 'href="/gop-y"' in home
    assert "4 phiếu chờ góp ý, hạn thứ Hai 23/11" in deputy.get("/gop-y").content.decode()
    assert deputy.post(f"/phieu/{sent.id}/gop-y", {"text": " "}).status_code == 422
    assert deputy.post(f"/phieu/{sent.id}/gop-y", {"text": "Cần đôn đốc thêm"}).status_code == 302
    assert Comment.objects.get().text == "Cần đôn đốc thêm"
    assert deputy.get("/gop-y").content.decode().count("Chờ góp ý</span>") == 3
    assert "Cần đôn đốc thêm" in as_(LATE).get(f"/phieu/{sent.id}").content.decode()


def test_an_objective_cause_is_accepted_by_who_gave_the_work_and_the_score_follows(as_: As, head: Client, sent: Sheet) -> None:
    page = head.get(f"/phieu/{sent.id}").content.decode()
    action = re.search(r'action="(/ke-hoach/viec/\d+/khach-quan)"', page)
    assert action
    assert "82,13" in page
    assert "Chấp nhận, không trừ điểm. Tổng thành 82,71." in page
    form = {"version": "1", "objective": "yes", "cause_note": "Mưa ngập hai ngày", "next": f"/phieu/{sent.id}"}
    assert as_(LATE).post(action.group(1), form).status_code == 403
    assert as_(ORGANISER).post(action.group(1), form).status_code == 404
    assert head.post(action.group(1), form).status_code == 302
    after = head.get(f"/phieu/{sent.id}").content.decode()
    assert "1 lần do khách quan" in after
    assert "82,71" in after


def test_a_refusal_in_a_fragment_is_a_fragment(as_: As, sent: Sheet) -> None:
    answer = as_(ORGANISER).post(f"/phieu/{sent.id}/xac-nhan", {"version": sent.version}, headers=HTMX)
    assert answer.status_code == 403
    assert "<html" not in answer.content.decode()
    assert "Điều 10 khoản 1" in answer.content.decode()


def test_two_versions_are_told_apart_by_words_and_not_by_codes(head: Client, sent: Sheet) -> None:
    Sheet.objects.filter(id=sent.id).update(version=sent.version + 1)
    typed = {"version": str(sent.version), "I.1": "3,0", "I.2": "2,0", "reason": "Biên bản họp", "dd": "1/2"}
    page = head.post(f"/phieu/{sent.id}/xac-nhan", typed)
    assert page.status_code == 409
    assert "I.1 Phẩm chất chính trị" in page.content.decode()
    assert "I.2 Ý thức kỷ luật" not in page.content.decode(), "2,0 is the 2 that stands there"
    assert "Khả năng tổ chức triển khai thực hiện nhiệm vụ" in page.content.decode()
    assert ">dd<" not in page.content.decode()


def test_work_changed_after_confirmation_is_told_to_the_scorer_and_listed_before_publication(
    head: Client, sent: Sheet, as_: As, world: World
) -> None:
    organiser, list_of = as_(ORGANISER), f"/ky/{world.november}"
    head.post(f"/phieu/{sent.id}/xac-nhan", {"version": sent.version})
    told = ("Đã thay đổi sau khi xác nhận", "Công việc đã thay đổi sau khi xác nhận", "công việc thay đổi sau khi xác nhận")
    pages = ("/xac-nhan/2026-11", f"/phieu/{sent.id}", list_of)
    for client, page, words in zip((head, head, organiser), pages, told, strict=True):
        assert words not in client.get(page).content.decode()
    task = Task.objects.filter(doer_id=sent.person_id, period="2026-11", content__startswith="Thẩm định 6").get()
    report.reject(by=world.viewer(DIVISION_HEAD), task=task, note="Sai thẩm quyền ký.")
    grid, sheet, cycle = (client.get(page).content.decode() for client, page in zip((head, head, organiser), pages, strict=True))
    row = grid.split(f'id="n{sent.id}"')[1].split("</tr>")[0]
    assert told[0] in row
    assert f'href="/phieu/{sent.id}#tra-lai"' in row
    assert grid.index("Cần xem trước") < grid.index(f'id="n{sent.id}"') < grid.index("Đã xác nhận</b>")
    assert "Điểm đã xác nhận: 82,13; theo số liệu hiện nay: 80,38." in sheet
    assert 'id="tra-lai"><details class="fold" open>' in sheet
    assert "1 phiếu có công việc thay đổi sau khi xác nhận" in cycle
    assert "Bùi Đức Thắng</a>: 82,13 → 80,38, Bạch Văn Tường" in cycle
    assert told[1] not in as_(LATE).get(f"/phieu/{sent.id}").content.decode()
    head.post(f"/phieu/{sent.id}/tra-lai", {"version": Sheet.objects.get(id=sent.id).version, "note": "Cập nhật việc bị trả"})
    assert told[2] not in organiser.get(list_of).content.decode()


def test_a_change_that_leaves_the_facts_as_they_were_is_none(head: Client, sent: Sheet, world: World) -> None:
    head.post(f"/phieu/{sent.id}/xac-nhan", {"version": sent.version})
    task = Task.objects.filter(doer_id=sent.person_id, period="2026-11", latenesses=1).get()
    explain(by=world.viewer(LATE), task=task, text="Chờ kết quả giám định.")
    assert "Đã thay đổi sau khi xác nhận" not in head.get("/xac-nhan/2026-11").content.decode()
