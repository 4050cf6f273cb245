"""The year of organisations through its pages: who sees which, each step by its own person, what is refused and kept."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    AUTHORITY,
    CHAIR,
    OCTOBER,
    ORGANISER,
    OTHER_HEAD,
    SETUP,
    START,
    STRANGER,
    Town,
)
from tests.bodies.conftest import FULL, marks
from tests.web.office_cast import Answer, get, main, on, send, text, town_of
from thenchot.bodies.models import BodySheet, Round
from thenchot.people.actions.delegate import grant

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """The city on 5 December 2026; somebody of another ward advises too, as the organisation body heads a body itself."""
    town = town_of(OCTOBER, opened=False)
    on(date(2026, 12, 5))
    grant(by=SETUP, staff_code=STRANGER, role="organisation_body", unit_code="DL", valid_from=START)
    return town


@pytest.fixture
def opened(town: Town) -> Town:
    scope = town.unit("DL").id
    answer = send(ORGANISER, "/to-chuc/mo", year="2026", day="05/12/2026", scope=str(scope))
    assert answer.status_code == 302
    return town


def sheet(unit: str) -> BodySheet:
    return BodySheet.objects.get(unit__code=unit)


def at(unit: str, step: str = "") -> str:
    return f"/to-chuc/phieu/{sheet(unit).id}" + (f"/{step}" if step else "")


def hand_in(level: str = "HTT", **other: str) -> Answer:
    values = {**marks(), **FULL, "level": level, "version": str(sheet("HL").version), "strengths": "Đủ việc năm", **other}
    return send(OTHER_HEAD, at("HL", "gui"), **values)


def test_only_the_organisation_body_opens_a_round(town: Town) -> None:
    refused = get(OTHER_HEAD, "/to-chuc/mo")
    assert refused.status_code == 403
    assert "body.not_organiser" in text(refused)
    assert "Thành phố Đông Lam" in main(get(ORGANISER, "/to-chuc/mo"))


def test_what_was_typed_stays_when_opening_is_refused(town: Town) -> None:
    scope = str(town.unit("DL").id)
    answer = send(ORGANISER, "/to-chuc/mo", year="2025", day="05/12/2026", scope=scope)
    assert answer.status_code == 422
    assert 'value="2025"' in answer.content.decode()
    assert "từ 2026" in main(answer)
    assert Round.objects.count() == 0


def test_the_year_of_one_body_from_opening_to_notice(opened: Town) -> None:
    assert "Phường Hàng Lựu" in main(get(OTHER_HEAD, "/viec-can-lam"))
    assert hand_in().status_code == 302
    values = {"level": "HTT", "version": str(sheet("HL").version), "reason": "Theo số liệu báo cáo"}
    assert send(STRANGER, at("HL", "tham-muu"), **values).status_code == 302
    assert "Điểm và mức theo quy định" in main(get(AUTHORITY, at("HL")))
    values = {"level": "HTT", "version": str(sheet("HL").version), "reason": "Theo đề xuất"}
    assert send(AUTHORITY, at("HL", "cong-nhan"), **values).status_code == 302
    found = Round.objects.get()
    values = {"document": "45/QĐ-UBND", "document_on": "05/12/2026", "why": "Các tổ chức khác sau", "version": str(found.version)}
    assert send(ORGANISER, f"/to-chuc/{found.id}/thong-bao", **values).status_code == 302
    assert "45/QĐ-UBND" in main(get(OTHER_HEAD, at("HL")))
    assert "Kết quả xếp loại tổ chức năm 2026" in main(get(OTHER_HEAD, "/viec-can-lam"))


def test_a_wrong_mark_is_said_at_its_field_and_nothing_typed_is_lost(opened: Town) -> None:
    answer = hand_in(**{"results.c": "chín"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="results.c-e"' in page
    assert 'value="chín"' in page
    assert "Đủ việc năm" in page
    assert sheet("HL").state == "opened"


def test_who_may_not_see_a_sheet_gets_404_and_who_may_see_it_only_403(opened: Town) -> None:
    for code in (AN, ADMIN):
        assert get(code, at("HL")).status_code == 404
        assert send(code, at("HL", "gui")).status_code == 404
    assert get(AUDITOR, at("HL")).status_code == 200
    for step, article in (("gui", "Điều 9"), ("cong-nhan", "Điều 5")):
        refused = send(AUDITOR, at("HL", step), level="HTT")
        assert refused.status_code == 403
        assert article in text(refused)


def test_the_head_of_the_advising_body_does_not_advise_on_it(opened: Town) -> None:
    answer = send(ORGANISER, at("NV", "tham-muu"), level="HTT", version="1")
    assert answer.status_code == 403
    assert "body.own_body" in text(answer)


def test_a_stale_form_is_told_and_keeps_its_words(opened: Town) -> None:
    hand_in()
    stale = str(sheet("HL").version)
    send(STRANGER, at("HL", "tham-muu"), level="HTT", version=stale, reason="Một")
    answer = send(STRANGER, at("HL", "tham-muu"), level="HT", version=stale, reason="Lý do của bản sau")
    assert answer.status_code == 409
    assert "Lý do của bản sau" in main(answer)
    assert sheet("HL").proposed_level == "HTT"


def test_the_cap_is_shown_with_its_arithmetic_and_article(opened: Town) -> None:
    hand_in("HTXS")
    page = main(get(ORGANISER, f"/to-chuc/{Round.objects.get().id}"))
    assert "1 hoàn thành xuất sắc, nhiều nhất 0" in page
    assert "Điều 8 khoản 5 điểm a" in page


def test_staff_of_the_body_read_the_result_once_it_is_published(opened: Town) -> None:
    assert get(STRANGER, at("HL")).status_code == 200
    assert get(CHAIR, at("HL")).status_code == 404


def test_a_concern_is_recorded_and_settled_on_the_page(opened: Town) -> None:
    version = str(sheet("HL").version)
    assert send(AUTHORITY, at("HL", "xac-minh"), concern=" ", version=version).status_code == 422
    assert send(AUTHORITY, at("HL", "xac-minh"), concern="Đơn ngày 01/12", version=version).status_code == 302
    assert "Phải xác minh trước khi quyết định" in main(get(AUTHORITY, at("HL")))
    values = {"verification": "Không có cơ sở", "version": str(sheet("HL").version)}
    assert send(AUTHORITY, at("HL", "ket-luan"), **values).status_code == 302
    assert "Đã xác minh" in main(get(AUTHORITY, at("HL")))


def test_a_body_left_out_shows_why(opened: Town) -> None:
    values = {"excuse": "Mới thành lập tháng 11", "version": str(sheet("HL").version)}
    assert send(ORGANISER, at("HL", "khong-xep-loai"), **values).status_code == 302
    assert "Mới thành lập tháng 11" in main(get(OTHER_HEAD, at("HL")))


def test_a_returned_sheet_says_why_to_the_head(opened: Town) -> None:
    hand_in()
    values = {"note": "Thiếu số liệu trực tuyến", "version": str(sheet("HL").version)}
    assert send(ORGANISER, at("HL", "tra-lai"), **values).status_code == 302
    assert "Thiếu số liệu trực tuyến" in main(get(OTHER_HEAD, at("HL")))
    assert "được trả lại để bổ sung" in main(get(OTHER_HEAD, "/viec-can-lam"))


def test_the_higher_share_needs_the_achievement(opened: Town) -> None:
    address = f"/to-chuc/{Round.objects.get().id}/ty-le"
    assert send(AUTHORITY, address, share_note="").status_code == 422
    assert send(OTHER_HEAD, address, share_note="Vượt thu").status_code == 403
    assert send(AUTHORITY, address, share_note="Vượt thu ngân sách 20 %").status_code == 302


def test_a_published_level_is_replaced_on_its_page(opened: Town) -> None:
    test_the_year_of_one_body_from_opening_to_notice(opened)
    values = {
        "level": "HT", "reason": "Khai sai tiến độ", "document": "50/QĐ-UBND", "document_on": "06/12/2026",
        "version": str(sheet("HL").version),
    }  # fmt: skip
    on(date(2026, 12, 6))
    assert send(AUTHORITY, at("HL", "thay-the"), **{**values, "document_on": "hôm qua"}).status_code == 422
    assert send(AUTHORITY, at("HL", "thay-the"), **values).status_code == 302
    page = main(get(OTHER_HEAD, at("HL")))
    assert "Bản 1, 45/QĐ-UBND" in page
    assert "Bản 2, 50/QĐ-UBND" in page
