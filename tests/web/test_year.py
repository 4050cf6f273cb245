"""The pages of the year: ranking oneself, meeting and opinions, proposal and decision, and what months add up to."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import As
from tests.web.world import DIVISION_HEAD, HEAD, LATE, ORGANISER, OTHER, STAFF, World
from tests.web.year_world import WARD, bring_months, open_year
from thenchot.assessment.actions.import_past_results import PastRow, import_past_results
from thenchot.assessment.models import Meeting, Opinion, Sheet


@pytest.fixture
def year(world: World, monkeypatch: pytest.MonkeyPatch) -> int:
    bring_months(world)
    found = open_year(world)
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-04")
    return found


def text_of(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_year_is_walked_from_self_ranking_to_a_published_level(
    year: int, world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = world.sheet(STAFF, year)
    page = as_(STAFF).get(f"/phieu/{sheet.id}")
    assert page.status_code == 200
    text = text_of(page)
    assert "Tổng hợp kết quả theo dõi, đánh giá" in text
    assert "nhập từ Phần mềm cũ" in text
    form = {"version": sheet.version, "strengths": "Đủ việc", "weaknesses": "", "undertaking": "1"}
    refused = as_(STAFF).post(f"/phieu/{sheet.id}/tu-xep-loai", form)
    assert refused.status_code == 422
    assert "Chọn mức tự xếp loại" in text_of(refused)
    assert "Đủ việc" in text_of(refused)
    sent = as_(STAFF).post(f"/phieu/{sheet.id}/tu-xep-loai", {**form, "level": "HTXS"})
    assert sent.status_code == 302
    sheet.refresh_from_db()
    assert (sheet.state, sheet.self_level) == ("submitted", "HTXS")

    _all_ranked(world, year, as_, skip=STAFF)
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-06")
    held = as_(ORGANISER).post(f"/ky/{year}/hop", _minutes(world, year))
    assert held.status_code == 302, text_of(held)
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-11")
    assert "Ý kiến tại cuộc họp" in text_of(as_(HEAD).get(f"/phieu/{sheet.id}"))
    choice = {"sheet": sheet.id, "version": _version(sheet), "level": "HTT", "reason": "Trong giới hạn"}
    proposed = as_(HEAD).post("/de-xuat/2026", choice)
    assert proposed.status_code == 302, text_of(proposed)
    desk = text_of(as_(HEAD).get("/quyet-dinh/2026"))
    assert "HTXS → HTT" in desk
    decided = as_(HEAD).post("/quyet-dinh/2026", {"sheet": sheet.id, "version": _version(sheet), "level": "HTT"})
    assert decided.status_code == 302, text_of(decided)
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-14")
    published = as_(ORGANISER).post(f"/ky/{year}/cong-bo", {"reason": "Còn phiếu chưa quyết định"})
    assert published.status_code == 302, text_of(published)
    own = text_of(as_(STAFF).get(f"/phieu/{sheet.id}"))
    assert "đã công bố" in own
    assert "III. Kết quả xếp loại" in own
    filed = as_(STAFF).post(f"/phieu/{sheet.id}/kien-nghi", {"text": "Đề nghị xét lại mức năm."})
    petition = filed.headers["Location"]
    assert as_(STAFF).get(petition).status_code == 200
    asked = text_of(as_(HEAD).get(petition))
    assert "Đề nghị xét lại mức năm." in asked
    assert 'name="I.1"' not in asked
    kept = {"outcome": "accepted", "text": "Đã xem xét, thay kết quả.", "level": "HT", "version": "1"}
    answered = as_(HEAD).post(f"{petition}/tra-loi", kept)
    assert answered.status_code == 302, text_of(answered)
    sheet.refresh_from_db()
    assert sheet.level == "HT"


def _version(sheet: Sheet) -> int:
    sheet.refresh_from_db()
    return sheet.version


def _all_ranked(world: World, year: int, as_: As, skip: str) -> None:
    for code in WARD:
        sheet = world.sheet(code, year)
        if code != skip and code in (DIVISION_HEAD, OTHER):
            form = {"version": sheet.version, "level": "HTT", "undertaking": "1"}
            assert as_(code).post(f"/phieu/{sheet.id}/tu-xep-loai", form).status_code == 302


def _minutes(world: World, year: int) -> dict[str, object]:
    sheet = world.sheet(STAFF, year)
    return {
        "don-vi": sheet.body_id, "loai": "body", "held_on": "05/12/2026", "place": "Hội trường", "present": "15",
        "chair": world.person(HEAD), "secretary": world.person(OTHER), "text": "Thông qua biên bản.",
        f"yk-{sheet.id}": "Tận tụy, giúp đồng nghiệp.",
    }  # fmt: skip


def test_a_decision_waits_for_the_meeting_and_for_a_leader_for_the_party_committee(
    year: int, world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputy = world.sheet("BT-002", year)
    form = {"version": deputy.version, "level": "HTT", "undertaking": "1"}
    assert as_("BT-002").post(f"/phieu/{deputy.id}/tu-xep-loai", form).status_code == 302
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-11")
    asked = {"sheet": deputy.id, "version": _version(deputy), "level": "HTT", "reason": "Theo mức tự xếp loại"}
    assert as_(HEAD).post("/de-xuat/2026", asked).status_code == 302
    choice = {"sheet": deputy.id, "version": _version(deputy), "level": "HTT"}
    refused = as_(HEAD).post("/quyet-dinh/2026", choice)
    assert refused.status_code == 403
    assert "Chưa ghi nhận cuộc họp" in text_of(refused)
    assert as_(ORGANISER).post(f"/ky/{year}/hop", _minutes(world, year)).status_code == 302
    refused = as_(HEAD).post("/quyet-dinh/2026", choice)
    assert refused.status_code == 403
    assert "Chưa có ý kiến" in text_of(refused)
    assert "chưa có ý kiến của cấp ủy" in text_of(as_(HEAD).get("/quyet-dinh/2026"))
    opinion = {"kind": "party_committee", "author": "Đảng ủy phường", "text": "Nhất trí", "document": ""}
    assert "số, ngày văn bản" in text_of(as_(HEAD).post(f"/phieu/{deputy.id}/y-kien", opinion))
    heard = as_(HEAD).post(f"/phieu/{deputy.id}/y-kien", {**opinion, "document": "12-NX/ĐU"})
    assert heard.status_code == 302, text_of(heard)
    assert as_(HEAD).post("/quyet-dinh/2026", {**choice, "version": _version(deputy)}).status_code == 302


def test_minutes_lack_nothing_and_are_amended_by_who_records_them(
    year: int, world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-06")
    form = _minutes(world, year)
    refused = as_(HEAD).post(f"/ky/{year}/hop", {**form, "text": " "})
    assert refused.status_code == 422
    assert "nội dung biên bản" in text_of(refused)
    assert "Tận tụy, giúp đồng nghiệp." in text_of(refused)
    assert not Meeting.objects.exists()
    assert as_(HEAD).post(f"/ky/{year}/hop", form).status_code == 302
    meeting = Meeting.objects.get()
    assert "Tận tụy" in text_of(as_(ORGANISER).get(f"/hop/{meeting.id}"))
    amended = {**form, "version": "1", "place": "Phòng họp số 2"}
    assert as_(HEAD).post(f"/hop/{meeting.id}", amended).status_code == 302
    assert as_(HEAD).post(f"/hop/{meeting.id}", amended).status_code == 409
    meeting.refresh_from_db()
    assert (meeting.place, meeting.version) == ("Phòng họp số 2", 2)
    assert Opinion.objects.count() == 1
    assert as_(STAFF).get(f"/hop/{meeting.id}").status_code == 404
    assert as_(STAFF).get(f"/ky/{year}/hop").status_code == 403


@pytest.mark.row("002-11")
def test_six_months_and_the_year_add_up_the_months_by_the_rulebook(world: World, as_: As) -> None:
    bring_months(world, "80")
    own = text_of(as_(STAFF).get("/tong-hop/2026-H1"))
    assert "06 tháng đầu năm 2026" in own
    assert "80,00" in own
    october = world.sheet(STAFF, world.october).score
    assert october is not None
    year = text_of(as_(STAFF).get("/tong-hop/2026"))
    mean = f"{(9 * 80 + october) / 10:.2f}".replace(".", ",")
    assert f"<b>{mean}</b>" in year
    assert "9 kỳ nhập từ nơi khác" in year
    head = text_of(as_(HEAD).get("/tong-hop/2026"))
    assert "Bạch Văn Tường" in head
    table = as_(HEAD).get("/tong-hop/2026.csv").content.decode()
    assert "2026-01" in table.splitlines()[0]
    assert any(line.startswith(STAFF) and "80,00" in line and mean in line for line in table.splitlines())
    assert "Bạch Văn Tường" not in text_of(as_(STAFF).get("/tong-hop/2026"))


def test_a_month_and_a_quarter_of_the_same_time_are_never_both_counted_and_the_rule_is_said(world: World, as_: As) -> None:
    """Điều 3 khoản 4, Điều 17 khoản 3: the published October counts, the quarter brought along stands for the others."""
    row = PastRow(STAFF, "2026-Q4", "UBND phường Bến Trúc", "Phần mềm cũ", Decimal("60"), "HT")
    import_past_results(by=world.viewer(ORGANISER), rows=[row])
    page = text_of(as_(STAFF).get("/tong-hop/2026-Q4"))
    assert "có cả kết quả quý IV năm 2026, tính theo kết quả tháng" in page
    assert "1 kỳ có cả kết quả tháng và kết quả quý" in page
    assert "(Điều 3 khoản 4, Điều 17 khoản 3 Nghị định 335/2025/NĐ-CP)" in page
    october = world.sheet(STAFF, world.october).score
    assert october is not None
    assert f"<b>{(october + 120) / 3:.2f}</b>".replace(".", ",") in page
    table = as_(HEAD).get("/tong-hop/2026-Q4.csv").content.decode()
    assert "kỳ có cả kết quả tháng và quý: 1" in table


def test_without_a_score_the_totals_say_who_is_not_ranked_and_leave_the_rest_blank(world: World, as_: As) -> None:
    file = as_(HEAD).get("/tong-hop/2026-H1.csv").content.decode()
    page = text_of(as_(HEAD).get("/tong-hop/2026-H1"))
    assert not {"ASK", "NONE", "KHT"} & set(file.replace("\r\n", ",").split(","))
    assert "Chưa có mức" not in page


def test_the_period_of_a_total_is_one_there_is(as_: As) -> None:
    assert as_(HEAD).get("/tong-hop").headers["Location"] == "/tong-hop/2026"
    assert as_(HEAD).get("/tong-hop/2026-Q5").status_code == 404
    assert as_(HEAD).get("/tong-hop/1999").status_code == 200


def test_the_year_opens_on_its_own_days_of_december(world: World, as_: As) -> None:
    page = text_of(as_(ORGANISER).get("/ky/mo?period=2026&day=20/11/2026"))
    assert "trước ngày 15/12" in page
    assert 'name="den-decide" inputmode="numeric" value="14"' in page


def test_nobody_records_an_opinion_on_themselves_whatever_their_role(year: int, world: World, as_: As) -> None:
    own, other = world.sheet(ORGANISER, year), world.sheet(STAFF, year)
    said = {"kind": "colleague", "author": "Ai đó", "text": "Tốt"}
    refused = as_(ORGANISER).post(f"/phieu/{own.id}/y-kien", said)
    assert refused.status_code == 403
    assert "Việc ghi nhận cuộc họp và ý kiến" in text_of(refused)
    assert as_(ORGANISER).post(f"/phieu/{other.id}/y-kien", said).status_code == 302
    assert as_(OTHER).post(f"/phieu/{other.id}/y-kien", said).status_code == 404


@pytest.mark.parametrize(
    ("path", "most"), [("/tong-hop/2026", 40), ("/tong-hop/2026-Q4", 40), ("/de-xuat/2026", 45), ("/quyet-dinh/2026", 45)]
)
def test_lists_of_the_year_take_as_many_queries_for_one_as_for_a_ward(year: int, as_: As, path: str, most: int) -> None:
    client = as_(HEAD)
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    assert len(queries) <= most


def test_the_sheet_says_which_papers_and_reasons_stand_behind_the_level(
    year: int, world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = world.sheet(LATE, year)
    form = {"version": sheet.version, "level": "HTXS", "undertaking": "1", "save": "1", "strengths": "Viết dở"}
    assert as_(LATE).post(f"/phieu/{sheet.id}/tu-xep-loai", form).status_code == 302
    kept = text_of(as_(LATE).get(f"/phieu/{sheet.id}"))
    assert "Viết dở" in kept
    assert 'value="HTXS" checked' in kept
    assert "Viết dở" not in text_of(as_(DIVISION_HEAD).get(f"/phieu/{sheet.id}"))
    sent = as_(LATE).post(f"/phieu/{sheet.id}/tu-xep-loai", {**form, "save": ""} | {"strengths": "Xong"})
    assert sent.status_code == 302
    del form["save"]
    assert as_(LATE).post(f"/phieu/{sheet.id}/tu-xep-loai", {**form, "version": _version(sheet)}).status_code == 302
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-10")
    leaving = {"version": _version(sheet), "absence": "study", "note": ""}
    assert as_(HEAD).post(f"/phieu/{sheet.id}/khong-xep-loai", leaving).status_code == 422
    assert as_(HEAD).post(f"/phieu/{sheet.id}/khong-xep-loai", {**leaving, "note": "Học tập trung"}).status_code == 302
    assert "Không xếp loại năm" in text_of(as_(LATE).get(f"/phieu/{sheet.id}"))
    assert as_(DIVISION_HEAD).post(f"/phieu/{sheet.id}/khong-xep-loai", leaving).status_code == 403
