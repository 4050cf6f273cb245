"""The official's own sheet: prefilled, saved as it is typed, sent, withdrawn, in conflict, petitioned."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.world import DEPUTY, DIVISION_HEAD, HEAD, LATE, OTHER, STAFF, World
from thenchot.assessment.models import Petition, Sheet
from thenchot.workplan.models import Task

CRITERIA = ["I.1", "I.2", "II.1", "II.2", "II.3", "II.4", "III.1", "III.2", "III.3", "III.4"]


def filled(sheet: Sheet, **changes: str) -> dict[str, str]:
    """A complete form of a sheet, as a browser would post it."""
    marks = dict.fromkeys(CRITERIA, "2,5")
    return {"version": str(sheet.version), "undertaking": "1", "strengths": "Tốt", "weaknesses": "Chậm", **marks, **changes}


def as_posted(page: str) -> dict[str, str]:
    """What the form of a conflict sends as it stands: its hidden fields and the versions chosen already."""
    form = page.split("<main")[1]
    fields = re.findall(r'<input type="(hidden|radio)" name="([^"]+)" value="([^"]*)"( checked)?', form)
    return {name: html.unescape(value) for kind, name, value, checked in fields if kind == "hidden" or checked}


@pytest.fixture
def mine(world: World) -> Sheet:
    return world.sheet(STAFF)


@pytest.fixture
def me(as_: As) -> Client:
    return as_(STAFF)


def test_the_sheet_opens_with_last_months_confirmed_marks_never_the_maximum(me: Client, mine: Sheet) -> None:
    page = me.get(f"/phieu/{mine.id}").content.decode()
    first = page.split('name="I.1"')[1].split("</select>")[0]
    assert '<option value="2,5" selected>' in first
    assert "10 tiêu chí giữ như tháng 10/2026" in page
    assert "5 đầu việc" in page


def test_the_tasks_that_cost_points_stand_first_with_their_reason(me: Client, mine: Sheet) -> None:
    page = me.get(f"/phieu/{mine.id}").content.decode()
    order = [page.index(text) for text in ("Tờ trình điều chỉnh", "Biên bản kiểm tra", "Dự thảo hướng dẫn", "Thẩm định 6 hồ sơ")]
    assert order == sorted(order)
    assert "Chưa đạt 1 lần" in page
    assert "Chậm 1 lần" in page
    assert "2 việc không bị trừ điểm" in page


def test_the_score_opens_to_its_arithmetic_with_articles(me: Client, mine: Sheet) -> None:
    page = me.get(f"/phieu/{mine.id}").content.decode()
    why = page.split("Vì sao 87,13?")[1].split("</details>")[0]
    for article in ("Điều 14 khoản 2 điểm a", "Điều 14 khoản 2 điểm b", "Điều 14 khoản 2 điểm c"):
        assert article in why
    assert "18 trên 20 đơn vị" in why


def test_what_is_typed_is_kept_and_the_total_follows(me: Client, mine: Sheet) -> None:
    answer = me.post(f"/phieu/{mine.id}/nhap", filled(mine, **{"I.1": "5,0"}), headers={"HX-Request": "true"})
    card = answer.content.decode()
    assert answer.status_code == 200
    assert "89,63" in card
    assert "<html" not in card
    page = me.get(f"/phieu/{mine.id}").content.decode()
    assert '<option value="5,0" selected>' in page.split('name="I.1"')[1]
    assert "Tốt</textarea>" in page


def test_saving_without_script_comes_back_to_the_sheet(me: Client, mine: Sheet) -> None:
    answer = me.post(f"/phieu/{mine.id}/nhap", filled(mine), follow=True)
    assert answer.redirect_chain == [(f"/phieu/{mine.id}", 302)]
    assert "Đã lưu" in answer.content.decode()
    assert Sheet.objects.get(id=mine.id).state == "opened"


def test_a_draft_with_a_wrong_mark_is_kept_and_said(me: Client, mine: Sheet) -> None:
    answer = me.post(f"/phieu/{mine.id}/nhap", filled(mine, **{"I.1": "năm"}), headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "Có điểm nhập chưa đúng" in answer.content.decode()
    assert 'value="năm"' in me.get(f"/phieu/{mine.id}").content.decode()


def test_the_sheet_is_sent_and_can_be_withdrawn_until_it_is_seen(me: Client, mine: Sheet, as_: As) -> None:
    page = me.post(f"/phieu/{mine.id}/gui", filled(mine), follow=True).content.decode()
    assert "Đã gửi phiếu lúc" in page
    assert "Rút lại phiếu" in page
    assert Sheet.objects.get(id=mine.id).state == "submitted"
    assert me.post(f"/phieu/{mine.id}/rut-lai", follow=True).status_code == 200
    assert Sheet.objects.get(id=mine.id).state == "opened"
    mine.refresh_from_db()
    me.post(f"/phieu/{mine.id}/gui", filled(mine))
    as_(DIVISION_HEAD).get(f"/phieu/{mine.id}")
    answer = me.post(f"/phieu/{mine.id}/rut-lai")
    assert answer.status_code == 403
    assert "sheet.already_seen" in answer.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"I.1": "7"}, "I.1", "phải từ 0 đến 5"),
        ({"II.1": "ba"}, "II.1", "chưa đúng. Nhập số, ví dụ 4,5"),
        ({"III.4": ""}, "", "Còn 1 tiêu chí chưa chấm"),
    ],
)
def test_a_refused_sheet_keeps_what_was_typed_and_says_where(
    me: Client, mine: Sheet, changes: dict[str, str], field: str, said: str
) -> None:
    answer = me.post(f"/phieu/{mine.id}/gui", filled(mine, **changes, strengths="Không được mất dòng này"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.split("<title>")[1].startswith("Lỗi:")
    assert said in page
    assert "Không được mất dòng này" in page
    assert not field or f'href="#{field}"' in page
    assert Sheet.objects.get(id=mine.id).state == "opened"


def test_without_the_undertaking_nothing_is_sent(me: Client, mine: Sheet) -> None:
    form = filled(mine)
    del form["undertaking"]
    answer = me.post(f"/phieu/{mine.id}/gui", form)
    assert answer.status_code == 422
    assert "chịu trách nhiệm" in answer.content.decode()


def test_a_form_made_before_another_save_shows_both_versions(me: Client, mine: Sheet) -> None:
    me.post(f"/phieu/{mine.id}/gui", filled(mine))
    me.post(f"/phieu/{mine.id}/rut-lai")
    answer = me.post(f"/phieu/{mine.id}/gui", filled(mine, strengths="Bản ở máy thứ hai"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bản ở máy thứ hai" in page
    assert "Tốt" in page
    assert "Lưu bản đã chọn" in page
    assert me.post(f"/phieu/{mine.id}/gui", {**as_posted(page), "undertaking": "1"}).status_code == 302
    assert Sheet.objects.get(id=mine.id).strengths == "Bản ở máy thứ hai"


def late_task() -> Task:
    return Task.objects.filter(doer__staff_code=STAFF, period="2026-11", latenesses__gt=0).latest("id")


def test_an_explanation_typed_on_the_sheet_is_handed_in_with_it(me: Client, mine: Sheet) -> None:
    task = late_task()
    assert f'name="gt-{task.id}"' in me.get(f"/phieu/{mine.id}").content.decode().split('id="phieu"')[1]
    form = filled(mine, **{f"gt-{task.id}": "Mưa lớn, tuyến ngập"})
    assert me.post(f"/phieu/{mine.id}/gui", form).status_code == 302
    assert late_task().explanation == "Mưa lớn, tuyến ngập"


def test_an_explanation_stays_in_the_draft_until_the_sheet_is_sent(me: Client, mine: Sheet) -> None:
    task = late_task()
    me.post(f"/phieu/{mine.id}/nhap", filled(mine, **{f"gt-{task.id}": "Mưa lớn"}))
    assert ">Mưa lớn</textarea>" in me.get(f"/phieu/{mine.id}").content.decode()
    assert late_task().explanation == ""


def test_a_refused_sheet_keeps_the_explanation_and_writes_none(me: Client, mine: Sheet) -> None:
    task = late_task()
    answer = me.post(f"/phieu/{mine.id}/gui", filled(mine, **{"I.1": "9", f"gt-{task.id}": "Mưa lớn"}))
    assert answer.status_code == 422
    assert ">Mưa lớn</textarea>" in answer.content.decode()
    assert late_task().explanation == ""


def test_a_blank_explanation_erases_none(me: Client, mine: Sheet) -> None:
    task = late_task()
    Task.objects.filter(id=task.id).update(explanation="Đã báo trước hạn")
    assert me.post(f"/phieu/{mine.id}/gui", filled(mine, **{f"gt-{task.id}": "  "})).status_code == 302
    assert late_task().explanation == "Đã báo trước hạn"


@pytest.mark.row("004-31")
def test_a_sent_sheet_takes_no_edit_and_no_second_sending(as_: As, world: World) -> None:
    sent = world.sheet(LATE)
    for act in ("nhap", "gui"):
        answer = as_(LATE).post(f"/phieu/{sent.id}/{act}", filled(sent, strengths="Sửa sau khi gửi"))
        assert answer.status_code == 403
        assert "sheet.already_sent" in answer.content.decode()
    assert Sheet.objects.get(id=sent.id).strengths != "Sửa sau khi gửi"
    assert Sheet.objects.get(id=sent.id).version == sent.version


def test_a_sent_sheet_is_text_and_not_greyed_fields(as_: As, world: World) -> None:
    page = as_(LATE).get(f"/phieu/{world.sheet(LATE).id}").content.decode()
    assert "<select" not in page
    assert "disabled" not in page


def test_a_leaders_sheet_asks_for_the_two_leaders_marks(as_: As, world: World) -> None:
    sheet = world.sheet(DIVISION_HEAD)
    page = as_(DIVISION_HEAD).get(f"/phieu/{sheet.id}").content.decode()
    assert 'name="dd"' in page
    answer = as_(DIVISION_HEAD).post(f"/phieu/{sheet.id}/gui", filled(sheet))
    assert answer.status_code == 422
    assert "tiêu chí đ và tiêu chí e" in answer.content.decode()
    assert as_(DIVISION_HEAD).post(f"/phieu/{sheet.id}/gui", filled(sheet, dd="1", e="1/2")).status_code == 302


def test_a_published_sheet_takes_a_petition_with_words(as_: As, world: World) -> None:
    sheet = world.sheet(STAFF, world.october)
    page = as_(STAFF).get(f"/phieu/{sheet.id}").content.decode()
    assert "07 ngày làm việc" in page
    empty = as_(STAFF).post(f"/phieu/{sheet.id}/kien-nghi", {"text": " "})
    assert empty.status_code == 422
    assert "Nêu nội dung không nhất trí" in empty.content.decode()
    filed = as_(STAFF).post(f"/phieu/{sheet.id}/kien-nghi", {"text": "Đề nghị xem lại tiến độ"})
    number = Petition.objects.get().id
    assert filed.headers["Location"] == f"/kien-nghi/{number}"


def test_a_petition_before_publication_is_refused_with_its_article(as_: As, world: World) -> None:
    answer = as_(LATE).post(f"/phieu/{world.sheet(LATE).id}/kien-nghi", {"text": "Sớm quá"})
    assert answer.status_code == 403
    assert "Điều 22" in answer.content.decode()


def test_the_list_of_my_sheets_names_period_and_state(me: Client) -> None:
    page = me.get("/phieu").content.decode()
    assert page.index("Phiếu tháng 11/2026") < page.index("Phiếu tháng 10/2026")
    assert "Chưa gửi" in page
    assert "Đã công bố" in page


def test_a_month_with_one_sheet_opens_it_at_once(me: Client, mine: Sheet) -> None:
    assert me.get("/phieu/ky/2026-11").headers["Location"] == f"/phieu/{mine.id}"
    assert "Chưa có phiếu nào" in me.get("/phieu/ky/2019-01").content.decode()


def test_my_history_shows_the_mean_with_its_arithmetic(me: Client) -> None:
    page = me.get("/qua-trinh").content.decode()
    assert "Vì sao 87,13?" in page
    assert "Điều 17 khoản 3" in page
    assert "Tháng 10/2026" in page
    assert "<svg" in page


def test_home_puts_the_nearest_deadline_first_with_one_filled_button(me: Client, as_: As) -> None:
    page = me.get("/viec-can-lam").content.decode()
    assert "Phiếu tháng 11/2026" in page.split('class="first"')[1]
    assert page.count("btn main") == 1
    assert "Chủ nhật 22/11" in page
    head = as_(HEAD).get("/viec-can-lam").content.decode()
    assert "phiếu tháng 11/2026" in head


def test_home_without_jobs_says_when_there_will_be_some(as_: As) -> None:
    page = as_("LG-001").get("/viec-can-lam").content.decode()
    assert "Không có việc nào đang chờ" in page


def test_notices_are_sentences_with_a_link(as_: As, world: World) -> None:
    as_(DIVISION_HEAD).post(f"/phieu/{world.sheet(LATE).id}/tra-lai", {"note": "Bổ sung số văn bản"})
    page = as_(LATE).get("/viec-can-lam").content.decode()
    assert "được trả lại để bổ sung" in page
    assert "Bổ sung số văn bản" in page
    assert f'href="/phieu/{world.sheet(LATE).id}"' in page


def test_past_its_day_a_sheet_is_not_offered_for_sending_and_says_who_extends(
    me: Client, mine: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Đã quá hạn gửi phiếu" not in me.get(f"/phieu/{mine.id}").content.decode()
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-23")
    home = me.get("/viec-can-lam").content.decode()
    assert "Xem phiếu" in home
    assert "Xem và gửi phiếu" not in home
    page = me.get(f"/phieu/{mine.id}").content.decode()
    assert "Đã quá hạn gửi phiếu" in page
    refused = me.post(f"/phieu/{mine.id}/gui", filled(mine)).content.decode()
    assert "sheet.locked" in refused
    assert "đề nghị cơ quan tham mưu về tổ chức, cán bộ gia hạn" in refused


def test_a_returned_sheet_has_until_confirming_ends(as_: As, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = world.sheet(LATE)
    note = {"note": "Bổ sung số văn bản", "version": sheet.version}
    as_(DIVISION_HEAD).post(f"/phieu/{sheet.id}/tra-lai", note)
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-23")
    again = as_(LATE)
    assert "Xem và gửi phiếu" in again.get("/viec-can-lam").content.decode()
    page = again.get(f"/phieu/{sheet.id}").content.decode()
    assert "Đã quá hạn gửi phiếu" not in page
    assert "24/11" in page
    sheet.refresh_from_db()
    again.post(f"/phieu/{sheet.id}/gui", filled(sheet))
    sheet.refresh_from_db()
    assert sheet.state == "submitted"


def test_an_article_is_named_with_its_instrument_and_the_reasons_name_it_once(me: Client, mine: Sheet) -> None:
    page = me.get(f"/phieu/{mine.id}").content.decode()
    assert "thực hiện theo năm (Điều 19 Nghị định 335/2025/NĐ-CP)" in page
    why = page.split('class="why"')[1].split("</details>")[0]
    assert why.count("Nghị định 335/2025/NĐ-CP") == 1
    assert why.count("Điều ") > 2
    english = me.get(f"/phieu/{mine.id}", headers={"Accept-Language": "en"}, follow=True)
    assert english.status_code == 200


def page_fields(page: str) -> dict[str, str]:
    """What a page's own form carries to say which page it is."""
    return {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[0] for name in ("page", "seen")}


