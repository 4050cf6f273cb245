"""The meeting's doors when something is wrong: refused at its field, what was typed still there, nothing written."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db.models import Max
from django.test import Client

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
    STAFF,
    World,
)
from thenchot.assessment.queries.integrity import verify
from thenchot.audit.models import Entry
from thenchot.followup.models import Briefing, Note, PlannedDay, Remedy
from thenchot.notices.models import Notice
from thenchot.organisation.models import Unit
from thenchot.workplan.models import Task

PERIOD = "2026-11"
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


class Meeting:
    """The November meeting of the division, through its pages."""

    def __init__(self, as_: As, world: World) -> None:
        self.as_, self.world = as_, world
        self.head: Client = as_(DIVISION_HEAD)
        self.unit = Unit.objects.get(code="BT-KT").id

    def address(self, below: str = "", period: str = PERIOD, unit: int = 0) -> str:
        return f"/giao-ban/{period}/{unit or self.unit}{below}"

    def form(self, **other: str) -> dict[str, str]:
        kept = Briefing.objects.filter(unit_id=self.unit, period=PERIOD).first()
        return {
            "held_on": "20/11/2026", "place": "Phòng họp tầng 2", "chair": str(self.world.person(DIVISION_HEAD)),
            "secretary": str(self.world.person(STAFF)), "present": "8", "absent": "Lương Thùy Linh, đi học",
            "attention": "Chuẩn bị diễn tập", "conclusion": "Tập trung hồ sơ trễ hẹn.",
            "version": str(kept.version if kept else 0),
        } | other  # fmt: skip

    def weakness(self, **other: str) -> dict[str, str]:
        return {
            "weakness": "Tờ trình sai căn cứ", "action": "Lập bảng kiểm", "owner": str(self.world.person(STAFF)),
            "due": "30/11/2026", "ground": "Tiêu chí II.3 thấp",
        } | other  # fmt: skip

    def prepare(self, **other: str) -> Any:
        return self.head.post(self.address("/chuan-bi"), self.form(**other))

    def name(self, **other: str) -> Any:
        return self.head.post(self.address("/khac-phuc"), self.weakness(**other))


@pytest.fixture
def meeting(as_: As, world: World) -> Meeting:
    return Meeting(as_, world)


def written() -> tuple[object, ...]:
    """Everything a refused act must leave as it was."""
    tables = (Briefing, Remedy, Note, PlannedDay, Notice)
    return (
        *(list(table.objects.order_by("id").values()) for table in tables),
        Entry.objects.aggregate(last=Max("id"))["last"],
        Task.objects.count(),
    )


def body(answer: Any) -> str:
    return str(answer.content.decode())


def main(answer: Any) -> str:
    return body(answer).split('<main id="noi-dung"')[1].split("</main>")[0]


# --- preparing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("held_on", "31/02/2026", "dạng ngày/tháng/năm"),
        ("held_on", "thứ sáu", "dạng ngày/tháng/năm"),
        ("present", "tám", "bằng chữ số"),
        ("present", "12 người", "bằng chữ số"),
        ("present", "-3", "bằng chữ số"),
        ("present", "1e3", "bằng chữ số"),
        ("present", "12345678901", "bằng chữ số"),
        ("chair", "STAFF", "Chọn người trong danh sách"),
        ("secretary", "OTHER", "Chọn người trong danh sách"),
        ("secretary", "HEAD", "Chọn người trong danh sách"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_every_other_field_keeps_its_words(
    meeting: Meeting, field: str, typed: str, said: str
) -> None:
    people = {"STAFF": STAFF, "OTHER": OTHER, "HEAD": HEAD}
    value = str(meeting.world.person(people[typed])) if typed in people else typed
    before = written()
    answer = meeting.prepare(**{field: value})
    page = body(answer)
    assert (answer.status_code, said in page, f'href="#{field}"' in page) == (422, True, True)
    assert written() == before
    if field not in ("chair", "secretary"):
        assert f'value="{typed}"' in page
    for kept in (
        "Phòng họp tầng 2",
        "Lương Thùy Linh, đi học",
        "Chuẩn bị diễn tập",
        "Tập trung hồ sơ trễ hẹn.",
    ):
        assert kept in page


@pytest.mark.parametrize(
    ("typed", "kept"), [("", 0), ("0", 0), (" 12 ", 12), ("007", 7), ("123456789", 9999)]
)
def test_a_number_of_people_is_read_as_it_stands_and_blank_is_not_known_yet(
    meeting: Meeting, typed: str, kept: int
) -> None:
    assert meeting.prepare(present=typed).status_code == 302
    assert Briefing.objects.get().present == kept


def test_who_saves_over_somebody_elses_words_sees_both_and_neither_is_lost(meeting: Meeting) -> None:
    assert meeting.prepare().status_code == 302
    stale = meeting.form()
    deputy = meeting.as_(DEPUTY)
    assert (
        deputy.post(meeting.address("/chuan-bi"), meeting.form(conclusion="Bàn khác của phó.")).status_code
        == 302
    )
    before = written()
    answer = meeting.head.post(meeting.address("/chuan-bi"), stale | {"conclusion": "Bàn của trưởng phòng."})
    page = main(answer)
    assert answer.status_code == 409
    assert "Bản đang lưu của người khác" in page
    assert "Bàn khác của phó." in page
    assert ">Bàn của trưởng phòng.</textarea>" in page
    assert written() == before
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version
    again = meeting.head.post(
        meeting.address("/chuan-bi"), stale | {"conclusion": "Gộp hai bên.", "version": version[1]}
    )
    assert (again.status_code, Briefing.objects.get().conclusion) == (302, "Gộp hai bên.")


def test_signs_in_what_was_typed_stay_signs(meeting: Meeting) -> None:
    said = '<script>alert("x")</script> & "ngoặc" {{ 7*7 }} %s {0}'
    assert meeting.prepare(place=said, conclusion=said, attention=said).status_code == 302
    for address in (meeting.address(), meeting.address("/trinh-chieu"), meeting.address("/ket-luan")):
        page = body(meeting.head.get(address))
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
        assert "{{ 7*7 }} %s {0}" in page
    assert meeting.name(weakness=said, action=said, due="hôm qua").status_code == 422


# --- weaknesses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "field", "said"),
    [
        ({"weakness": "  "}, "weakness", "Còn thiếu: hạn chế"),
        ({"action": ""}, "action", "Còn thiếu: việc làm để khắc phục"),
        ({"owner": ""}, "owner", "Còn thiếu: người chịu trách nhiệm"),
        ({"owner": "ai đó"}, "owner", "Còn thiếu: người chịu trách nhiệm"),
        ({"owner": "999999"}, "owner", "Chọn người trong danh sách"),
        ({"due": ""}, "due", "Còn thiếu: hạn"),
        ({"due": "30/02/2027"}, "due", "dạng ngày/tháng/năm"),
        ({"due": "20/11/2026"}, "due", "20/11/2026 đã qua"),
        ({"action": "ờ" * 501}, "action", "dài 501 ký tự, nhiều nhất 500"),
    ],
    ids=[
        "blank",
        "no action",
        "no owner",
        "words for an owner",
        "nobody",
        "no day",
        "no such day",
        "yesterday",
        "too long",
    ],
)
def test_a_weakness_short_of_something_is_refused_there_and_its_owner_hears_nothing(
    meeting: Meeting, other: dict[str, str], field: str, said: str
) -> None:
    before = written()
    answer = meeting.name(**other)
    page = body(answer)
    assert (answer.status_code, said in page, f'href="#{field}"' in page) == (422, True, True)
    for name, typed in meeting.weakness(**other).items():
        if name in ("weakness", "action") and typed.strip():
            assert f">{typed}</textarea>" in page
        elif name in ("due", "ground") and typed:
            assert f'value="{typed}"' in page
    assert 'id="neu" open' in page, "the form stands open"
    assert written() == before


def test_a_task_of_a_place_elsewhere_is_not_shown_under_a_weakness(meeting: Meeting) -> None:
    """A number changed in the form must not bring another unit's work before the readers of this one."""
    foreign = Task.objects.filter(unit__code="BT-VP", period=PERIOD)[0]
    Task.objects.filter(id=foreign.id).update(content="Việc kín của văn phòng")
    assert meeting.name(task=str(foreign.id)).status_code == 302
    [row] = Remedy.objects.all()
    assert row.task_id is None
    assert "Việc kín của văn phòng" not in body(meeting.head.get(f"/khac-phuc/{row.id}"))
    own = Task.objects.filter(unit__code="BT-KT", period=PERIOD)[0]
    assert meeting.name(weakness="Khác", task=str(own.id)).status_code == 302
    assert Remedy.objects.get(weakness="Khác").task_id == own.id


