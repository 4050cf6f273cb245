"""The periods of assessment through their pages: opening, the calendar, who is late by name, reminding, publishing."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.assessment import cast
from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    BINH,
    OCTOBER,
    OCTOBER_2019,
    ORGANISER,
    SETUP,
    STRANGER,
    WARD,
    Town,
)  # fmt: skip
from tests.web.office_cast import TEACHER, get, main, on, page_of, school, send, text, town_of
from thenchot.assessment.models import Cycle, Reminder, Sheet
from thenchot.notices.models import Notice
from thenchot.organisation.models import CalendarDay, Unit
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import grant
from thenchot.people.models import Person

pytestmark = pytest.mark.django_db
LEADERS = {"dd": "1", "e": "1"}


@pytest.fixture
def town() -> Town:
    return town_of(OCTOBER)


@pytest.fixture
def closed_town() -> Town:
    """Nothing opened yet."""
    return town_of(OCTOBER, opened=False)


def opening(town: Town, unit: str = "BT", period: str = "10/2026", **other: str) -> dict[str, str]:
    return {"period": period, "scope": str(town.unit(unit).id), "day": "20/10/2026", **other}


def filled(town: Town, code: str) -> dict[str, str]:
    """The form of a sheet as its owner sends it."""
    sheet = town.sheet(code)
    marks = town.marks(sheet)
    return {**marks, **(LEADERS if town.is_leader(sheet) else {}), "undertaking": "on", "version": str(sheet.version),
            "strengths": "Đúng hạn.", "weaknesses": "Cần nhanh hơn."}  # fmt: skip


# --- who gets in -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/ky", "/ky/mo", "/ky/{}", "/ky/{}/thieu", "/ky/{}/thieu.csv"])
def test_nobody_is_sent_to_sign_in(town: Town, path: str) -> None:
    answer = Client().get(path.format(town.cycle_id))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/dang-nhap")


@pytest.mark.parametrize("path", ["/ky/{}", "/ky/{}/thieu", "/ky/{}/thieu.csv"])
@pytest.mark.parametrize("code", [STRANGER, ADMIN])
def test_who_has_no_part_in_a_period_finds_nothing(town: Town, path: str, code: str) -> None:
    assert get(code, path.format(town.cycle_id)).status_code == 404


@pytest.mark.parametrize("path", ["/ky/{}/nhac", "/ky/{}/cong-bo"])
def test_acts_on_a_period_are_hidden_from_strangers_and_refused_to_readers(town: Town, path: str) -> None:
    address = path.format(town.cycle_id)
    assert send(STRANGER, address).status_code == 404
    for code in (AUDITOR, AN):
        refused = send(code, address)
        assert refused.status_code == 403
        assert "cycle.not_organiser" in text(refused)
        assert "Điều 17 khoản 3" in text(refused)
    assert Cycle.objects.get(id=town.cycle_id).state == "open"


def test_a_person_assessed_sees_the_calendar_and_nobody_else(town: Town) -> None:
    shown = main(get(AN, f"/ky/{town.cycle_id}"))
    assert "Tự đánh giá 20–22/10" in shown
    assert "Tạ Thanh Bình" not in shown
    assert "Công bố" not in shown
    assert get(AN, f"/ky/{town.cycle_id}/thieu").status_code == 403


def test_an_auditor_reads_the_whole_period_and_is_offered_no_act(town: Town) -> None:
    shown = get(AUDITOR, f"/ky/{town.cycle_id}")
    assert "Theo đơn vị" in main(shown)
    assert "/cong-bo" not in shown.content.decode()
    assert get(AUDITOR, f"/ky/{town.cycle_id}/thieu").status_code == 200


def test_the_form_of_opening_is_the_organisation_bodys(closed_town: Town) -> None:
    assert get(STRANGER, "/ky/mo").status_code == 404
    assert get(AUDITOR, "/ky/mo").status_code == 403
    assert get(ORGANISER, "/ky/mo").status_code == 200
    refused = send(AUDITOR, "/ky/mo", **opening(closed_town))
    assert refused.status_code == 403
    assert not Cycle.objects.exists()


def test_an_organisation_body_opens_only_inside_its_own_branch(closed_town: Town) -> None:
    grant(
        by=SETUP, staff_code=STRANGER, role="organisation_body", unit_code="HL", valid_from=date(2026, 1, 1)
    )
    assert send(STRANGER, "/ky/mo", **opening(closed_town, "BT")).status_code == 403
    assert not Cycle.objects.exists()


# --- opening ---------------------------------------------------------------------------------------


def test_before_opening_the_form_counts_people_and_writes_nothing(closed_town: Town) -> None:
    shown = main(get(ORGANISER, f"/ky/mo?period=10/2026&scope={closed_town.unit('BT').id}"))
    assert f"Mở kỳ tháng 10/2026 cho {len(WARD)} người" in shown
    assert "Mọi người đều có người theo dõi, đánh giá." in shown
    assert not Cycle.objects.exists()


def test_before_opening_people_without_a_scorer_are_named(closed_town: Town) -> None:
    shown = main(get(ORGANISER, f"/ky/mo?period=10/2026&scope={closed_town.unit('DL').id}"))
    assert "1 người chưa có người theo dõi, đánh giá" in shown
    assert "Đinh Thế Lãm, Thành phố Đông Lam" in shown
    refused = send(ORGANISER, "/ky/mo", **opening(closed_town, "DL"))
    assert refused.status_code == 403
    assert "Đinh Thế Lãm" in text(refused)
    assert not Cycle.objects.exists()


def test_before_opening_units_without_a_head_and_days_off_are_named(closed_town: Town) -> None:
    CalendarDay.objects.create(day=date(2026, 10, 22), name="Ngày nghỉ địa phương", source="Quyết định số 5")
    lone = UnitRow("BT-X", "Tổ chưa có người", "chinh_quyen", "direct", "BT")
    build_tree(by=SETUP, rows=[lone], day=date(2026, 1, 1))
    shown = main(get(ORGANISER, f"/ky/mo?period=10/2026&scope={closed_town.unit('BT').id}"))
    assert "Đơn vị chưa có người đứng đầu: Tổ chưa có người." in shown
    assert "Ngày nghỉ nằm trong lịch: 22/10, 24/10, 25/10." in shown


def test_opening_makes_a_sheet_for_each_person_and_leads_to_the_period(closed_town: Town) -> None:
    answer = send(ORGANISER, "/ky/mo", **opening(closed_town))
    cycle = Cycle.objects.get()
    assert answer.headers["Location"] == f"/ky/{cycle.id}"
    assert cycle.sheets.count() == len(WARD)
    assert not cycle.sheets.filter(scorer=None).exists()


def test_opening_twice_is_refused_and_the_form_says_it_stands_already(town: Town) -> None:
    refused = send(ORGANISER, "/ky/mo", **opening(town))
    assert refused.status_code == 409
    assert "Kỳ 2026-10 của Phường Bến Trúc đã mở." in text(refused)
    assert "Đã mở trước đó" in text(refused)
    assert Cycle.objects.count() == 1


@pytest.mark.parametrize("typed", ["13/2026", "tháng mười", "2026-Q5", "0"])
def test_a_period_that_is_none_is_refused_at_its_field_and_kept(closed_town: Town, typed: str) -> None:
    answer = send(ORGANISER, "/ky/mo", **opening(closed_town, period=typed))
    assert answer.status_code == 422
    assert "Nhập kỳ dạng 11/2026" in text(answer)
    assert f'value="{typed}"' in answer.content.decode()
    assert not Cycle.objects.exists()


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("10/2026", "2026-10"),
        ("tháng 10/2026", "2026-10"),
        ("2026-10", "2026-10"),
        ("10-2026", "2026-10"),
        ("1/2026", "2026-01"),
    ],
)
def test_a_month_is_read_as_people_write_it(closed_town: Town, typed: str, period: str) -> None:
    send(ORGANISER, "/ky/mo", **opening(closed_town, period=typed))
    assert Cycle.objects.get().period == period


@pytest.mark.parametrize(
    ("first", "last"), [("25", "20"), ("0", "5"), ("20", "32"), ("", "22"), ("hai mươi", "22")]
)
def test_days_that_are_none_are_refused_by_the_steps_name_and_kept(
    closed_town: Town, first: str, last: str
) -> None:
    given = opening(
        closed_town, **{"tu-self_assess": first, "den-self_assess": last, "san-self_assess": "20-22"}
    )
    answer = send(ORGANISER, "/ky/mo", **given)
    assert answer.status_code == 422
    assert "Ngày của bước “Tự đánh giá” chưa đúng." in text(answer)
    assert f'name="tu-self_assess" inputmode="numeric" value="{first}"' in answer.content.decode()
    assert not Cycle.objects.exists()


def test_days_left_as_offered_leave_each_rulebook_its_own(closed_town: Town) -> None:
    school(closed_town)
    cast.take_up(closed_town, "hn-1841-2021", date(2022, 1, 1), category="vien_chuc")
    same = {"tu-self_assess": "20", "den-self_assess": "22", "san-self_assess": "20-22"}
    send(ORGANISER, "/ky/mo", **opening(closed_town, **same))
    lasts = {cycle.category: cycle.steps[0]["to"] for cycle in Cycle.objects.all()}
    assert lasts == {"cong_chuc": "2026-10-22", "vien_chuc": "2026-10-21"}


def test_a_category_without_people_opens_no_period(closed_town: Town) -> None:
    cast.take_up(closed_town, "hn-1841-2021", date(2022, 1, 1), category="can_bo")
    send(ORGANISER, "/ky/mo", **opening(closed_town))
    assert [cycle.category for cycle in Cycle.objects.all()] == ["cong_chuc"]


def test_without_a_rulebook_the_form_says_so_and_opens_nothing(closed_town: Town) -> None:
    given = opening(closed_town, period="10/2025", day="20/10/2025")
    answer = send(ORGANISER, "/ky/mo", **given)
    assert answer.status_code == 403
    assert "chưa có bộ quy tắc nào được đưa vào áp dụng" in text(answer)
    assert not Cycle.objects.exists()


@pytest.mark.row("004-10")
def test_months_from_january_2022_on_open_for_every_unit(closed_town: Town) -> None:
    school(closed_town)
    cast.take_up(closed_town, "hn-1841-2021", date(2022, 1, 1))
    cast.take_up(closed_town, "hn-1841-2021", date(2022, 1, 1), category="vien_chuc")
    bodies = [code for code in Unit.objects.values_list("code", flat=True) if code in ("NV", "BT", "HL")]
    for day in ("31/01/2022", "28/02/2022", "31/12/2023", "20/10/2026"):
        for unit in bodies:
            answer = send(ORGANISER, "/ky/mo", **opening(closed_town, unit, day[3:], day=day))
            assert answer.status_code == 302, text(answer)
    first = Sheet.objects.filter(cycle__period="2022-01")
    everybody = set(Person.objects.exclude(staff_code=cast.AUTHORITY).values_list("staff_code", flat=True))
    assert set(first.values_list("person__staff_code", flat=True)) == everybody
    assert TEACHER in everybody
    assert not first.filter(scorer=None).exists()
    listed = main(get(ORGANISER, "/ky"))
    assert "Tháng 01/2022" in listed
    assert "Trường" not in listed


# --- the page of a period --------------------------------------------------------------------------


@pytest.mark.row("004-26")
def test_a_late_step_stands_on_the_page_with_the_name_of_who_owes_it(town: Town) -> None:
    on("2026-10-22")
    assert "Bước quá hạn" not in main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    town.hand_in([BINH])
    on("2026-10-23")
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert f"Bước quá hạn và người chịu trách nhiệm ({len(WARD) - 1})" in shown
    assert "Hồ Hữu An Phòng Kinh tế, Hạ tầng và Đô thị Tự đánh giá 22/10" in shown
    on("2026-10-25")
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert "Bạch Văn Tường Phòng Kinh tế, Hạ tầng và Đô thị Xác nhận điểm 24/10" in shown


def test_the_steps_carry_their_dates_and_counts(town: Town) -> None:
    town.hand_in([AN, BINH])
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert f"Tự đánh giá 20–22/10 2 / {len(WARD)} phiếu" in shown
    assert f"Xác nhận điểm 23–24/10 0 / {len(WARD)} phiếu" in shown


def test_units_stand_the_furthest_behind_first_with_who_confirms(town: Town) -> None:
    town.hand_in([cast.GIANG, AN])
    town.confirm([cast.GIANG])
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    behind, ahead = (
        shown.index("Phòng Kinh tế, Hạ tầng và Đô thị Phường Bến Trúc"),
        shown.index("Văn phòng HĐND và UBND Phường"),
    )
    assert behind < ahead
    assert "Phòng Kinh tế, Hạ tầng và Đô thị Phường Bến Trúc · Bạch Văn Tường 5 người chưa gửi" in shown


def test_units_are_filtered_by_how_far_they_are(town: Town) -> None:
    town.finish()
    assert "Chưa xong 0" in main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    done = main(get(ORGANISER, f"/ky/{town.cycle_id}?loc=da-xong"))
    assert "Văn phòng Đảng ủy" in done
    none = main(get(ORGANISER, f"/ky/{town.cycle_id}?loc=chua-xong"))
    assert "Không có đơn vị nào." in none


def test_under_the_decree_a_month_shows_a_reference_never_a_limit(town: Town) -> None:
    town.finish()
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert "Mốc tham chiếu tỷ lệ khống chế" in shown
    assert f"{len(WARD)} người từ mức HTT trở lên × 20 % ÷ 120 %, lấy phần nguyên" in shown
    assert "Giới hạn" not in shown
    assert "Phân bố mức theo điểm" in shown


def test_under_the_citys_framework_the_month_has_a_limit_with_its_arithmetic() -> None:
    old = town_of(OCTOBER_2019)
    old.hand_in()
    old.confirm_all()
    shown = main(get(ORGANISER, f"/ky/{old.cycle_id}"))
    assert "Tỷ lệ khống chế" in shown
    assert f"{len(WARD)} người được xếp loại × 30 %, lấy phần nguyên" in shown
    assert "Mốc tham chiếu" not in shown


@pytest.mark.row("004-19")
def test_raised_and_lowered_are_counted_by_month_and_unit_and_none_is_without_reason() -> None:
    old = town_of(OCTOBER_2019)
    old.hand_in()
    old.confirm_all()
    chair = old.sheet(AN).ranker
    assert chair is not None
    for code, level in ((AN, "A"), (BINH, "C"), (cast.GIANG, "C")):
        sheet = old.sheet(code)
        given = {"sheet": str(sheet.id), "version": str(sheet.version), "level": level}
        silent = send(chair.staff_code, "/de-xuat/2019-10", **given)
        assert silent.status_code == 422
        assert "Nhập lý do" in text(silent)
        assert old.sheet(code).proposed_level == ""
        assert (
            send(chair.staff_code, "/de-xuat/2019-10", **given, reason="Theo báo cáo số 7").status_code == 302
        )
    shown = main(get(ORGANISER, f"/ky/{old.cycle_id}"))
    assert "Phòng Kinh tế, Hạ tầng và Đô thị 1 1" in shown
    assert "Văn phòng HĐND và UBND 0 1" in shown
    assert "Cộng tháng 10/2019 1 2" in shown


def test_periods_of_the_same_month_lead_to_one_another(town: Town) -> None:
    school(town)
    cast.take_up(town, "hn-1841-2021", date(2022, 1, 1), category="vien_chuc")
    Cycle.objects.exclude(id=town.cycle_id).delete()
    first = get(ORGANISER, f"/ky/{town.cycle_id}").content.decode()
    assert "Các kỳ cùng thời gian" not in first
    send(ORGANISER, "/ky/mo", **opening(town, "NV"))
    other = Cycle.objects.exclude(id=town.cycle_id).get(category="cong_chuc")
    assert f'href="/ky/{other.id}"' in get(ORGANISER, f"/ky/{town.cycle_id}").content.decode()


# --- the calendar of a body, reminders and the lock -------------------------------------------------


@pytest.mark.row("004-44")
def test_a_bodys_own_days_remind_from_the_first_and_lock_after_the_last(closed_town: Town) -> None:
    town = closed_town
    days = {"tu-self_assess": "20", "den-self_assess": "25", "san-self_assess": "20-22"}
    send(ORGANISER, "/ky/mo", **opening(town, **days))
    town.cycle_id = Cycle.objects.get().id
    assert "Tự đánh giá 20–25/10" in main(get(ORGANISER, f"/ky/{town.cycle_id}"))

    on("2026-10-19")
    assert "Nhắc mọi người còn việc" not in main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    on("2026-10-20")
    send(ORGANISER, f"/ky/{town.cycle_id}/nhac", who="running")
    assert "Đến bước của ông/bà trong kỳ tháng 10/2026 Hạn: Chủ nhật, 25/10/2026." in main(
        get(AN, "/viec-can-lam")
    )

    on("2026-10-25")
    assert send(AN, f"/phieu/{town.sheet(AN).id}/gui", **filled(town, AN)).status_code == 302
    on("2026-10-26")
    locked = send(BINH, f"/phieu/{town.sheet(BINH).id}/gui", **filled(town, BINH))
    assert locked.status_code == 403
    assert "25/10/2026" in text(locked)
    assert town.sheet(BINH).state == "opened"


def test_another_body_locks_on_its_own_day(closed_town: Town) -> None:
    town = closed_town
    days = {"tu-self_assess": "18", "den-self_assess": "20", "san-self_assess": "20-22"}
    send(ORGANISER, "/ky/mo", **opening(town, **days))
    town.cycle_id = Cycle.objects.get().id
    on("2026-10-21")
    assert send(AN, f"/phieu/{town.sheet(AN).id}/gui", **filled(town, AN)).status_code == 403


def test_only_late_people_are_reminded_unless_asked_and_nobody_twice_in_four_hours(town: Town) -> None:
    town.hand_in([AN])
    on("2026-10-23")
    answer = page_after(ORGANISER, f"/ky/{town.cycle_id}/nhac", who="late")
    assert f"Đã nhắc {len(WARD) - 1} người." in answer
    assert not Reminder.objects.filter(person=town.sheet(AN).person).exists()
    again = page_after(ORGANISER, f"/ky/{town.cycle_id}/nhac", who="late")
    assert f"Đã nhắc 0 người. {len(WARD) - 1} người vừa được nhắc trong 4 giờ qua nên không gửi lại." in again
    assert Notice.objects.filter(kind="step_late").count() == len(WARD) - 1


def page_after(code: str, path: str, **given: str) -> str:
    """What the page says after a form was sent and its answer followed."""
    return main(page_of(code).post(path, given, follow=True))


# --- publishing and the list of the missing ---------------------------------------------------------


def test_publishing_with_gaps_needs_a_reason_and_says_what_is_missing(town: Town) -> None:
    town.hand_in([AN])
    town.confirm([AN])
    version = str(town.cycle.version)
    answer = send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", version=version, reason="  ")
    assert answer.status_code == 422
    assert f"Còn {len(WARD) - 1} phiếu chưa xong." in text(answer)
    assert f"{len(WARD) - 1} phiếu chưa gửi" in text(answer)
    assert town.cycle.state == "open"
    given = {"version": version, "reason": "Thực hiện kết luận của cuộc họp ngày 25/10"}
    assert "Đã công bố 1 kết quả." in page_after(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", **given)
    assert town.cycle.closing_reason == given["reason"]
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert "Nội dung đã khóa" in shown
    assert given["reason"] in shown


def test_a_finished_period_is_published_without_a_reason_and_only_once(town: Town) -> None:
    town.finish()
    version = str(town.cycle.version)
    assert send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", version=version).status_code == 302
    again = send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", version=version)
    assert again.status_code == 409
    assert "quyết định thay thế" in text(again)


def test_a_period_changed_meanwhile_is_not_published_over(town: Town) -> None:
    town.finish()
    Cycle.objects.filter(id=town.cycle_id).update(version=5)
    assert send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", version="4").status_code == 409
    assert town.cycle.state == "open"


def test_nothing_finished_offers_nothing_to_publish(town: Town) -> None:
    assert "Chưa có kết quả nào đủ các bước để công bố." in main(get(ORGANISER, f"/ky/{town.cycle_id}"))


def test_the_missing_are_listed_with_who_owes_the_step_and_can_be_searched(town: Town) -> None:
    town.hand_in([AN])
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}/thieu"))
    assert "Hồ Hữu An Phòng Kinh tế, Hạ tầng và Đô thị Đã gửi, chờ xác nhận Bạch Văn Tường" in shown
    found = main(get(ORGANISER, f"/ky/{town.cycle_id}/thieu?tim=binh"))
    assert "Tạ Thanh Bình" in found
    assert "Hồ Hữu An" not in found


def test_the_file_of_the_missing_opens_in_a_spreadsheet_with_its_tone_marks(town: Town) -> None:
    answer = get(ORGANISER, f"/ky/{town.cycle_id}/thieu.csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == 'Họ và tên,Đơn vị,Tình trạng,"Căn cứ, ghi chú",Người phải thực hiện'
    assert len(lines) == 1 + len(WARD)
    assert any(line.startswith("Hồ Hữu An,") for line in lines)


def test_a_cell_that_would_run_as_a_formula_is_kept_as_text(town: Town) -> None:
    sheet = town.sheet(AN)
    Sheet.objects.filter(id=sheet.id).update(state="excused", absence="other", absence_note='=HYPERLINK("x")')
    body = get(ORGANISER, f"/ky/{town.cycle_id}/thieu.csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK" in body


def test_who_is_excused_stands_apart_with_the_ground(town: Town) -> None:
    Sheet.objects.filter(id=town.sheet(AN).id).update(state="excused", absence="maternity")
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert "1 người không chấm kỳ này (có căn cứ)" in shown
    assert f"0 trên {len(WARD) - 1} phiếu phải chấm" in shown


def test_the_list_of_periods_shows_how_far_each_is(town: Town) -> None:
    town.finish()
    shown = main(get(ORGANISER, "/ky"))
    assert "Tháng 10/2026" in shown
    assert "Phường Bến Trúc, công chức" in shown
    assert "100,00 %" in shown
    assert "Phường Bến Trúc" not in main(get(STRANGER, "/ky"))


def test_a_step_of_a_running_period_is_moved_with_a_reason_and_the_lock_moves_with_it(town: Town) -> None:
    path = f"/ky/{town.cycle_id}/lich"
    given = {
        "version": str(town.cycle.version),
        "step": "self_assess",
        "first": "20/10/2026",
        "last": "24/10/2026",
    }
    assert send(STRANGER, path, **given, why="x").status_code == 404
    assert send(AUDITOR, path, **given, why="x").status_code == 403
    silent = send(ORGANISER, path, **given, why=" ")
    assert silent.status_code == 422
    assert 'id="why-e"' in silent.content.decode()
    assert send(ORGANISER, path, **given, why="Mất điện hai ngày 21 và 22").status_code == 302
    assert "Tự đánh giá 20–24/10" in main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    on("2026-10-24")
    assert send(AN, f"/phieu/{town.sheet(AN).id}/gui", **filled(town, AN)).status_code == 302


@pytest.mark.parametrize(
    ("first", "last"), [("24/10/2026", "20/10/2026"), ("", "24/10/2026"), ("31/02/2026", "24/10/2026")]
)
def test_days_of_a_step_nobody_can_read_are_refused_and_kept(town: Town, first: str, last: str) -> None:
    given = {
        "version": str(town.cycle.version),
        "step": "self_assess",
        "first": first,
        "last": last,
        "why": "Mất điện",
    }
    answer = send(ORGANISER, f"/ky/{town.cycle_id}/lich", **given)
    assert answer.status_code == 422
    assert "Nhập ngày đầu và ngày cuối dạng 25/11/2026" in text(answer)
    assert "Mất điện" in answer.content.decode()
    assert town.cycle.steps[0]["to"] == "2026-10-22"


def test_a_published_period_keeps_its_days(town: Town) -> None:
    town.finish()
    town.publish()
    given = {
        "version": str(town.cycle.version),
        "step": "confirm",
        "first": "20/10/2026",
        "last": "30/10/2026",
        "why": "x",
    }
    assert send(ORGANISER, f"/ky/{town.cycle_id}/lich", **given).status_code == 409


def test_units_of_one_name_are_told_apart_by_the_unit_above(town: Town) -> None:
    same = UnitRow("HL-KT", "Phòng Kinh tế, Hạ tầng và Đô thị", "chinh_quyen", "direct", "HL")
    build_tree(by=SETUP, rows=[same], day=date(2026, 1, 1))
    on("2026-10-23")
    shown = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert "Hồ Hữu An Phòng Kinh tế, Hạ tầng và Đô thị, Phường Bến Trúc Tự đánh giá" in shown
    assert "Văn phòng Đảng ủy, Phường Bến Trúc" not in shown


def test_who_owes_stands_before_who_is_excused(town: Town) -> None:
    Sheet.objects.filter(id=town.sheet(AN).id).update(state="excused", absence="maternity")
    lines = get(ORGANISER, f"/ky/{town.cycle_id}/thieu.csv").content.decode("utf-8-sig").splitlines()
    assert lines[-1].startswith("Hồ Hữu An,")