def test_a_second_page_never_overwrites_the_draft_of_the_first_and_shows_both(me: Client, mine: Sheet) -> None:
    first, second = (page_fields(me.get(f"/phieu/{mine.id}").content.decode()) for _ in range(2))
    save, htmx = f"/phieu/{mine.id}/nhap", {"HX-Request": "true"}
    for text in ("Bản một", "Bản một, thêm"):
        assert me.post(save, filled(mine, strengths=text) | first, headers=htmx).status_code == 200
    refused = me.post(save, filled(mine, strengths="Bản hai") | second, headers=htmx)
    assert refused.status_code == 409
    assert "còn mở ở trang khác" in refused.content.decode()
    mine.refresh_from_db()
    assert mine.draft["strengths"] == "Bản một, thêm"
    page = me.post(save, filled(mine, strengths="Bản hai", **{"I.1": "4,0"}) | second).content.decode()
    assert "Bản một, thêm" in page
    assert "Bản hai" in page
    assert f'action="{save}"' in page
    assert 'name="undertaking"' not in page
    assert me.post(save, as_posted(page)).status_code == 302
    mine.refresh_from_db()
    assert (mine.draft["strengths"], mine.draft["I.1"]) == ("Bản hai", "4,0")
    assert me.post(save, filled(mine, strengths="Bản một") | first, headers=htmx).status_code == 409