def test_who_named_a_weakness_and_left_the_unit_still_opens_what_they_are_told_of(meeting: Meeting) -> None:
    assert meeting.name().status_code == 302
    row = Remedy.objects.get()
    Remedy.objects.update(raised_by_id=meeting.world.person(OTHER))
    assert (
        meeting.as_(STAFF).post(f"/khac-phuc/{row.id}/bao-cao", {"result": "Đã lập bảng kiểm."}).status_code
        == 302
    )
    reader = meeting.as_(OTHER)
    told = Notice.objects.get(recipient_id=meeting.world.person(OTHER), kind="remedy_reported")
    page = body(reader.get(told.link))
    assert "Đã lập bảng kiểm." in page
    before = written()
    assert reader.post(f"/khac-phuc/{row.id}/ket-thuc", {"result": "Hết", "version": "2"}).status_code == 403
    assert reader.post(f"/khac-phuc/{row.id}/bao-cao", {"result": "Hết", "version": "2"}).status_code == 403
    assert meeting.as_("BT-022").get(f"/khac-phuc/{row.id}").status_code == 404
    assert written() == before


# --- who gets in -----------------------------------------------------------------------------------------------


READERS = {
    HEAD: 200,
    DEPUTY: 200,
    DIVISION_HEAD: 200,
    STAFF: 200,
    LATE: 200,
    ORGANISER: 200,
    AUDITOR: 200,
    OTHER: 404,
    ADMIN: 404,
}


