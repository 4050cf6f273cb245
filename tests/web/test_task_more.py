"""One task's page and the small acts on it at their edges: who may, what is refused, what was typed, what the trail keeps."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.office_cast import main
from tests.web.world import AUDITOR, DEPUTY, DIVISION_HEAD, HEAD, LATE, ORGANISER, OTHER, STAFF, World
from thenchot.audit.models import Entry
from thenchot.audit.queries import history
from thenchot.workplan.models import LockedPeriod, Task

HOSTILE = "<script>alert('Đ')</script> <b>Ă̂n</b>"
ACTS = (
    "giai-trinh",
    "xong",
    "chua-dat",
    "cham",
    "khach-quan",
    "giao-lai",
    "bao-sai",
    "sua",
    "giu-nguyen",
    "danh-gia",
)


@pytest.fixture
def late(world: World) -> Task:
    """A row that HEAD gave STAFF: done, late once."""
    return Task.objects.get(doer__staff_code=STAFF, period="2026-11", latenesses=1)


@pytest.fixture
def going(world: World) -> Task:
    """A row of STAFF that is not done yet, its deadline gone by."""
    return Task.objects.get(doer__staff_code=STAFF, period="2026-11", status="assigned")


@pytest.fixture
def head(as_: As) -> Client:
    return as_(HEAD)


def act(client: Client, task: Task, name: str, **given: str) -> tuple[int, str]:
    """The status of the answer itself, and what the page after it says."""
    task.refresh_from_db()
    values = {"version": str(task.version), **given}
    answer = client.post(f"/ke-hoach/viec/{task.id}/{name}", values)
    shown = client.get(answer.headers["Location"]) if answer.status_code == 302 else answer
    task.refresh_from_db()
    return answer.status_code, main(shown)


@pytest.mark.parametrize("name", ACTS)
def test_an_act_on_a_task_is_sent_by_those_it_concerns_only(
    as_: As, world: World, late: Task, name: str
) -> None:
    lines, address = Entry.objects.count(), f"/ke-hoach/viec/{late.id}/{name}"
    for code in (LATE, OTHER, ORGANISER, AUDITOR):
        assert as_(code).post(address, {"version": "1"}).status_code == 404
    assert as_(STAFF).post(f"/ke-hoach/viec/99999/{name}").status_code == 404
    if name != "bao-sai":
        assert as_(STAFF).get(address).status_code == 405
    assert (Entry.objects.count(), Task.objects.get(id=late.id).version) == (lines, 1)


@pytest.mark.parametrize("name", ["chua-dat", "cham", "khach-quan", "giao-lai", "sua", "giu-nguyen"])
def test_the_doer_is_told_that_it_is_the_givers_to_do(as_: As, world: World, late: Task, name: str) -> None:
    """Điều 18 khoản 1 điểm a."""
    status, page = act(as_(STAFF), late, name, note="x")
    assert (status, "Việc này thuộc người giao việc" in page) == (403, True)


@pytest.mark.parametrize("name", ["giai-trinh", "xong", "bao-sai"])
def test_who_gave_the_work_does_not_speak_for_its_doer(head: Client, going: Task, name: str) -> None:
    assert act(head, going, name, explanation="x", kind="dates", text="x")[0] == 404


@pytest.mark.parametrize(
    ("code", "status"),
    [(STAFF, 200), (HEAD, 200), (DIVISION_HEAD, 200), (DEPUTY, 404), (LATE, 404), (OTHER, 404)],
)
def test_a_task_is_read_by_its_doer_and_those_who_lead(
    as_: As, world: World, late: Task, code: str, status: int
) -> None:
    assert as_(code).get(f"/ke-hoach/viec/{late.id}").status_code == status
    assert as_(code).get("/ke-hoach/viec/99999").status_code == 404


@pytest.mark.parametrize(("name", "column"), [("chua-dat", "rejections"), ("cham", "latenesses")])
def test_what_costs_points_is_recorded_with_its_ground(
    head: Client, going: Task, name: str, column: str
) -> None:
    """Điều 14 khoản 2."""
    assert act(head, going, name, note=" ")[0] == 422
    assert getattr(going, column) == 0
    assert act(head, going, name, note="Sai căn cứ")[0] == 302
    assert getattr(going, column) == 1
    line = history("task", going.id).last()
    assert line is not None
    assert "Sai căn cứ" in line.payload


def test_an_objective_cause_excuses_each_time_and_may_be_taken_back(head: Client, late: Task) -> None:
    for said, excused, cause in (("yes", 1, "accepted"), ("no", 0, "refused")):
        status, page = act(head, late, "khach-quan", objective=said, cause_note="Theo biên bản thời tiết")
        assert (status, late.latenesses_excused, late.cause) == (302, excused, cause)
        assert "Đã ghi nhận ý kiến về nguyên nhân" in page


def test_an_explanation_is_kept_to_its_bound_and_shown_as_words(as_: As, head: Client, late: Task) -> None:
    assert act(as_(STAFF), late, "giai-trinh", explanation=" ")[0] == 422
    status, page = act(as_(STAFF), late, "giai-trinh", explanation=HOSTILE + "dài " * 400)
    assert (status, "nhiều nhất 1000" in page, "dài dài dài" in page) == (422, True, True)
    assert act(as_(STAFF), late, "giai-trinh", explanation=(HOSTILE + "dài " * 400)[:1000])[0] == 302
    assert len(late.explanation) > 990
    for client in (as_(STAFF), head):
        page = client.get(f"/ke-hoach/viec/{late.id}").content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("done_on", "status", "late"),
    [
        ("12/11/2026", 302, 0),
        ("13/11/2026", 302, 1),
        ("2026-11-12", 302, 0),
        ("22/11/2026", 422, 0),
        ("31/11/2026", 422, 0),
        ("", 302, 1),
    ],
)
def test_a_task_is_done_on_a_day_that_was(as_: As, going: Task, done_on: str, status: int, late: int) -> None:
    """Điều 14 khoản 2 điểm c; the deadline is the 12th, today the 21st."""
    answer, page = act(as_(STAFF), going, "xong", done_on=done_on, result="Công văn 45/UBND")
    assert (answer, going.latenesses) == (status, late)
    assert "Công văn 45/UBND" in page
    assert going.status == ("done" if status == 302 else "assigned")
    if not done_on:
        assert going.done_on == date(2026, 11, 21)


def test_a_task_is_finished_once(as_: As, going: Task) -> None:
    assert act(as_(STAFF), going, "xong", done_on="12/11/2026")[0] == 302
    status, page = act(as_(STAFF), going, "xong", done_on="12/11/2026")
    assert (status, "không còn ở trạng thái đang thực hiện" in page) == (422, True)


@pytest.mark.parametrize("name", ["chua-dat", "cham", "khach-quan", "giao-lai", "sua", "giu-nguyen"])
def test_a_page_that_is_older_than_the_row_overwrites_nothing(
    as_: As, head: Client, world: World, going: Task, name: str
) -> None:
    assert act(as_(STAFF), going, "bao-sai", kind="dates", text="Sai ngày.")[0] == 302
    lines = Entry.objects.count()
    given = {
        "version": "1",
        "note": "Lý do",
        "objective": "yes",
        "cause_note": "Lý do",
        "to": str(world.person(LATE)),
        "units": "3",
        "doer": str(going.doer_id),
    }
    answer = head.post(f"/ke-hoach/viec/{going.id}/{name}", given)
    assert (answer.status_code, Entry.objects.count()) == (409, lines)


def test_after_publication_a_row_stands_still_but_for_an_objective_cause(
    as_: As, head: Client, world: World, late: Task
) -> None:
    LockedPeriod.objects.create(person_id=world.person(STAFF), period="2026-11")
    lines = Entry.objects.count()
    for client, name in ((head, "chua-dat"), (head, "cham"), (as_(STAFF), "giai-trinh")):
        status, page = act(client, late, name, note="x", explanation="x")
        assert (status, "Tháng này đã công bố" in page) == (403, True)
    assert Entry.objects.count() == lines
    assert act(head, late, "khach-quan", objective="yes", cause_note="Mưa lớn")[0] == 302
    assert late.latenesses_excused == 1


@pytest.mark.parametrize("to", ["", "99999", "x", "OTHER", "STAFF"])
def test_work_is_handed_to_somebody_below_who_is_not_its_doer(
    as_: As, world: World, going: Task, to: str
) -> None:
    codes = {"OTHER": OTHER, "STAFF": STAFF}
    number = str(world.person(codes[to])) if to in codes else to
    status, _page = act(as_(DIVISION_HEAD), going, "giao-lai", to=number)
    assert status == (422 if to == "STAFF" else 404)
    assert going.status == "assigned"


def test_an_amended_row_with_numbers_no_row_can_hold_is_refused_with_what_was_typed(
    as_: As, head: Client, late: Task
) -> None:
    assert act(as_(STAFF), late, "bao-sai", kind="units", text="Sai số đơn vị.")[0] == 302
    form = {
        "units": "1",
        "doer": str(late.doer_id),
        "deadline": "12/11/2026",
        "done_on": "14/11/2026",
        "note": "Đã đối chiếu",
    }
    for wrong in ({"units": "999999999"}, {"latenesses": "99999"}, {"rejections": "40000"}):
        status, page = act(head, late, "sua", **form | {"latenesses": "1", "rejections": "0"} | wrong)
        assert (status, "Số nhập vào quá lớn" in page) == (422, True)
        assert (
            next(iter(wrong.values()))
            in head.post(
                f"/ke-hoach/viec/{late.id}/sua",
                {"version": str(late.version), **form, "latenesses": "1", "rejections": "0", **wrong},
            ).content.decode()
        )
    assert [line.action for line in history("task", late.id)] == ["assign", "report_wrong"]


def test_a_planned_row_with_units_no_row_can_hold_is_refused_too(as_: As, world: World) -> None:
    client, count = as_(DIVISION_HEAD), Task.objects.count()
    form = {"content": "Việc lớn", "doer": str(world.person(STAFF)), "units": "999999999"}
    answer = client.post("/ke-hoach/2026-11/them", form)
    assert (answer.status_code, "Số nhập vào quá lớn" in main(answer)) == (422, True)
    assert "Việc lớn" in answer.content.decode()
    assert Task.objects.count() == count


def test_a_report_is_written_and_read_as_words_and_its_page_is_in_english_too(
    as_: As, head: Client, late: Task
) -> None:
    assert act(as_(STAFF), late, "bao-sai", kind="units", text=HOSTILE)[0] == 302
    page = head.get(f"/ke-hoach/viec/{late.id}").content.decode()
    assert "<script>alert" not in page
    assert "Ă̂n" in page
    head.cookies["django_language"] = "en"
    english = main(head.get(f"/ke-hoach/viec/{late.id}"))
    for vietnamese in ("Ghi nhận", "Giữ nguyên", "Căn cứ", "Hạn"):
        assert vietnamese not in english


def test_the_plan_shows_hostile_names_as_words_and_names_what_a_row_lacks(
    as_: As, world: World, going: Task
) -> None:
    Task.objects.filter(id=going.id).update(content=HOSTILE, deadline=None, leader=None)
    page = as_(DIVISION_HEAD).get("/ke-hoach/2026-11?loc=thieu").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "Thẩm định 6 hồ sơ" not in page


def test_a_row_not_asked_for_figures_takes_none(as_: As, head: Client, late: Task) -> None:
    for client in (head, as_(STAFF)):
        status, page = act(client, late, "danh-gia", quality="90", difficulty="1")
        assert (status, "không hỏi trọng số" in page) == (403, True)
    assert late.appraisal is None