def test_a_page_that_has_not_seen_the_last_draft_does_not_send_either(me: Client, mine: Sheet) -> None:
    first, second = (page_fields(me.get(f"/phieu/{mine.id}").content.decode()) for _ in range(2))
    me.post(f"/phieu/{mine.id}/nhap", filled(mine, strengths="Bản một") | first)
    refused = me.post(f"/phieu/{mine.id}/gui", filled(mine, strengths="Bản hai") | second)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "Bản một" in page
    assert f'action="/phieu/{mine.id}/gui"' in page
    mine.refresh_from_db()
    assert mine.state == "opened"
    assert me.post(f"/phieu/{mine.id}/gui", as_posted(page) | {"undertaking": "1"}).status_code == 302
    mine.refresh_from_db()
    assert (mine.state, mine.strengths, mine.draft) == ("submitted", "Bản hai", {})


def test_what_was_typed_into_a_form_that_is_gone_is_given_back(me: Client, mine: Sheet, as_: As, world: World) -> None:
    head, sheet = as_(DIVISION_HEAD), world.sheet(LATE)
    text = "Đã làm rõ với đơn vị phối hợp <ngày 12/11>"
    shown = "Đã làm rõ với đơn vị phối hợp &lt;ngày 12/11&gt;"
    me.post(f"/phieu/{mine.id}/gui", filled(mine))
    again = me.post(f"/phieu/{mine.id}/gui", filled(mine, strengths=text)).content.decode()
    assert again.count(shown) == 1
    assert again.index("Nội dung vừa nhập") < again.index(shown) < again.index("1. Kết quả công việc")
    assert shown in me.post(f"/phieu/{mine.id}/nhap", filled(mine, strengths=text)).content.decode()
    version = str(sheet.version)
    assert head.post(f"/phieu/{sheet.id}/xac-nhan", {"version": version}).status_code == 302
    version = str(int(version) + 1)
    for path, name in (("xac-nhan", "opinion"), ("gop-y", "text"), ("khong-cham", "absence_note")):
        by = as_(DEPUTY) if path == "gop-y" else head
        answer = by.post(f"/phieu/{sheet.id}/{path}", {"version": version, "absence": "sick", name: text})
        assert answer.status_code == 403, path
        assert "Nội dung vừa nhập" in answer.content.decode(), path
        assert shown in answer.content.decode(), path
    assert as_(OTHER).post(f"/phieu/{sheet.id}/gop-y", {"text": text}).status_code == 404


def test_what_a_refused_form_still_shows_is_not_said_twice(me: Client, mine: Sheet) -> None:
    page = me.post(f"/phieu/{mine.id}/gui", filled(mine, strengths="Không mất dòng này", **{"I.1": "9"})).content.decode()
    assert page.count("Không mất dòng này") == 1
    assert "Nội dung vừa nhập" not in page
