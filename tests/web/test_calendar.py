"""Lịch công tác, theo dõi công việc: a person's week and month, everybody's load, and notes that the person reads."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from tests.web.conftest import As
from tests.web.world import ADMIN, DEPUTY, DIVISION_HEAD, HEAD, LATE, OTHER, SETUP, STAFF, World
from thenchot.followup.models import Note, PlannedDay
from thenchot.organisation.models import Unit
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.models import Task

PERIOD = "2026-11"
pytestmark = pytest.mark.django_db


def give(world: World, code: str, content: str, deadline: date | None) -> int:
    unit = Unit.objects.get(code="BT-KT").id
    row = PlanRow(unit, PERIOD, content, Decimal(4), doer_id=world.person(code), deadline=deadline)
    return assign(by=SETUP, row=row)


def day_of(page: str, day: str) -> str:
    """What stands in the week under a day."""
    begins = r'<li class="[^"]*"[^>]*><div class="d">'
    found = re.search(rf"{begins}<b>{day}</b>.*?(?={begins}|</ol>)", page, re.S)
    assert found, day
    return found[0]


@pytest.mark.row("004-46")
def test_the_week_shows_work_on_its_day_what_is_overdue_first_and_what_is_meant_for_another_day(as_: As, world: World) -> None:
    due = give(world, STAFF, "Báo cáo tuần", date(2026, 11, 25))
    give(world, STAFF, "Việc chưa có hạn", None)
    give(world, STAFF, "Việc tuần sau", date(2026, 12, 2))
    give(world, OTHER, "Việc của người khác", date(2026, 11, 25))
    mine = as_(STAFF)
    meant = {"day": "24/11/2026", "next": "/lich?ngay=2026-11-23"}
    assert mine.post(f"/lich/viec/{due}/ngay?ngay=2026-11-23", meant).status_code == 302
    page = mine.get("/lich?ngay=2026-11-23").content.decode()
    assert page.index("Dự thảo hướng dẫn đấu nối hạ tầng") < page.index('class="agenda"')
    assert "Quá hạn, hạn 12/11" in page
    assert "Báo cáo tuần" in day_of(page, "25/11")
    assert "Dự kiến làm thứ Ba 24/11" in day_of(page, "24/11")
    assert [name in page for name in ("Việc chưa có hạn", "Việc tuần sau", "Việc của người khác")] == [True, False, False]
    assert "nghỉ" in day_of(page, "28/11")
    this = mine.get("/lich").content.decode()
    assert 'aria-current="date"' in this
    assert "Biên bản kiểm tra" not in this
    month = mine.get("/lich/2026-11").content.decode()
    assert ("Báo cáo tuần" in month, "Dự kiến:" in month, "Việc tuần sau" in month) == (True, True, True)
    assert mine.get("/lich/2026-Q4").status_code == 404


def test_a_day_outside_is_refused_at_its_field_and_a_blank_one_takes_it_back(as_: As, world: World) -> None:
    due = give(world, STAFF, "Báo cáo tuần", date(2026, 11, 25))
    mine = as_(STAFF)
    for typed, said in (("26/12/2026", "từ 01/11/2026 đến 30/11/2026"), ("mai", "dạng ngày/tháng/năm")):
        answer = mine.post(f"/lich/viec/{due}/ngay?ngay=2026-11-23", {"day": typed})
        page = answer.content.decode()
        assert (answer.status_code, said in page, f'value="{typed}"' in page) == (422, True, True)
    mine.post(f"/lich/viec/{due}/ngay", {"day": "24/11/2026"})
    assert PlannedDay.objects.get().day == date(2026, 11, 24)
    mine.post(f"/lich/viec/{due}/ngay", {"day": " "})
    assert not PlannedDay.objects.exists()
    assert as_(OTHER).post(f"/lich/viec/{due}/ngay", {"day": "24/11/2026"}).status_code == 404


def test_who_follows_somebodys_work_sees_their_week_and_nobody_else_does(as_: As, world: World) -> None:
    address = f"/lich?ngay=2026-11-09&nguoi={world.person(LATE)}"
    answers = {code: as_(code).get(address).status_code for code in (HEAD, DEPUTY, DIVISION_HEAD, STAFF, OTHER, ADMIN)}
    assert answers == {HEAD: 200, DEPUTY: 200, DIVISION_HEAD: 200, STAFF: 404, OTHER: 404, ADMIN: 404}
    page = as_(DEPUTY).get(address).content.decode()
    assert "Bùi Đức Thắng" in page
    assert "Dự kiến ngày làm" not in page


def test_the_load_of_everybody_is_in_units_with_who_is_overdue_first(as_: As, world: World) -> None:
    give(world, "BT-015", "Việc lớn", date(2026, 11, 28))
    Task.objects.filter(content="Việc lớn").update(units=Decimal("12.5"), origin="unplanned")
    page = as_(DEPUTY).get(f"/theo-doi/{PERIOD}").content.decode()
    names = re.findall(r'<th role="rowheader" scope="row" class="full"><a [^>]*>([^<]*)</a>', page)
    assert set(names[:2]) == {"Nguyễn Thị Hồng Nhung", "Bùi Đức Thắng"}
    assert names[2] == "Chu Xuân Phúc"
    assert "Hồ Hữu An" not in page
    row = page.split(">Chu Xuân Phúc</a>")[1].split("</tr>")[0]
    figures = re.findall(r'data-l="([^"]*)">(?:<b>)?([^<]*)', row)
    assert dict(figures) == {
        "Được giao": "29,5", "Đã xong": "17,0", "Còn lại": "12,5", "Quá hạn": "0", "Đột xuất": "1", "Hạn gần nhất": "28/11",
    }  # fmt: skip
    assert 'aria-label="Xong 17,0 trên 29,5 đơn vị"' in row
    wide = as_(HEAD).get(f"/theo-doi/{PERIOD}").content.decode()
    assert ("Hồ Hữu An" in wide, "Trịnh Quang Vĩnh</a>" in wide) == (True, False)
    assert as_(STAFF).get(f"/theo-doi/{PERIOD}").status_code == 404


def test_a_note_on_somebodys_work_is_kept_with_its_work_and_read_by_the_person(as_: As, world: World) -> None:
    late = Task.objects.get(doer_id=world.person(LATE), period=PERIOD, content__startswith="Dự thảo hướng dẫn")
    page = as_(DEPUTY).get(f"/theo-doi/{PERIOD}").content.decode()
    link = re.search(rf'href="(/theo-doi/{PERIOD}/{world.person(LATE)})\?viec={late.id}#ghi"', page)
    assert link
    form = as_(DEPUTY).get(f"{link[1]}?viec={late.id}").content.decode()
    assert f'<option value="{late.id}" selected>' in form
    said = {"task": str(late.id), "text": "Đã nhắc hai lần, chờ số liệu của Sở."}
    assert as_(DEPUTY).post(f"{link[1]}/ghi-nhan", said).status_code == 302
    for code, address in ((DEPUTY, link[1]), (HEAD, f"/theo-doi/{PERIOD}"), (LATE, f"/lich/ghi-nhan/{PERIOD}")):
        shown = as_(code).get(address).content.decode()
        assert ("chờ số liệu của Sở" in shown, "việc: Dự thảo hướng dẫn" in shown, "Ngô Thanh Hà" in shown) == (True,) * 3
    assert "Ngô Thanh Hà ghi nhận về công việc" in as_(LATE).get("/viec-can-lam").content.decode()
    assert "chờ số liệu" not in as_(STAFF).get(f"/lich/ghi-nhan/{PERIOD}").content.decode()


def test_a_note_needs_words_somebody_else_and_work_of_theirs(as_: As, world: World) -> None:
    address = f"/theo-doi/{PERIOD}/{world.person(LATE)}/ghi-nhan"
    others = Task.objects.filter(doer_id=world.person(STAFF), period=PERIOD)[0]
    for form, status, said in (
        ({"text": "  "}, 422, "Nhập nội dung ghi nhận"),
        ({"text": "a" * 1001}, 422, "nhiều nhất 1000"),
        ({"text": "Đúng", "task": str(others.id)}, 404, ""),
    ):
        answer = as_(DEPUTY).post(address, form)
        assert (answer.status_code, said in answer.content.decode()) == (status, True)
    own = f"/theo-doi/{PERIOD}/{world.person(HEAD)}/ghi-nhan"
    assert as_(HEAD).post(own, {"text": "Tự khen"}).status_code == 403
    assert as_(STAFF).post(address, {"text": "Đồng nghiệp"}).status_code == 404
    assert not Note.objects.exists()
