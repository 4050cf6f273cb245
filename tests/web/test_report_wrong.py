"""Báo sai: a doer says what is wrong in a row of the sheet, who gave the work mends it or says why not."""

from __future__ import annotations

import pytest

from tests.web.conftest import As
from tests.web.world import DIVISION_HEAD, HEAD, LATE, OTHER, STAFF, World
from thenchot.audit.queries import history
from thenchot.notices.queries import recent
from thenchot.workplan.models import LockedPeriod, Task

SAID = "Đã báo sai, chờ người giao việc trả lời"


@pytest.fixture
def task(world: World) -> Task:
    """A row that HEAD gave STAFF: late once."""
    return Task.objects.get(doer__staff_code=STAFF, period="2026-11", latenesses=1)


def reported(as_: As, task: Task, **other: str) -> str:
    given = {"kind": "dates", "text": "Xong ngày 10/11, trước hạn.", "version": str(task.version), **other}
    return as_(STAFF).post(f"/ke-hoach/viec/{task.id}/bao-sai", given, follow=True).content.decode()


def answered(as_: As, task: Task, act: str, **other: str) -> str:
    task.refresh_from_db()
    given = {
        "version": str(task.version), "units": "1", "doer": str(task.doer_id), "deadline": "12/11/2026",
        "done_on": "10/11/2026", "latenesses": "0", "rejections": "0", "note": "Đã đối chiếu sổ công văn.", **other,
    }  # fmt: skip
    return as_(HEAD).post(f"/ke-hoach/viec/{task.id}/{act}", given, follow=True).content.decode()


def test_each_row_of_ones_own_sheet_can_be_reported(as_: As, world: World, task: Task) -> None:
    sheet = as_(STAFF).get(f"/phieu/{world.sheet(STAFF).id}").content.decode()
    address = f"/ke-hoach/viec/{task.id}/bao-sai"
    assert f'href="{address}?next=/phieu/{world.sheet(STAFF).id}"' in sheet
    form = as_(STAFF).get(address).content.decode()
    for words in ("Việc này không phải của tôi", "Sai ngày, sai kết quả", "Sai số đơn vị quy đổi"):
        assert words in form
    for code in (OTHER, DIVISION_HEAD, HEAD):
        assert as_(code).get(address).status_code == 404


def test_who_gave_the_work_is_told_and_the_sheet_says_that_it_waits(as_: As, world: World, task: Task) -> None:
    back = f"/phieu/{world.sheet(STAFF).id}"
    assert SAID in reported(as_, task, next=back)
    (told,) = [one for one in recent(world.person(HEAD)) if one.kind == "wrong_reported"]
    assert told.link == f"/ke-hoach/viec/{task.id}"
    page = as_(HEAD).get("/viec-can-lam").content.decode()
    assert "báo sai một đầu việc" in page
    assert "Xong ngày 10/11, trước hạn." in page
    task.refresh_from_db()
    assert (task.latenesses, [act.action for act in history("task", task.id)][-1]) == (1, "report_wrong")


def test_work_without_a_named_leader_goes_to_the_head_of_its_unit(as_: As, world: World, task: Task) -> None:
    Task.objects.filter(id=task.id).update(leader=None)
    reported(as_, task)
    assert [one.kind for one in recent(world.person(DIVISION_HEAD))].count("wrong_reported") == 1
    assert not [one for one in recent(world.person(HEAD)) if one.kind == "wrong_reported"]


def test_a_mended_row_counts_anew_and_its_doer_reads_why(as_: As, world: World, task: Task) -> None:
    reported(as_, task)
    assert "Xong ngày 10/11, trước hạn." in as_(HEAD).get(f"/ke-hoach/viec/{task.id}").content.decode()
    assert "Đã sửa đầu việc" in answered(as_, task, "sua", units="1,5")
    task.refresh_from_db()
    assert (str(task.units.normalize()), task.latenesses, f"{task.done_on}") == ("1.5", 0, "2026-11-10")
    assert SAID not in as_(STAFF).get(f"/phieu/{world.sheet(STAFF).id}").content.decode()
    assert "Đã đối chiếu sổ công văn." in as_(STAFF).get("/viec-can-lam").content.decode()


def test_a_row_that_is_not_the_doers_goes_to_the_one_it_belongs_to(as_: As, world: World, task: Task) -> None:
    reported(as_, task, kind="not_mine")
    answered(as_, task, "sua", doer=str(world.person(LATE)))
    task.refresh_from_db()
    assert task.doer_id == world.person(LATE)


def test_a_row_kept_as_it_is_changes_nothing_and_says_why(as_: As, world: World, task: Task) -> None:
    reported(as_, task)
    assert "Đã giữ nguyên đầu việc" in answered(as_, task, "giu-nguyen", note="Sổ công văn ghi ngày 14.")
    task.refresh_from_db()
    assert task.latenesses == 1
    page = as_(STAFF).get("/viec-can-lam").content.decode()
    assert "Sổ công văn ghi ngày 14." in page
    assert SAID not in as_(STAFF).get(f"/ke-hoach/viec/{task.id}").content.decode()


@pytest.mark.parametrize(
    ("typed", "words"), [({"kind": ""}, "Chọn nội dung sai"), ({"text": "  "}, "Chọn nội dung sai")]
)
def test_a_report_says_what_is_wrong_and_what_is_right(
    as_: As, task: Task, typed: dict[str, str], words: str
) -> None:
    page = reported(as_, task, **typed)
    assert words in page
    assert "Xong ngày 10/11, trước hạn." in page or "text" in typed
    assert [act.action for act in history("task", task.id)] == ["assign"]


@pytest.mark.parametrize(
    ("act", "typed", "words"),
    [
        ("sua", {"note": ""}, "người báo sai đọc được"), ("giu-nguyen", {"note": " "}, "người báo sai đọc được"),
        ("sua", {"units": "0"}, "lớn hơn 0"), ("sua", {"done_on": "30/11/2026"}, "chưa đến"),
        ("sua", {"done_on": "14/11/2026", "latenesses": "1"}, "Chưa sửa nội dung nào"),
    ],
)  # fmt: skip
def test_an_answer_needs_its_ground_and_facts_that_can_be(
    as_: As, task: Task, act: str, typed: dict[str, str], words: str
) -> None:
    reported(as_, task)
    assert words in answered(as_, task, act, **typed)
    assert [one.action for one in history("task", task.id)] == ["assign", "report_wrong"]


def test_one_report_waits_at_a_time_and_none_is_answered_twice(as_: As, task: Task) -> None:
    reported(as_, task)
    task.refresh_from_db()
    assert "đang chờ người giao việc trả lời" in reported(as_, task)
    answered(as_, task, "giu-nguyen")
    assert "không còn báo sai nào chờ trả lời" in answered(as_, task, "giu-nguyen")


def test_after_publication_it_is_a_petition(as_: As, world: World, task: Task) -> None:
    LockedPeriod.objects.create(person_id=world.person(STAFF), period="2026-11")
    assert "gửi kiến nghị" in reported(as_, task)