def test_each_page_of_the_meeting_opens_for_its_readers_and_is_no_page_for_others(meeting: Meeting) -> None:
    assert meeting.prepare().status_code == 302
    for below in ("", "/trinh-chieu", "/bien-ban.docx"):
        answers = {code: meeting.as_(code).get(meeting.address(below)).status_code for code in READERS}
        assert answers == READERS, below
    concluding = {code: meeting.as_(code).get(meeting.address("/ket-luan")).status_code for code in READERS}
    assert concluding == {
        code: 200 if code in (HEAD, DIVISION_HEAD) else 403 if code not in (OTHER, ADMIN) else 404
        for code in READERS
    }


def test_who_may_read_but_not_prepare_is_told_who_does_and_writes_nothing(meeting: Meeting) -> None:
    assert meeting.prepare().status_code == 302
    before = written()
    for code, status in ((STAFF, 403), (ORGANISER, 403), (AUDITOR, 403), (OTHER, 404), (ADMIN, 404)):
        client = meeting.as_(code)
        for below, form in (
            ("/chuan-bi", meeting.form()),
            ("/khac-phuc", meeting.weakness()),
            ("/ket-luan", {"version": "1"}),
        ):
            answer = client.post(meeting.address(below), form)
            assert answer.status_code == status, (code, below)
            assert ("họp giao ban" in body(answer)) is (status == 403) or status == 404
    deputy = meeting.as_(DEPUTY).post(meeting.address("/ket-luan"), {"version": "1"})
    assert (deputy.status_code, "Người đứng đầu đơn vị" in body(deputy)) == (403, True)
    assert written() == before


