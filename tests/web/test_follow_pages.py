"""The calendar and the work one follows, page by page: addresses people change, other months, other people, both languages."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from tests.web.conftest import As
from tests.web.world import DEPUTY, DIVISION_HEAD, HEAD, LATE, OTHER, SETUP, STAFF, World
from thenchot.followup.queries import loads
from thenchot.organisation.models import CalendarDay, Unit
from thenchot.people.models import DeputyField
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.actions.carry_over import Carried, carry_over
from thenchot.workplan.models import PlanTable, Task

PERIOD = "2026-11"
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def give(world: World, content: str, deadline: date | None, code: str = STAFF) -> Task:
    unit = Unit.objects.get(code="BT-KT").id
    row = PlanRow(unit, PERIOD, content, Decimal(4), doer_id=world.person(code), deadline=deadline)
    return Task.objects.get(id=assign(by=SETUP, row=row))


def heading(page: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", page, re.DOTALL)
    assert found
    return found[1].strip()


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("2026-11-25", "23/11"), ("25/11/2026", "23/11"), ("2026-11-29", "23/11"), ("hôm qua", "16/11"), ("", "16/11"),
        ("0001-01-01", "03/01"), ("9999-12-31", "20/12"), ("2026-13-45", "16/11"),
    ],
)  # fmt: skip
def test_whatever_day_an_address_names_a_week_opens(as_: As, asked: str, first: str) -> None:
    answer = as_(STAFF).get("/lich", {"ngay": asked})
    assert answer.status_code == 200
    assert heading(answer.content.decode()).startswith(f"Lịch tuần {first} đến")


def test_weeks_and_months_lead_to_their_neighbours_and_to_each_other(as_: As, world: World) -> None:
    week = as_(STAFF).get("/lich?ngay=2026-12-01").content.decode()
    links = ("?ngay=2026-11-23", "?ngay=2026-12-07", "?ngay=2026-11-21", "/lich/2026-12")
    assert [link for link in links if f'href="{link}"' not in week] == []
    give(world, "Có việc", date(2026, 11, 25))
    month = as_(STAFF).get("/lich/2026-11").content.decode()
    others = ("/lich/2026-10", "/lich/2026-12", "/lich?ngay=2026-11-21")
    assert [link for link in others if f'href="{link}"' not in month] == []
    for period, status in (("1999-12", 404), ("2101-01", 404), ("2026", 404), ("2026-Q4", 404), ("2100-12", 200)):
        assert as_(STAFF).get(f"/lich/{period}").status_code == status


def test_a_month_without_work_says_so_and_one_with_work_shows_its_days_off(as_: As, world: World) -> None:
    empty = as_(STAFF).get("/lich/2027-03").content.decode()
    assert ("Không có việc trong tháng này" in empty, 'class="cal"' in empty) == (False, False)
    assert "việc quá hạn" in empty
    Task.objects.filter(doer_id=world.person(STAFF)).update(status="done")
    assert "Không có việc trong tháng này" in as_(STAFF).get("/lich/2027-03").content.decode()
    give(world, "Diễn tập", date(2026, 11, 25))
    CalendarDay.objects.create(day=date(2026, 11, 26), works=False, source="Quyết định nghỉ")
    page = as_(STAFF).get("/lich/2026-11").content.decode()
    day = re.search(r'<td role="cell" class="([^"]*)"[^>]*><span class="n">[^/]*</span><b>26</b>', page)
    assert day
    assert "off" in day[1]
    weeks = re.findall(r'<tr role="row"( class="free")?><td', page)
    assert (len(weeks), weeks.count("")) == (6, 2)


def test_the_week_of_somebody_one_follows_has_no_forms_and_for_a_deputy_no_dead_links(as_: As, world: World) -> None:
    task = give(world, "Việc của người khác", date(2026, 11, 18), LATE)
    address = f"/lich?nguoi={world.person(LATE)}"
    by_deputy, by_head = as_(DEPUTY).get(address).content.decode(), as_(DIVISION_HEAD).get(address).content.decode()
    link = f'href="/ke-hoach/viec/{task.id}"'
    assert (link in by_deputy, link in by_head) == (False, True)
    assert as_(DIVISION_HEAD).get(f"/ke-hoach/viec/{task.id}").status_code == 200
    assert ("Dự kiến ngày làm" in by_deputy, "Việc của người khác" in by_deputy) == (False, True)
    assert f'href="/theo-doi/2026-11/{world.person(LATE)}"' in by_deputy
    month = as_(DEPUTY).get(f"/lich/2026-11?nguoi={world.person(LATE)}").content.decode()
    assert (link in month, "Bùi Đức Thắng" in month, f"nguoi={world.person(LATE)}" in month) == (False, True, True)
    own = as_(LATE).get(address).content.decode()
    assert "Dự kiến ngày làm" in own


def test_the_calendar_is_on_the_way_from_the_menu_and_reads_in_english(as_: As) -> None:
    for code, links in (
        (STAFF, {"/lich", "/giao-ban", "/khac-phuc"}), (DEPUTY, {"/theo-doi", "/lich"}),
        (HEAD, {"/theo-doi", "/tieu-chi-thap", "/giao-ban"}),
    ):  # fmt: skip
        menu = as_(code).get("/them").content.decode()
        assert {link for link in links if f'href="{link}"' not in menu} == set()
    assert 'href="/theo-doi"' not in as_(STAFF).get("/them").content.decode()
    reader = as_(STAFF)
    reader.post("/ngon-ngu", {"language": "en", "next": "/lich"})
    page = reader.get("/lich").content.decode()
    assert [word for word in ("Previous week", "overdue", "Plan a day", "today", "Monday") if word not in page] == []
    assert "Nothing is due." in page


def test_a_deputy_without_a_field_is_told_what_to_wait_for(as_: As) -> None:
    DeputyField.objects.all().delete()
    page = as_(DEPUTY).get("/theo-doi").content.decode()
    assert "Chưa có đơn vị phụ trách" in page


def test_a_head_chooses_a_unit_below_and_a_stranger_to_it_none(as_: As) -> None:
    unit = Unit.objects.get(code="BT-VP").id
    page = as_(HEAD).get(f"/theo-doi/{PERIOD}?don-vi={unit}").content.decode()
    assert ("Hồ Hữu An" in page, "Bùi Đức Thắng" in page) == (True, False)
    assert f'<option value="{unit}" selected>' in page
    assert as_(DEPUTY).get(f"/theo-doi/{PERIOD}?don-vi={unit}").status_code == 404
    assert as_(DIVISION_HEAD).get(f"/theo-doi/{PERIOD}?don-vi={unit}").status_code == 404


def test_of_a_place_with_very_many_people_a_unit_is_chosen_first(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loads, "MOST_PEOPLE", 9)
    page = as_(HEAD).get(f"/theo-doi/{PERIOD}").content.decode()
    unit = Unit.objects.get(code="BT-KT").id
    assert ("Đơn vị đông người" in page, f'href="/theo-doi/{PERIOD}?don-vi={unit}"' in page) == (True, True)
    assert "Khối lượng từng người" in as_(HEAD).get(f"/theo-doi/{PERIOD}?don-vi={unit}").content.decode()


def test_many_overdue_tasks_are_folded_after_the_first_and_none_of_ones_own_can_be_noted(as_: As, world: World) -> None:
    for number in range(8):
        give(world, f"Việc trễ {number}", date(2026, 11, 1 + number), LATE)
    own = give(world, "Việc trễ của trưởng phòng", date(2026, 10, 30), DIVISION_HEAD)
    page = as_(DIVISION_HEAD).get(f"/theo-doi/{PERIOD}").content.decode()
    section = page.split('id="qua-han"')[1].split("</section>")[0]
    first, rest = section.split("<details")
    assert first.count("<li>") == 5
    assert f"Xem {rest.count('<li>')} việc quá hạn còn lại" in rest
    assert section.index("Việc trễ của trưởng phòng") < section.index("Việc trễ 0")
    assert f"?viec={own.id}#ghi" not in section


def test_work_carried_over_leaves_the_overdue_list_and_weighs_in_the_next_month(as_: As, world: World) -> None:
    old = give(world, "Việc chuyển tháng", date(2026, 11, 2), LATE)
    assert "Việc chuyển tháng" in as_(DEPUTY).get(f"/theo-doi/{PERIOD}").content.decode()
    carry_over(by=SETUP, rows=[Carried(old, date(2026, 12, 15))], here={world.person(LATE)})
    assert "Việc chuyển tháng" not in as_(DEPUTY).get(f"/theo-doi/{PERIOD}").content.decode()
    after = as_(DEPUTY).get(f"/theo-doi/2026-12/{world.person(LATE)}").content.decode()
    assert ("Việc chuyển tháng" in after, "15/12" in after) == (True, True)
    assert PlanTable.objects.count() == 0


def test_the_page_of_a_person_shows_how_each_task_stands(as_: As, world: World) -> None:
    late = give(world, "Xong nhưng chậm", date(2026, 11, 3), LATE)
    done = {"status": "done", "done_on": date(2026, 11, 9), "latenesses": 2, "rejections": 1, "explanation": "Chờ số liệu"}
    Task.objects.filter(id=late.id).update(**done)
    states = {"handed_back": "Đã đưa người khác", "split": "Đã tách", "claimed": "Tự khai", "declined": "Không nhận"}
    for status, content in states.items():
        found = give(world, content, date(2026, 11, 20), LATE)
        Task.objects.filter(id=found.id).update(status=status)
    page = as_(DIVISION_HEAD).get(f"/theo-doi/{PERIOD}/{world.person(LATE)}").content.decode()
    said = {
        "Xong nhưng chậm": ("Xong 09/11", "chậm 2 lần", "chưa đạt 1 lần", "Giải trình: Chờ số liệu"),
        "Đã đưa người khác": ("Đã giao lại",),
        "Đã tách": ("Đã chia",), "Tự khai": ("Kê khai, chờ chấp nhận",), "Không nhận": ("Kê khai không được chấp nhận",),
    }  # fmt: skip
    for content, words in said.items():
        row = page.split(f'class="full">{content}')[1].split("</tr>")[0]
        assert [word for word in words if word not in row] == [], content
    assert as_(DIVISION_HEAD).get(f"/theo-doi/{PERIOD}/{world.person(OTHER)}").status_code == 404
    assert as_(DIVISION_HEAD).get(f"/theo-doi/{PERIOD}/{world.person(DIVISION_HEAD)}").status_code == 404


def test_what_was_typed_in_a_refused_note_stays_with_the_task_chosen(as_: As, world: World) -> None:
    task = give(world, "Báo cáo quý", date(2026, 11, 25), LATE)
    form = {"task": str(task.id), "text": "y" * 1001}
    answer = as_(DIVISION_HEAD).post(f"/theo-doi/{PERIOD}/{world.person(LATE)}/ghi-nhan", form)
    page = answer.content.decode()
    assert (answer.status_code, "y" * 1001 in page, f'<option value="{task.id}" selected>' in page) == (422, True, True)
    assert 'href="#text"' in page
