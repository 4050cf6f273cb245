"""The calendar's doors when something is wrong or odd: rubbish in addresses and forms, days at the edge, other people's work."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Max

from tests.web.conftest import As
from tests.web.world import (
    ADMIN,
    AUDITOR,
    DEPUTY,
    DIVISION_HEAD,
    HEAD,
    LATE,
    ORGANISER,
    OTHER,
    SETUP,
    STAFF,
    World,
)
from thenchot.assessment.queries.integrity import verify
from thenchot.audit.models import Entry
from thenchot.followup.models import Note, PlannedDay
from thenchot.notices.models import Notice
from thenchot.organisation.models import Unit
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.models import Task

PERIOD, TODAY = "2026-11", date(2026, 11, 21)
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


def give(world: World, content: str, deadline: date | None, code: str = STAFF, period: str = PERIOD) -> int:
    unit = Unit.objects.get(code="BT-KT").id
    return assign(
        by=SETUP,
        row=PlanRow(unit, period, content, Decimal(4), doer_id=world.person(code), deadline=deadline),
    )


def written() -> tuple[object, ...]:
    last = Entry.objects.aggregate(last=Max("id"))["last"]
    return list(PlannedDay.objects.values()), list(Note.objects.values()), Notice.objects.count(), last


def text(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize(
    "typed",
    [
        "31/02/2026",
        "24.11.2026",
        "24/11",
        "٢٤/١١/٢٠٢٦x",
        "tuần sau",
        "<b>",
        "0",
        "24/11/2026 9h",
        "-1/11/2026",
    ],
)
def test_what_is_no_day_keeps_the_day_planned_before_and_what_was_typed(
    as_: As, world: World, typed: str
) -> None:
    task, mine = give(world, "Báo cáo tuần", date(2026, 11, 25)), as_(STAFF)
    assert mine.post(f"/lich/viec/{task}/ngay", {"day": "23/11/2026"}).status_code == 302
    before = written()
    answer = mine.post(f"/lich/viec/{task}/ngay?ngay=2026-11-23", {"day": typed})
    shown = typed.replace("<", "&lt;").replace(">", "&gt;")
    assert (answer.status_code, f'value="{shown}"' in text(answer)) == (422, True)
    assert f'href="#ngay-{task}"' in text(answer)
    assert written() == before


@pytest.mark.parametrize(
    ("deadline", "typed", "status"),
    [
        (date(2026, 11, 25), "01/11/2026", 302), (date(2026, 11, 25), "31/10/2026", 422),
        (date(2026, 11, 25), "30/11/2026", 302), (date(2026, 11, 25), "01/12/2026", 422),
        (date(2026, 12, 3), "03/12/2026", 302), (date(2026, 12, 3), "04/12/2026", 422),
        (None, "2026-11-30", 302), (None, "1/11/2026", 302),
    ],
)  # fmt: skip
def test_a_day_lies_in_the_period_or_until_the_deadline_to_the_day(
    as_: As, world: World, deadline: date | None, typed: str, status: int
) -> None:
    task = give(world, "Báo cáo", deadline)
    answer = as_(STAFF).post(f"/lich/viec/{task}/ngay", {"day": typed})
    assert (answer.status_code, PlannedDay.objects.count()) == (status, int(status == 302))


def test_a_day_is_planned_for_running_work_of_ones_own_alone(as_: As, world: World) -> None:
    theirs, done = give(world, "Của người khác", None, LATE), give(world, "Đã xong", None)
    Task.objects.filter(id=done).update(status="done", done_on=date(2026, 11, 10))
    before = written()
    for code, task, status in (
        (STAFF, theirs, 404), (DIVISION_HEAD, theirs, 404), (STAFF, 10**8, 404), (ADMIN, theirs, 404),
    ):  # fmt: skip
        assert as_(code).post(f"/lich/viec/{task}/ngay", {"day": "24/11/2026"}).status_code == status, code
    finished = as_(STAFF).post(f"/lich/viec/{done}/ngay", {"day": "24/11/2026"})
    assert 400 <= finished.status_code < 500
    assert as_(STAFF).get(f"/lich/viec/{theirs}/ngay").status_code == 405
    assert written() == before


def test_after_a_day_was_kept_one_returns_to_the_week_one_came_from_and_nowhere_else(
    as_: As, world: World
) -> None:
    task, mine = give(world, "Báo cáo", date(2026, 11, 25)), as_(STAFF)
    for given, back in (
        ("/lich?ngay=2026-11-23", "/lich?ngay=2026-11-23"), ("https://xau.example/lich", "/lich"), ("//xau.example", "/lich"),
        ("javascript:alert(1)", "/lich"), ("", "/lich"),
    ):  # fmt: skip
        answer = mine.post(f"/lich/viec/{task}/ngay", {"day": "24/11/2026", "next": given})
        assert answer.headers["Location"] == f"{back}#viec-{task}", given


def test_work_over_the_turn_of_the_year_stands_in_both_years_weeks(as_: As, world: World) -> None:
    give(world, "Quyết toán", date(2027, 1, 1), period="2026-12")
    give(world, "Tổng kết", date(2026, 12, 31), period="2026-12")
    mine = as_(STAFF)
    for address in ("/lich?ngay=2026-12-28", "/lich?ngay=2027-01-03", "/lich/2026-12", "/lich/2027-01"):
        page = text(mine.get(address))
        assert ("Quyết toán" in page, "Tổng kết" in page) == (True, True), address
    assert "Quyết toán" not in text(mine.get("/lich?ngay=2027-01-04"))


@pytest.mark.parametrize("who", ["abc", "-1", "0", "", "999999", "99999999999", "1 OR 1=1"])
def test_a_person_in_the_address_who_is_none_is_oneself_or_no_page(as_: As, who: str) -> None:
    client = as_(DIVISION_HEAD)
    for address in ("/lich", "/lich/2026-11"):
        answer = client.get(address, {"nguoi": who})
        assert answer.status_code == (404 if who == "999999" else 200)
        if who != "999999":
            assert "Bùi Đức Thắng" not in text(answer)


def test_what_is_typed_into_a_calendar_or_a_note_stays_text(as_: As, world: World) -> None:
    said = "<img src=x onerror=alert(1)> & {{ 1 }} 🙂"
    give(world, said, date(2026, 11, 25), LATE)
    late = world.person(LATE)
    assert as_(DEPUTY).post(f"/theo-doi/{PERIOD}/{late}/ghi-nhan", {"text": said}).status_code == 302
    for code, address in (
        (LATE, "/lich?ngay=2026-11-25"), (LATE, f"/lich/ghi-nhan/{PERIOD}"), (DEPUTY, f"/theo-doi/{PERIOD}"),
        (DEPUTY, f"/theo-doi/{PERIOD}/{late}"), (DEPUTY, f"/lich/2026-11?nguoi={late}"),
    ):  # fmt: skip
        page = text(as_(code).get(address))
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page, address


def test_notes_leave_one_line_each_and_words_as_they_were_typed(as_: As, world: World) -> None:
    late, before = world.person(LATE), Entry.objects.filter(object_kind="note").count()
    decomposed = unicodedata.normalize("NFD", "Đã đôn đốc hai lần.")
    for said in (decomposed, "Dòng một\r\n\r\nDòng hai", "x" * 1000):
        assert as_(DEPUTY).post(f"/theo-doi/{PERIOD}/{late}/ghi-nhan", {"text": said}).status_code == 302
    texts = list(Note.objects.order_by("id").values_list("text", flat=True))
    assert (texts[0], len(texts[2]), texts[1].count("Dòng")) == (decomposed, 1000, 2)
    assert Entry.objects.filter(object_kind="note").count() == before + 3
    assert list(verify(TODAY)) == []


@pytest.mark.parametrize("task", ["abc", "-4", "0", ""])
def test_a_note_with_no_number_for_a_task_is_about_the_month(as_: As, world: World, task: str) -> None:
    form = {"text": "Chủ động", "task": task}
    assert as_(DEPUTY).post(f"/theo-doi/{PERIOD}/{world.person(LATE)}/ghi-nhan", form).status_code == 302
    assert Note.objects.get().task_id is None


def test_who_follows_nobody_finds_no_page_of_loads_people_or_notes(as_: As, world: World) -> None:
    late, before = world.person(LATE), written()
    for code in (STAFF, OTHER, ORGANISER, AUDITOR, ADMIN):
        client = as_(code)
        for address in ("/theo-doi", f"/theo-doi/{PERIOD}", f"/theo-doi/{PERIOD}/{late}"):
            assert client.get(address).status_code == 404, (code, address)
        assert client.post(f"/theo-doi/{PERIOD}/{late}/ghi-nhan", {"text": "x"}).status_code == 404
    assert written() == before


def test_a_unit_in_the_address_that_is_none_is_the_first_one_follows_and_one_elsewhere_no_page(
    as_: As, world: World
) -> None:
    for asked, status in (
        ("abc", 200),
        ("0", 200),
        ("", 200),
        ("999999", 404),
        (str(Unit.objects.get(code="LG").id), 404),
    ):
        assert as_(HEAD).get(f"/theo-doi/{PERIOD}", {"don-vi": asked}).status_code == status, asked


def test_the_months_of_a_quarter_and_a_year_are_followed_too_without_an_error(as_: As, world: World) -> None:
    give(world, "Việc quý", date(2026, 12, 20), LATE, "2026-Q4")
    for period in ("2026-Q4", "2026", "2031-02"):
        page = as_(DEPUTY).get(f"/theo-doi/{period}/{world.person(LATE)}")
        assert page.status_code == 200, period
        assert ("Việc quý" in text(page)) is (period == "2026-Q4")
    assert as_(DEPUTY).get("/theo-doi/2026-13").status_code == 404


def test_notes_and_loads_read_in_english_and_the_words_of_people_stay_theirs(as_: As, world: World) -> None:
    late = world.person(LATE)
    assert (
        as_(DEPUTY).post(f"/theo-doi/{PERIOD}/{late}/ghi-nhan", {"text": "Chủ động xin ý kiến."}).status_code
        == 302
    )
    for code, address, gone in (
        (DEPUTY, f"/theo-doi/{PERIOD}", "Được giao"), (DEPUTY, f"/theo-doi/{PERIOD}/{late}", "Ghi nhận"),
        (LATE, f"/lich/ghi-nhan/{PERIOD}", "Ghi nhận"),
    ):  # fmt: skip
        client = as_(code)
        client.post("/ngon-ngu", {"language": "en", "next": "/"})
        page = text(client.get(address)).split('<main id="noi-dung"')[1].split("</main>")[0]
        assert "Chủ động xin ý kiến." in page
        assert gone not in page
    refused = as_(DEPUTY).post(f"/theo-doi/{PERIOD}/{late}/ghi-nhan", {"text": " "})
    assert refused.status_code == 422
