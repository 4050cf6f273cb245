"""The month's plan: five columns, what is late first, adding work, and what becomes of it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.world import DEPUTY, DIVISION_HEAD, HEAD, LATE, OTHER, STAFF, World
from thenchot.workplan.models import Task


@pytest.fixture
def head(as_: As) -> Client:
    return as_(DIVISION_HEAD)


def task_of(code: str, content: str) -> Task:
    return Task.objects.get(doer__staff_code=code, period="2026-11", content__startswith=content)


def test_the_table_has_exactly_the_five_columns(head: Client) -> None:
    page = head.get("/ke-hoach/2026-11").content.decode()
    table = page.split("<thead")[1].split("</thead>")[0]
    names = ("Nội dung", "Lãnh đạo phụ trách", "Cá nhân, đơn vị thực hiện", "Thời gian", "Kết quả")
    assert table.count("columnheader") == len(names)
    assert [name for name in names if f">{name}<" not in table] == []


def test_overdue_work_stands_first(head: Client) -> None:
    page = head.get("/ke-hoach/2026-11").content.decode()
    assert page.index("Dự thảo hướng dẫn") < page.index("Thẩm định 6 hồ sơ")
    assert "Quá hạn" in page


def test_a_filter_shows_what_it_counts(head: Client) -> None:
    page = head.get("/ke-hoach/2026-11?loc=qua-han").content.decode()
    assert "Dự thảo hướng dẫn" in page
    assert "Thẩm định 6 hồ sơ" not in page
    assert head.get("/ke-hoach/2026-11?loc=nothing-of-the-kind").status_code == 200


def test_a_search_finds_work_and_people_without_marks_and_keeps_the_filters_beside_it(head: Client) -> None:
    whole = head.get("/ke-hoach/2026-11").content.decode()
    found = head.get("/ke-hoach/2026-11?tim=hong+NHUNG").content.decode()
    assert 0 < found.count('id="viec-') < whole.count('id="viec-')
    assert found.count('id="viec-') == found.count("Nguyễn Thị Hồng Nhung</td>")
    assert "?loc=qua-han&amp;tim=hong%20NHUNG" in found
    assert "Chưa có đầu việc nào" in head.get("/ke-hoach/2026-11?tim=khong-co-ai-the-nay").content.decode()


def test_each_reader_sees_the_work_in_their_charge(as_: As) -> None:
    assert "Nguyễn Thị Hồng Nhung" not in as_(OTHER).get("/ke-hoach/2026-11").content.decode()
    assert "Nguyễn Thị Hồng Nhung" in as_(DEPUTY).get("/ke-hoach/2026-11").content.decode()
    assert "Nguyễn Thị Hồng Nhung" in as_(HEAD).get("/ke-hoach/2026-11").content.decode()


def test_the_bare_address_is_this_month(as_: As) -> None:
    assert as_(STAFF).get("/ke-hoach").headers["Location"] == "/ke-hoach/2026-11"


def test_a_head_adds_a_row(head: Client, world: World) -> None:
    form = {"content": "Rà soát biển hiệu", "doer": world.person(STAFF), "units": "2,5", "deadline": "28/11/2026"}
    answer = head.post("/ke-hoach/2026-11/them", {**form, "origin": "unplanned"}, follow=True)
    assert "Đã thêm đầu việc" in answer.content.decode()
    task = task_of(STAFF, "Rà soát biển hiệu")
    assert (str(task.units.normalize()), task.origin, f"{task.deadline}") == ("2.5", "unplanned", "2026-11-28")
    again = head.post("/ke-hoach/2026-11/them", {**form, "origin": "unplanned"})
    assert again.status_code == 422
    assert "Đã có đầu việc giống hệt" in again.content.decode()
    assert task_of(STAFF, "Rà soát biển hiệu") == task, "sent twice, added once"


@pytest.mark.parametrize(
    ("changes", "said"), [({"content": " "}, "Nhập nội dung"), ({"units": "không"}, "Nhập số đơn vị quy đổi")]
)
def test_a_refused_row_keeps_what_was_typed(head: Client, world: World, changes: dict[str, str], said: str) -> None:
    form = {"content": "Rà soát", "doer": str(world.person(STAFF)), "units": "2", "deadline": "28/11/2026"}
    answer = head.post("/ke-hoach/2026-11/them", {**form, **changes})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "28/11/2026" in answer.content.decode()


def test_who_leads_nobody_adds_nothing(as_: As, world: World) -> None:
    assert as_(STAFF).post("/ke-hoach/2026-11/them", {"content": "x", "units": "1"}).status_code == 403


def test_the_doer_reports_a_task_done_and_a_late_day_counts(as_: As) -> None:
    task = task_of(STAFF, "Dự thảo hướng dẫn")
    page = as_(STAFF).get(f"/ke-hoach/viec/{task.id}").content.decode()
    assert "Báo hoàn thành" in page
    as_(STAFF).post(f"/ke-hoach/viec/{task.id}/xong", {"version": task.version, "done_on": "20/11/2026", "result": "Số 12/BC"})
    task.refresh_from_db()
    assert (task.status, task.latenesses, task.result) == ("done", 1, "Số 12/BC")


def test_who_gave_the_work_records_an_error_and_a_lateness(head: Client) -> None:
    task = task_of(STAFF, "Thẩm định")
    assert "Ghi một lần chưa đạt" in head.get(f"/ke-hoach/viec/{task.id}").content.decode()
    head.post(f"/ke-hoach/viec/{task.id}/chua-dat", {"version": task.version, "note": "Sai căn cứ"})
    task.refresh_from_db()
    head.post(f"/ke-hoach/viec/{task.id}/cham", {"version": task.version, "note": "Chậm"})
    task.refresh_from_db()
    assert (task.rejections, task.latenesses) == (1, 1)


def test_a_task_saved_meanwhile_is_not_overwritten(head: Client) -> None:
    task = task_of(STAFF, "Thẩm định")
    answer = head.post(f"/ke-hoach/viec/{task.id}/chua-dat", {"version": task.version + 3, "note": "x"})
    assert answer.status_code == 409
    assert Task.objects.get(id=task.id).rejections == 0


def test_work_handed_to_another_stays_with_both(head: Client, world: World) -> None:
    task = task_of(STAFF, "Dự thảo hướng dẫn")
    head.post(f"/ke-hoach/viec/{task.id}/giao-lai", {"version": task.version, "to": world.person(LATE)})
    task.refresh_from_db()
    assert task.status == "handed_back"
    assert Task.objects.filter(taken_from=task, doer__staff_code=LATE, origin="taken_over").exists()


def test_work_is_handed_only_to_ones_own_people(head: Client, world: World) -> None:
    task = task_of(STAFF, "Dự thảo hướng dẫn")
    answer = head.post(f"/ke-hoach/viec/{task.id}/giao-lai", {"version": task.version, "to": world.person(OTHER)})
    assert answer.status_code == 404


@pytest.mark.parametrize("act", ["xong", "chua-dat", "cham", "khach-quan", "giao-lai", "giai-trinh"])
def test_a_strangers_task_does_not_exist(as_: As, act: str) -> None:
    task = task_of(STAFF, "Thẩm định")
    assert as_(OTHER).post(f"/ke-hoach/viec/{task.id}/{act}", {"version": 1}).status_code == 404
    assert as_(OTHER).get(f"/ke-hoach/viec/{task.id}").status_code == 404


def test_the_doer_may_not_judge_the_own_work(as_: As) -> None:
    task = task_of(STAFF, "Tờ trình")
    answer = as_(STAFF).post(f"/ke-hoach/viec/{task.id}/khach-quan", {"version": task.version, "objective": "yes"})
    assert answer.status_code == 403
    assert "workplan.not_assigner" in answer.content.decode()
