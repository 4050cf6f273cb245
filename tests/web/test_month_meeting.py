"""Họp giao ban tháng through its pages: key work, late work with whose it is, weaknesses, minutes, what goes on next month."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import docx
import pytest

from tests.web.conftest import As
from tests.web.world import ADMIN, AUDITOR, DEPUTY, DIVISION_HEAD, HEAD, LATE, ORGANISER, OTHER, STAFF, World
from thenchot.followup.models import Briefing, Remedy
from thenchot.organisation.models import Unit
from thenchot.workplan.models import PlanTable, Task

PERIOD, AFTER = "2026-11", "2026-12"
pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


class Sitting:
    """The meeting of the division in November."""

    def __init__(self, as_: As, world: World) -> None:
        self.as_, self.world = as_, world
        self.unit = Unit.objects.get(code="BT-KT").id
        self.address = f"/giao-ban/{PERIOD}/{self.unit}"

    def page(self, code: str = DIVISION_HEAD, below: str = "") -> str:
        return self.as_(code).get(f"{self.address}{below}").content.decode()

    def prepare(self, code: str = DIVISION_HEAD, **other: str) -> Any:
        form = {
            "held_on": "20/11/2026", "place": "Phòng họp tầng 2", "chair": str(self.world.person(DIVISION_HEAD)),
            "secretary": str(self.world.person(STAFF)), "present": "8", "absent": "Lương Thùy Linh, đi học",
            "attention": "- Xử lý dứt điểm hồ sơ vỉa hè\nChuẩn bị diễn tập", "conclusion": "Tập trung hồ sơ trễ hẹn.",
        }  # fmt: skip
        kept = Briefing.objects.filter(unit_id=self.unit, period=PERIOD).first()
        version = {"version": str(kept.version if kept else 0)}
        return self.as_(code).post(f"{self.address}/chuan-bi", form | version | other)

    def name(self, **other: str) -> Any:
        form = {
            "weakness": "Tờ trình sai căn cứ diện tích", "action": "Lập bảng kiểm trước khi trình",
            "owner": str(self.world.person(STAFF)), "due": "30/11/2026", "ground": "Tiêu chí II.3 thấp",
        }  # fmt: skip
        return self.as_(DIVISION_HEAD).post(f"{self.address}/khac-phuc", form | other)

    def conclude(self, *tasks: int, code: str = DIVISION_HEAD, day: str = "15/12/2026") -> Any:
        version = Briefing.objects.get(unit_id=self.unit, period=PERIOD).version
        form = {"version": str(version), "chuyen": [str(task) for task in tasks]} | {f"han-{task}": day for task in tasks}
        return self.as_(code).post(f"{self.address}/ket-luan", form)

    def unfinished(self, code: str) -> int:
        return Task.objects.get(doer_id=self.world.person(code), period=PERIOD, status="assigned").id


@pytest.fixture
def sitting(as_: As, world: World) -> Sitting:
    return Sitting(as_, world)


def cells(page: str, part: str) -> list[str]:
    """The rows of a part of the page."""
    section = page.split(f'id="{part}"')[1].split("</section>")[0]
    return re.findall(r"<tr role=\"row\"[^>]*>(?!<th role=\"columnheader\").*?</tr>", section, re.S)


def test_one_page_and_its_wall_show_key_work_late_work_with_whose_it_is_and_the_next_month(sitting: Sitting) -> None:
    late = Task.objects.get(doer_id=sitting.world.person(LATE), period=PERIOD, status="assigned")
    explained = {"explanation": "Chờ số liệu của Sở Xây dựng, đã đôn đốc hai lần.", "version": str(late.version)}
    assert sitting.as_(LATE).post(f"/ke-hoach/viec/{late.id}/giai-trinh", explained).status_code == 302
    assert sitting.prepare(DEPUTY).status_code == 302
    for page in (sitting.page(STAFF), sitting.page(STAFF, "/trinh-chieu")):
        rows = cells(page, "viec-cham")
        mine = next(row for row in rows if "Chờ số liệu của Sở" in row)
        assert [text in mine for text in ("Quá hạn", "Bùi Đức Thắng", "phụ trách: Trịnh Quang Vĩnh", "12/11")] == [True] * 4
        silent = next(row for row in rows if "Quá hạn" in row and "Nguyễn Thị Hồng Nhung" in row)
        assert ("Chưa có giải trình" in silent, "Chưa có giải trình" in mine) == (True, False)
        assert 0 < len(cells(page, "trong-tam")) <= 15
        assert "<li>Xử lý dứt điểm hồ sơ vỉa hè</li>" in page.split('id="thang-sau"')[1]
    wall = sitting.page(STAFF, "/trinh-chieu")
    assert '<main id="noi-dung" tabindex="-1" class="wall">' in wall
    assert '<button name="theme" value="dark">Nền tối</button>' in wall
    assert "Chuẩn bị họp" not in sitting.page(STAFF)


def test_the_head_concludes_into_minutes_that_no_longer_change_and_rows_go_on_once(sitting: Sitting) -> None:
    stays, goes = sitting.unfinished(STAFF), sitting.unfinished(LATE)
    assert sitting.name().status_code == 302
    sitting.prepare()
    form = sitting.page(below="/ket-luan")
    assert [f'value="{task}" checked' in form for task in (stays, goes)] == [True, True]
    assert 'value="31/12/2026"' in form
    assert sitting.conclude(goes).status_code == 302
    row = Task.objects.get(carried_from_id=goes)
    assert (row.period, row.unit_id, row.doer_id, row.status, f"{row.deadline}") == (
        AFTER, sitting.unit, sitting.world.person(LATE), "assigned", "2026-12-15",
    )  # fmt: skip
    assert "Chuyển từ kế hoạch tháng 11/2026" in sitting.as_(LATE).get(f"/ke-hoach/{AFTER}").content.decode()
    assert not Task.objects.filter(carried_from_id=stays).exists()
    before = paper(sitting)
    spoken = ("Tập trung hồ sơ trễ hẹn.", "Lập bảng kiểm trước khi trình", "Chưa có giải trình.", "hạn 15/12/2026", "ngày 20")
    assert [said for said in spoken if said not in before] == []
    Task.objects.filter(id=stays).update(content="Sửa sau cuộc họp")
    Remedy.objects.update(weakness="Sửa sau cuộc họp")
    assert paper(sitting) == before
    assert "Sửa sau" not in sitting.page()
    again = (sitting.conclude(goes), sitting.prepare(conclusion="Khác"), sitting.name(weakness="Mới"))
    assert [answer.status_code for answer in again] == [409, 409, 409]
    assert Task.objects.filter(carried_from_id=goes).count() == 1
    finish = sitting.as_(LATE).post(f"/ke-hoach/viec/{goes}/xong", {"done_on": "20/11/2026"})
    assert (finish.status_code, "đã chuyển sang kế hoạch tháng sau" in finish.content.decode()) == (422, True)


def paper(sitting: Sitting) -> str:
    """All text of the minutes in Word."""
    answer = sitting.as_(STAFF).get(f"{sitting.address}/bien-ban.docx")
    assert answer.status_code == 200
    opened = docx.Document(BytesIO(answer.content))
    cells_of = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in opened.paragraphs), *cells_of])


def test_a_row_carried_over_joins_the_draft_of_the_next_months_table(sitting: Sitting) -> None:
    table = PlanTable.objects.create(unit_id=sitting.unit, period=AFTER)
    goes = sitting.unfinished(LATE)
    sitting.prepare()
    assert sitting.conclude(goes).status_code == 302
    assert Task.objects.get(carried_from_id=goes).status == "drafted"
    page = sitting.as_(DIVISION_HEAD).get(f"/ke-hoach/{AFTER}/bieu-ngang/{sitting.unit}").content.decode()
    assert "Dự thảo hướng dẫn đấu nối hạ tầng" in page
    assert "1 việc của tháng này chuyển từ tháng 11/2026 sang" not in sitting.page(below="").replace(PERIOD, AFTER)
    PlanTable.objects.filter(id=table.id).update(state="locked")
    Task.objects.filter(carried_from_id=goes).update(status="assigned")
    following = sitting.as_(STAFF).get(f"/giao-ban/{AFTER}/{sitting.unit}").content.decode()
    assert "1 việc của tháng này chuyển từ tháng 11/2026 sang" in following


def test_who_prepares_and_who_concludes(sitting: Sitting) -> None:
    readers = (STAFF, DEPUTY, HEAD, ORGANISER, AUDITOR, OTHER, ADMIN)
    reads = {code: sitting.as_(code).get(sitting.address).status_code for code in readers}
    assert reads == {STAFF: 200, DEPUTY: 200, HEAD: 200, ORGANISER: 200, AUDITOR: 200, OTHER: 404, ADMIN: 404}
    prepares = {code: sitting.prepare(code).status_code for code in (STAFF, ORGANISER, OTHER, DEPUTY, HEAD)}
    assert prepares == {STAFF: 403, ORGANISER: 403, OTHER: 404, DEPUTY: 302, HEAD: 302}
    assert [sitting.conclude(code=code).status_code for code in (STAFF, DEPUTY, OTHER, HEAD)] == [403, 403, 404, 302]
    own = sitting.as_(STAFF).get("/giao-ban")
    assert (own.status_code, own["Location"]) == (302, sitting.address)
    chosen = sitting.as_(HEAD).get(f"/giao-ban/{PERIOD}?don-vi={sitting.unit}")
    assert chosen["Location"] == sitting.address
    assert sitting.as_(STAFF).get(f"/giao-ban/2026-Q4/{sitting.unit}").status_code == 404
    assert sitting.as_(STAFF).get(f"/giao-ban/{AFTER}/{sitting.unit}/bien-ban.docx").status_code == 404


def test_minutes_that_lack_something_are_not_concluded_and_strangers_are_refused(sitting: Sitting) -> None:
    stranger = str(sitting.world.person(OTHER))
    for name, typed, said in (
        ("chair", stranger, "Chọn người trong danh sách"), ("secretary", stranger, "Chọn người trong danh sách"),
        ("held_on", "hôm qua", "dạng ngày/tháng/năm"),
    ):  # fmt: skip
        answer = sitting.prepare(**{name: typed})
        page = answer.content.decode()
        assert (answer.status_code, said in page, "Tập trung hồ sơ trễ hẹn." in page) == (422, True, True)
    assert not Briefing.objects.exists()
    for name, typed, said in (
        ("held_on", "25/11/2026", "không sau hôm nay"), ("place", "", "địa điểm họp"), ("chair", "", "người chủ trì"),
        ("secretary", "", "thư ký"), ("present", "0", "số người dự họp"), ("conclusion", "", "kết luận của người chủ trì"),
    ):  # fmt: skip
        assert sitting.prepare(**{name: typed}).status_code == 302
        answer = sitting.conclude()
        assert (answer.status_code, said in answer.content.decode()) == (422, True), name
    sitting.prepare()
    goes = sitting.unfinished(LATE)
    early = sitting.conclude(goes, day="30/11/2026")
    assert (early.status_code, "phải sau tháng đang họp" in early.content.decode()) == (422, True)
    assert not Task.objects.filter(period=AFTER).exists()
    Task.objects.filter(id=goes).update(status="done")
    assert sitting.conclude(goes).status_code == 302
    assert not Task.objects.filter(carried_from_id=goes).exists()


def test_of_two_who_prepare_at_once_the_second_sees_both_versions(sitting: Sitting) -> None:
    sitting.prepare()
    sitting.prepare(DEPUTY, attention="Việc của cấp phó")
    answer = sitting.prepare(attention="Việc tôi vừa nhập", version="1")
    page = answer.content.decode()
    assert (answer.status_code, "Bản đang lưu của người khác" in page) == (409, True)
    assert ("Việc của cấp phó" in page, ">Việc tôi vừa nhập</textarea>" in page) == (True, True)
    assert Briefing.objects.get().attention == "Việc của cấp phó"
    assert sitting.prepare(attention="Cả hai việc").status_code == 302


def test_a_remedy_comes_back_next_month_and_on_its_owners_home_page_until_it_is_closed(sitting: Sitting) -> None:
    late = Task.objects.filter(doer_id=sitting.world.person(LATE), period=PERIOD, latenesses__gt=0)[0]
    assert f"Từ việc: {late.content}" in sitting.page(below=f"?viec={late.id}")
    assert sitting.name(task=str(late.id)).status_code == 302
    remedy = Remedy.objects.get()
    assert (remedy.task_id, remedy.state) == (late.id, "open")
    home = sitting.as_(STAFF).get("/viec-can-lam").content.decode()
    assert ("Khắc phục 1 hạn chế" in home, "chịu trách nhiệm một việc khắc phục" in home) == (True, True)
    address, after = f"/khac-phuc/{remedy.id}", f"/giao-ban/{AFTER}/{sitting.unit}"
    assert "Tờ trình sai căn cứ diện tích" in sitting.as_(STAFF).get(after).content.decode()
    act(sitting, STAFF, f"{address}/bao-cao", {"result": "Đã lập bảng kiểm 12 mục."})
    assert "Khắc phục 1 hạn chế" not in sitting.as_(STAFF).get("/viec-can-lam").content.decode()
    assert "1 việc khắc phục đã báo cáo" in sitting.as_(DIVISION_HEAD).get("/viec-can-lam").content.decode()
    act(sitting, DIVISION_HEAD, f"{address}/lam-tiep", {"reason": "Chưa dùng ở 3 tờ trình.", "due": "15/12/2026"})
    shown = sitting.as_(STAFF).get(address).content.decode()
    assert [text in shown for text in ("Chưa dùng ở 3 tờ trình.", "15/12/2026", "Đã lập bảng kiểm 12 mục.")] == [True] * 3
    act(sitting, STAFF, f"{address}/bao-cao", {"result": "Cả 5 tờ trình đã dùng bảng kiểm."})
    act(sitting, DEPUTY, f"{address}/ket-thuc", {"result": "Hết sai căn cứ trong tháng."})
    assert "Hết sai căn cứ trong tháng." in sitting.as_(STAFF).get("/khac-phuc/" + str(remedy.id)).content.decode()
    assert "Đã khắc phục xong" in sitting.as_(STAFF).get(after).content.decode() or Remedy.objects.get().state == "closed"
    assert "Tờ trình sai căn cứ" not in sitting.as_(STAFF).get("/khac-phuc").content.decode()
    assert "Tờ trình sai căn cứ" in sitting.as_(DIVISION_HEAD).get("/khac-phuc").content.decode()


def act(sitting: Sitting, code: str, address: str, form: dict[str, str]) -> None:
    answer = sitting.as_(code).post(address, form | {"version": str(Remedy.objects.get().version)})
    assert answer.status_code == 302, answer.content.decode()


def test_a_remedy_asks_for_everything_and_nobody_closes_their_own(sitting: Sitting) -> None:
    for other, said in (
        ({"weakness": " "}, "Còn thiếu: hạn chế"), ({"action": ""}, "việc làm để khắc phục"),
        ({"owner": ""}, "người chịu trách nhiệm"),
        ({"due": ""}, "Còn thiếu: hạn"), ({"due": "01/11/2026"}, "đã qua"), ({"weakness": "x" * 501}, "nhiều nhất 500"),
        ({"owner": str(sitting.world.person(OTHER))}, "Chọn người trong danh sách"),
    ):  # fmt: skip
        answer = sitting.name(**other)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), other
    assert sitting.name().status_code == 302
    assert "giống hệt" in sitting.name().content.decode()
    address = f"/khac-phuc/{Remedy.objects.get().id}"
    result = {"result": "Xong"}
    tries = {
        (STAFF, "ket-thuc"): 403, (OTHER, "ket-thuc"): 404, (DIVISION_HEAD, "bao-cao"): 403, (LATE, "ket-thuc"): 403,
        (ADMIN, "bao-cao"): 404,
    }  # fmt: skip
    assert {(code, verb): sitting.as_(code).post(f"{address}/{verb}", result).status_code for code, verb in tries} == tries
    head = sitting.as_(DIVISION_HEAD)
    assert head.post(f"{address}/lam-tiep", {"reason": "Chưa đủ", "due": "15/12/2026"}).status_code == 409
    assert head.post(f"{address}/ket-thuc", {"result": " "}).status_code == 422
    assert sitting.as_(STAFF).post(f"{address}/bao-cao", {"result": " "}).status_code == 422
    stale = sitting.as_(STAFF).post(f"{address}/bao-cao", result | {"version": "7"})
    assert stale.status_code == 409
    sitting.as_(STAFF).post(f"{address}/bao-cao", result)
    assert "Nêu lý do" in head.post(f"{address}/lam-tiep", {"reason": "", "due": "15/12/2026"}).content.decode()
    assert head.post(f"{address}/ket-thuc", result).status_code == 302
    after_end = (head.post(f"{address}/ket-thuc", result), sitting.as_(STAFF).post(f"{address}/bao-cao", result))
    assert [answer.status_code for answer in after_end] == [409, 409]
