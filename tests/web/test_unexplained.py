"""Before sending, the sheet names the tasks that owe an explanation and have none; it warns and never stands in the way."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.test_my_sheet import filled
from tests.web.world import DIVISION_HEAD, LATE, STAFF, World
from thenchot.assessment.models import Sheet
from thenchot.workplan.models import Task


@pytest.fixture
def me(as_: As) -> Client:
    return as_(STAFF)


def troubled() -> list[Task]:
    """The tasks of the month that were rejected, late and missed: one of each, in this order."""
    rows = Task.objects.filter(doer__staff_code=STAFF, period="2026-11").order_by("id")
    return [task for task in rows if task.rejections or task.latenesses or task.status == "assigned"]


def named(client: Client, world: World) -> list[str]:
    """The tasks that the warning names, in its order; empty where there is no warning."""
    page = client.get(f"/phieu/{world.sheet(STAFF).id}").content.decode()
    warning = re.search(r'id="chua-giai-trinh">(.*?)</div>', page, re.DOTALL)
    return re.findall(r'<a href="#viec-\d+">([^<]+)</a>', warning[1]) if warning else []


def explain(client: Client, task: Task) -> None:
    given = {"version": task.version, "explanation": f"Mưa lớn, tuyến ngập: {task.id}"}
    assert client.post(f"/ke-hoach/viec/{task.id}/giai-trinh", given).status_code == 302


def test_the_page_names_each_task_that_lacks_an_explanation(me: Client, world: World) -> None:
    assert sorted(named(me, world)) == sorted(task.content for task in troubled())
    page = me.get(f"/phieu/{world.sheet(STAFF).id}").content.decode()
    assert "3 việc chậm, chưa đạt hoặc quá hạn chưa có giải trình" in page
    assert "Vẫn gửi phiếu được, nhưng phiếu chỉ được xác nhận khi" in page


def test_each_name_leads_to_the_task_where_it_is_explained(me: Client, world: World) -> None:
    page = me.get(f"/phieu/{world.sheet(STAFF).id}").content.decode()
    for task in troubled():
        assert f'href="#viec-{task.id}"' in page
        place = page.split(f'id="viec-{task.id}"')[1].split("</li>")[0]
        assert f'name="gt-{task.id}"' in place


def test_the_warning_stands_before_the_button_that_sends(me: Client, world: World) -> None:
    page = me.get(f"/phieu/{world.sheet(STAFF).id}").content.decode()
    assert page.index('id="chua-giai-trinh"') < page.index('name="undertaking"') < page.index("Gửi phiếu cho")


def test_an_explained_task_leaves_the_warning_and_the_last_one_ends_it(me: Client, world: World) -> None:
    first, *others = troubled()
    explain(me, first)
    assert sorted(named(me, world)) == sorted(task.content for task in others)
    for task in others:
        explain(me, task)
    assert named(me, world) == []


def test_an_explanation_of_blanks_is_none(me: Client, world: World) -> None:
    Task.objects.filter(id=troubled()[0].id).update(explanation="  ")
    assert len(named(me, world)) == 3


def test_what_the_head_excused_needs_no_explanation(me: Client, as_: As, world: World) -> None:
    task, *others = troubled()
    given = {"version": task.version, "objective": "yes", "cause_note": "Văn bản của cấp trên đổi mẫu"}
    assert as_(DIVISION_HEAD).post(f"/ke-hoach/viec/{task.id}/khach-quan", given).status_code == 302
    assert sorted(named(me, world)) == sorted(task.content for task in others)


def test_work_not_done_is_a_matter_of_explanation_once_its_day_is_over(me: Client, world: World) -> None:
    draft = "Dự thảo hướng dẫn đấu nối hạ tầng"
    assert draft in named(me, world)
    Task.objects.filter(content=draft).update(deadline=date(2026, 11, 21))
    assert draft not in named(me, world), "today is its last day"
    Task.objects.filter(content=draft).update(deadline=None)
    assert draft not in named(me, world), "without a day it has until the month ends"


def test_sending_without_an_explanation_is_allowed(me: Client, world: World) -> None:
    sheet = world.sheet(STAFF)
    assert len(named(me, world)) == 3
    assert me.post(f"/phieu/{sheet.id}/gui", filled(sheet)).status_code == 302
    assert Sheet.objects.get(id=sheet.id).state == "submitted"


def test_who_reads_somebody_elses_sheet_is_not_warned(as_: As, world: World) -> None:
    page = as_(DIVISION_HEAD).get(f"/phieu/{world.sheet(LATE).id}").content.decode()
    assert "chua-giai-trinh" not in page
