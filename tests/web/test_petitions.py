"""Petitions through their pages: the clock of seven working days, the answer that makes a new version, taking back."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.assessment import cast
from tests.assessment.cast import ADMIN, AN, AUDITOR, BINH, DIVISION_HEAD, OCTOBER, ORGANISER, STRANGER, Town
from tests.web.office_cast import get, main, on, send, text, town_of
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.models import Petition, Published
from thenchot.audit.models import Opening
from thenchot.organisation.models import CalendarDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    """October published; the clock stands on Monday, 16 November."""
    found = town_of(OCTOBER)
    found.close()
    on("2026-11-16")
    return found


@pytest.fixture
def number(town: Town) -> int:
    return petition(by=town.viewer(AN), sheet=town.sheet(AN), text="Đề nghị xem lại tiến độ của đợt 2.")


def kept(number: int) -> Petition:
    return Petition.objects.get(id=number)


def reply(number: int, **given: str) -> dict[str, str]:
    return {"version": str(kept(number).version), "text": "Đã xác minh với đơn vị vận hành.", **given}


def test_nobody_is_sent_to_sign_in(number: int) -> None:
    for path in ("/kien-nghi", f"/kien-nghi/{number}"):
        assert Client().get(path).headers["Location"].startswith("/dang-nhap")


@pytest.mark.parametrize("code", [STRANGER, BINH, ADMIN])
def test_who_has_no_part_finds_nothing(number: int, code: str) -> None:
    assert get(code, f"/kien-nghi/{number}").status_code == 404
    assert send(code, f"/kien-nghi/{number}/tra-loi", **reply(number, outcome="kept")).status_code == 404
    assert send(code, f"/kien-nghi/{number}/rut", version="1").status_code == 404
    assert "Chưa có kiến nghị nào" in main(get(code, "/kien-nghi"))


def test_who_reads_by_role_may_not_answer_nor_take_back(number: int) -> None:
    for code in (ORGANISER, AUDITOR):
        shown = get(code, f"/kien-nghi/{number}")
        assert "Đề nghị xem lại tiến độ" in main(shown)
        assert "/tra-loi" not in shown.content.decode()
        refused = send(code, f"/kien-nghi/{number}/tra-loi", **reply(number, outcome="kept"))
        assert refused.status_code == 403
        assert "petition.not_addressee" in text(refused)
        assert "Điều 22" in text(refused)
        taken = send(code, f"/kien-nghi/{number}/rut", version="1")
        assert taken.status_code == 403
        assert "petition.not_petitioner" in text(taken)
    assert kept(number).state == "received"


def test_the_petitioner_may_not_answer_themselves(number: int) -> None:
    assert send(AN, f"/kien-nghi/{number}/tra-loi", **reply(number, outcome="accepted")).status_code == 403


def test_somebody_elses_opening_is_recorded_and_the_owners_is_not(town: Town, number: int) -> None:
    get(AN, f"/kien-nghi/{number}")
    assert not Opening.objects.exists()
    get(ORGANISER, f"/kien-nghi/{number}")
    assert Opening.objects.get().what == f"Kiến nghị số {number}"
    assert Opening.objects.get().subject_id == town.id(AN)


# --- the clock ---------------------------------------------------------------------------------------


def test_the_clock_counts_seven_working_days_after_the_day_of_receipt(number: int) -> None:
    on("2026-11-19")
    shown = main(get(AN, f"/kien-nghi/{number}"))
    assert "Hôm nay là ngày làm việc thứ 3" in shown
    assert "Nhận ngày 16/11/2026 · còn 4 ngày làm việc" in shown
    days = "T3 17/11 1 T4 18/11 2 T5 19/11 3 T6 20/11 4 T7, CN 21–22/11 nghỉ T2 23/11 5 T3 24/11 6 T4 25/11 7"
    assert days in shown
    assert "hết ngày thứ Tư, 25/11/2026" in shown


def test_a_day_off_of_the_calendar_moves_the_last_day(town: Town) -> None:
    CalendarDay.objects.create(day=date(2026, 11, 24), name="Ngày Văn hóa Việt Nam", source="Thông báo số 9")
    number = petition(by=town.viewer(AN), sheet=town.sheet(AN), text="Đề nghị xem lại.")
    shown = main(get(AN, f"/kien-nghi/{number}"))
    assert "T3 24/11 nghỉ T4 25/11 6 T5 26/11 7" in shown
    assert "hết ngày thứ Năm, 26/11/2026" in shown


def test_today_is_marked_for_who_cannot_see_the_colour(number: int) -> None:
    on("2026-11-18")
    body = get(AN, f"/kien-nghi/{number}").content.decode()
    assert '<li class="today" aria-current="date"><span>T4 18/11</span><b>2</b></li>' in body
    assert body.count('aria-current="date"') == 1


def test_on_a_day_off_the_heading_counts_the_days_gone(number: int) -> None:
    on("2026-11-21")
    assert "Đã qua 4 ngày làm việc" in main(get(AN, f"/kien-nghi/{number}"))


def test_on_the_day_of_receipt_no_working_day_has_begun(number: int) -> None:
    assert "Ngày làm việc thứ nhất chưa bắt đầu" in main(get(AN, f"/kien-nghi/{number}"))


def test_after_the_last_day_the_page_says_how_many_working_days_it_is_over(number: int) -> None:
    on("2026-11-30")
    assert "Quá hạn trả lời 3 ngày làm việc" in main(get(AN, f"/kien-nghi/{number}"))
    assert "Quá hạn từ 25/11" in main(get(DIVISION_HEAD, "/kien-nghi"))


# --- answering ---------------------------------------------------------------------------------------


def test_the_addressee_sees_the_disputed_figures_and_the_form(number: int) -> None:
    shown = main(get(DIVISION_HEAD, f"/kien-nghi/{number}"))
    assert "Vì sao 90,00?" in shown
    assert "Trả lời và thông báo cho Hồ Hữu An" in shown
    assert "Chờ ông/bà trả lời" in main(get(DIVISION_HEAD, "/kien-nghi"))


def test_accepting_with_a_changed_mark_makes_the_next_version_and_keeps_the_first(
    town: Town, number: int
) -> None:
    given = reply(number, outcome="accepted", **{"I.1": "3,5"})
    assert send(DIVISION_HEAD, f"/kien-nghi/{number}/tra-loi", **given).status_code == 302
    versions = list(Published.objects.filter(sheet=town.sheet(AN)).order_by("number"))
    assert [(row.number, float(row.score or 0)) for row in versions] == [(1, 90.0), (2, 91.5)]
    shown = main(get(AN, f"/kien-nghi/{number}"))
    assert "Bản 2 thay bản 1." in shown
    assert "Bản 2: 90,00 thành 91,50 điểm." in shown
    assert "Đã xác minh với đơn vị vận hành." in shown


def test_keeping_the_result_changes_no_mark_whatever_the_form_carries(town: Town, number: int) -> None:
    given = reply(number, outcome="kept", **{"I.1": "5"})
    assert send(DIVISION_HEAD, f"/kien-nghi/{number}/tra-loi", **given).status_code == 302
    assert Published.objects.filter(sheet=town.sheet(AN)).count() == 1
    assert "Giữ kết quả" in main(get(AN, f"/kien-nghi/{number}"))


@pytest.mark.parametrize("given", [{"outcome": ""}, {"outcome": "kept", "text": " "}, {"outcome": "perhaps"}])
def test_an_answer_needs_its_outcome_and_its_words(number: int, given: dict[str, str]) -> None:
    answer = send(DIVISION_HEAD, f"/kien-nghi/{number}/tra-loi", **{**reply(number), **given})
    assert answer.status_code == 422
    assert "Chọn kết quả giải quyết và nhập nội dung trả lời." in text(answer)
    assert kept(number).state == "received"


def test_a_mark_above_its_maximum_is_refused_at_its_line_and_what_was_typed_stays(number: int) -> None:
    given = reply(number, outcome="accepted", **{"I.1": "9"})
    answer = send(DIVISION_HEAD, f"/kien-nghi/{number}/tra-loi", **given)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert 'id="I.1-e"' in body
    assert 'name="I.1" inputmode="decimal" value="9"' in body
    assert "Đã xác minh với đơn vị vận hành." in body
    assert Published.objects.filter(sheet__person__staff_code=AN).count() == 1


def test_a_petition_is_answered_once(number: int) -> None:
    given = reply(number, outcome="kept")
    assert send(DIVISION_HEAD, f"/kien-nghi/{number}/tra-loi", **given).status_code == 302
    assert send(DIVISION_HEAD, f"/kien-nghi/{number}/tra-loi", **given).status_code == 409


def test_the_person_takes_the_petition_back_and_the_result_stands(town: Town, number: int) -> None:
    assert send(AN, f"/kien-nghi/{number}/rut", version="1").status_code == 302
    assert kept(number).state == "withdrawn"
    assert "Kiến nghị đã được rút" in main(get(AN, f"/kien-nghi/{number}"))
    given = reply(number, outcome="accepted")
    assert send(DIVISION_HEAD, f"/kien-nghi/{number}/tra-loi", **given).status_code == 409
    assert Published.objects.filter(sheet=town.sheet(AN)).count() == 1


def test_an_answered_petition_is_not_taken_back(number: int) -> None:
    send(DIVISION_HEAD, f"/kien-nghi/{number}/tra-loi", **reply(number, outcome="kept"))
    assert send(AN, f"/kien-nghi/{number}/rut", version=str(kept(number).version)).status_code == 409


def test_the_list_shows_open_petitions_by_their_last_day_before_closed_ones(town: Town, number: int) -> None:
    send(DIVISION_HEAD, f"/kien-nghi/{number}/tra-loi", **reply(number, outcome="kept"))
    later = petition(by=town.viewer(BINH), sheet=town.sheet(BINH), text="Đề nghị xem lại.")
    shown = main(get(ORGANISER, "/kien-nghi"))
    assert shown.index(f"Số {later}:") < shown.index(f"Số {number}:")
    assert "Tạ Thanh Bình" in shown
    assert "Giữ kết quả" in shown


def test_the_level_of_a_ranked_month_follows_the_answer() -> None:
    old = town_of(cast.OCTOBER_2019)
    old.finish()
    old.publish()
    number = petition(by=old.viewer(AN), sheet=old.sheet(AN), text="Đề nghị nâng mức.")
    addressee = kept(number).addressee.staff_code
    assert addressee == cast.AUTHORITY
    shown = get(addressee, f"/kien-nghi/{number}").content.decode()
    assert '<option value="A">A</option>' in shown
    given = reply(number, outcome="partly", level="A")
    assert send(addressee, f"/kien-nghi/{number}/tra-loi", **given).status_code == 302
    assert old.sheet(AN).level == "A"
