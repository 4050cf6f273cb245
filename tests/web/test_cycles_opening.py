"""Opening a period through its form, a body's own days, reminders and the lock."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment import cast
from tests.assessment.cast import (
    AN,
    BINH,
    OCTOBER,
    ORGANISER,
    SETUP,
    WARD,
    Town,
)  # fmt: skip
from tests.web.office_cast import (
    TEACHER,
    filled,
    get,
    main,
    on,
    opening,
    page_after,
    school,
    send,
    text,
    town_of,
)
from thenchot.assessment.models import Cycle, Reminder, Sheet
from thenchot.notices.models import Notice
from thenchot.organisation.models import CalendarDay, Unit
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return town_of(OCTOBER)


@pytest.fixture
def closed_town() -> Town:
    """Nothing opened yet."""
    return town_of(OCTOBER, opened=False)


# --- opening ---------------------------------------------------------------------------------------


def test_before_opening_the_form_counts_people_and_writes_nothing(closed_town: Town) -> None:
    shown = main(get(ORGANISER, f"/ky/mo?period=10/2026&scope={closed_town.unit('BT').id}"))
    assert f"Mở kỳ tháng 10/2026 cho {len(WARD)} người" in shown
    assert "Mọi người đều có người theo dõi, đánh giá." in shown
    assert not Cycle.objects.exists()


def test_the_scope_is_found_by_its_name(closed_town: Town) -> None:
    shown = main(get(ORGANISER, "/ky/mo?period=10/2026&tim-dv=ben+truc"))
    assert "Sẽ mở tháng 10/2026: Phường Bến Trúc" in shown


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


def test_a_step_that_ends_on_a_day_off_is_named_and_lasts_to_the_next_working_day_if_the_body_says_so(
    closed_town: Town,
) -> None:
    CalendarDay.objects.create(day=date(2026, 10, 22), name="Ngày nghỉ địa phương", source="Quyết định số 5")
    shown = main(get(ORGANISER, f"/ky/mo?period=10/2026&scope={closed_town.unit('BT').id}"))
    said = "Tự đánh giá (công chức): thứ Năm 22/10; ngày làm việc tiếp theo là thứ Sáu 23/10."
    assert said in shown
    # Refused for something else, the page keeps the tick and still says which days are meant.
    days = opening(closed_town) | {"den-ngay-lam-viec": "1"}
    again = send(ORGANISER, "/ky/mo", **days | {"tu-confirm": "32", "den-confirm": "33", "san-confirm": "23-24"})
    assert said in text(again)
    assert 'name="den-ngay-lam-viec" value="1" checked' in again.content.decode()
    send(ORGANISER, "/ky/mo", **days)
    ends = {row["code"]: (row["from"], row["to"]) for row in Cycle.objects.get().steps}
    assert ends["self_assess"] == ("2026-10-20", "2026-10-23")
    # 24/10 is a Saturday.
    assert ends["confirm"] == ("2026-10-23", "2026-10-26")
    assert ends["comment"] == ("2026-10-20", "2026-10-23")


def test_opening_makes_a_sheet_for_each_person_and_leads_to_the_period(closed_town: Town) -> None:
    answer = send(ORGANISER, "/ky/mo", **opening(closed_town))
    cycle = Cycle.objects.get()
    assert answer.headers["Location"] == f"/ky/{cycle.id}"
    assert cycle.sheets.count() == len(WARD)
    assert not cycle.sheets.filter(scorer=None).exists()


def test_opening_twice_is_refused_and_the_form_says_it_stands_already(town: Town) -> None:
    refused = send(ORGANISER, "/ky/mo", **opening(town))
    assert refused.status_code == 409
    assert "Kỳ tháng 10/2026 của Phường Bến Trúc đã mở." in text(refused)
    assert "Chưa lưu được" in text(refused)
    assert "đã được người khác sửa" not in text(refused)
    assert "Đã mở: Phường Bến Trúc" in text(refused)
    # Nothing is left to open: no button for nobody, but the way to what stands.
    shown = main(get(ORGANISER, f"/ky/mo?period=10/2026&scope={town.unit('BT').id}"))
    assert "Các kỳ của tháng 10/2026 đã mở" in shown
    assert "cho 0 người" not in shown
    assert f'<a href="/ky/{town.cycle_id}">Công chức:' in refused.content.decode()
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


def test_a_scope_inside_an_open_one_is_marked_before_it_is_refused(town: Town) -> None:
    shown = main(get(ORGANISER, f"/ky/mo?period=10/2026&scope={town.unit('DL').id}"))
    assert "Đã mở: Phường Bến Trúc" in shown
    assert "chọn phạm vi hẹp hơn" in shown
    assert "cho 0 người" not in shown