@pytest.mark.parametrize("period", ["2026-Q4", "2026-H2", "2026"])
def test_a_quarter_or_a_year_has_no_meeting_at_any_address(meeting: Meeting, period: str) -> None:
    before = written()
    for below in ("", "/trinh-chieu", "/ket-luan", "/bien-ban.pdf"):
        assert meeting.head.get(meeting.address(below, period)).status_code == 404
    for below, form in (("/chuan-bi", meeting.form()), ("/khac-phuc", meeting.weakness()), ("/ket-luan", {})):
        assert meeting.head.post(meeting.address(below, period), form).status_code == 404
    assert written() == before


@pytest.mark.parametrize("unit", [0, 999_999, 10**12])
def test_a_unit_that_is_none_has_no_meeting(meeting: Meeting, unit: int) -> None:
    for below in ("", "/trinh-chieu", "/bien-ban.docx", "/ket-luan"):
        assert meeting.head.get(f"/giao-ban/{PERIOD}/{unit}{below}").status_code == 404


def test_before_anything_was_prepared_there_are_no_minutes(meeting: Meeting) -> None:
    for kind in ("pdf", "docx"):
        answer = meeting.head.get(meeting.address(f"/bien-ban.{kind}"))
        assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (404, "text/html")


def test_signed_out_nothing_opens_and_nothing_is_written(meeting: Meeting) -> None:
    before = written()
    nobody = meeting.as_("")
    for address in (meeting.address(), "/lich", "/theo-doi", "/khac-phuc", f"/lich/ghi-nhan/{PERIOD}"):
        assert nobody.get(address).status_code == 302
    assert nobody.post(meeting.address("/chuan-bi"), meeting.form()).status_code == 403
    assert written() == before


# --- the unit and its people change ----------------------------------------------------------------------------


def test_minutes_keep_the_name_the_unit_had_when_it_was_concluded(meeting: Meeting) -> None:
    assert meeting.prepare().status_code == 302
    version = Briefing.objects.get().version
    assert meeting.head.post(meeting.address("/ket-luan"), {"version": str(version)}).status_code == 302
    from_before = Unit.objects.get(id=meeting.unit).versions.get()
    old = from_before.name
    type(from_before).objects.filter(id=from_before.id).update(name="Phòng Kinh tế mới")
    page = body(meeting.head.get(meeting.address()))
    assert "Phòng Kinh tế mới" in page
    assert Briefing.objects.get().content["unit"] == old
    assert (old == "Phòng Kinh tế mới", list(verify(date(2026, 11, 21)))) == (False, [])


# --- the other language ----------------------------------------------------------------------------------------


def test_refusals_of_the_meeting_and_the_calendar_read_in_english(meeting: Meeting) -> None:
    meeting.head.post("/ngon-ngu", {"language": "en", "next": "/"})
    for answer, said in (
        (meeting.prepare(present="tám"), "digits"),
        (meeting.name(action=""), "Missing"),
        (meeting.name(due="01/11/2026"), "passed"),
        (meeting.prepare(secretary="999999"), "Choose a person from the unit"),
    ):
        page = main(answer)
        assert answer.status_code == 422
        assert said.lower() in page.lower(), said
        assert "Nhập" not in page.split("<form")[0]
    task = Task.objects.filter(doer_id=meeting.world.person(DIVISION_HEAD), period=PERIOD)[0]
    Task.objects.filter(id=task.id).update(status="assigned", deadline=date(2026, 11, 25))
    refused = meeting.head.post(f"/lich/viec/{task.id}/ngay", {"day": "26/12/2026"})
    assert (refused.status_code, "01/11/2026" in main(refused), "Chọn một ngày" in main(refused)) == (
        422,
        True,
        False,
    )
