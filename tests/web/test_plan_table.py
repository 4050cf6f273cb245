"""Biểu ngang of a unit through the pages: from a resolution to five columns, drafted, approved, locked, with its log."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from django.test import Client

from tests.files.seeing import pages_of
from tests.web.conftest import As
from tests.web.plan_cast import COLUMNS, PERIOD, Table
from tests.web.world import DEPUTY, DIVISION_HEAD, HEAD, LATE, OTHER, STAFF, World
from thenchot.web.workplan import table as table_page
from thenchot.workplan.models import Task


@pytest.fixture
def table(as_: As, world: World) -> Table:
    return Table(as_, world)


def taken(table: Table, kind: str) -> bytes:
    answer = table.as_(STAFF).get(f"{table.address}/ke-hoach.{kind}")
    assert answer.headers["Content-Disposition"].endswith(f'.{kind}"')
    return answer.content


def rows_printed(data: bytes) -> list[str]:
    """The rows of the plan in a Word document, the names of its columns first."""
    (found,) = [one for one in docx.Document(BytesIO(data)).tables if one.cell(0, 0).text == COLUMNS[0]]
    return [" | ".join(cell.text for cell in row.cells) for row in found.rows]


def rows_of(page: str) -> list[str]:
    return re.findall(r'<tr role="row" id="dong-\d+".*?</tr>', page, re.DOTALL)


@pytest.mark.row("004-35")
def test_a_resolution_becomes_a_table_of_five_columns_and_one_row_for_each_content(table: Table) -> None:
    empty = table.page(STAFF)
    assert "Chưa lập biểu ngang" in empty
    assert 'href="#h-cu"' in empty
    assert 'id="h-cu"' in empty
    table.begin()
    assert table.page(STAFF).count(f'<option value="u{table.unit}"') == 1, "the unit is offered once"
    table.add("Giải phóng mặt bằng tuyến Bến Trúc")
    table.add("Diễn tập phòng cháy", doer=f"u{table.unit}")
    page = table.page()
    assert re.findall(r'<th role="columnheader" scope="col">(.*?)</th>', page) == COLUMNS
    assert "15-KL/ĐU, Kết luận giao ban" in page
    first, second = rows_of(page)
    assert [
        name in first for name in ("Giải phóng mặt bằng", "Trịnh Quang Vĩnh", "Bùi Đức Thắng", "20/12")
    ] == [True] * 4
    assert "Phòng Kinh tế, Hạ tầng và Đô thị" in second
    names, *rows = rows_printed(taken(table, "docx"))
    assert names == " | ".join(COLUMNS)
    assert [row.split(" | ")[0] for row in rows] == [
        "Giải phóng mặt bằng tuyến Bến Trúc",
        "Diễn tập phòng cháy",
    ]
    (sheet,) = pages_of(taken(table, "pdf"))
    contents = ("Giải phóng mặt bằng tuyến", "Diễn tập phòng cháy", "15-KL/ĐU ngày 30/11/2026", "DỰ THẢO")
    assert [sheet.count(words) for words in contents] == [1, 1, 1, 1]


@pytest.mark.row("004-28")
def test_the_plan_is_approved_locked_and_logged_and_later_work_is_unplanned(
    table: Table, world: World
) -> None:
    table.begin()
    number = table.add("Giải phóng mặt bằng")
    version = Task.objects.get(id=number).version
    edit = {
        "content": "Giải phóng mặt bằng đợt 2",
        "doer": f"p{world.person(LATE)}",
        "version": str(version),
        "units": "3",
    }
    assert table.as_(STAFF).post(f"/ke-hoach/viec/{number}/dong", edit).status_code == 302
    assert "Giải phóng mặt bằng" not in table.as_(LATE).get(f"/ke-hoach/{PERIOD}").content.decode()
    assert [table.step("duyet", STAFF), table.step("duyet")] == [403, 302]
    assert [table.step("khoa", STAFF), table.step("khoa")] == [403, 302]
    assert "Giải phóng mặt bằng đợt 2" in table.as_(LATE).get(f"/ke-hoach/{PERIOD}").content.decode()
    form = {"content": "Xử lý điểm ngập", "doer": world.person(STAFF), "units": "2", "origin": "planned"}
    table.as_(DIVISION_HEAD).post(f"/ke-hoach/{PERIOD}/them", form)
    page = table.page()
    before, after = rows_of(page)
    assert ("Đột xuất" in before, "Đột xuất" in after, "Xử lý điểm ngập" in after) == (False, True, True)
    log = page.split('id="nhat-ky"')[1]
    said = ["khoá biểu", "duyệt biểu", "sửa dòng", "lập biểu"]
    assert sorted(said, key=log.index) == said
    assert "nội dung: Giải phóng mặt bằng → Giải phóng mặt bằng đợt 2" in log
    assert "Nguyễn Thị Hồng Nhung" in log


EMPTIED = {
    "person": ("rõ người", {"doer": ""}),
    "process": ("rõ quy trình", {"deadline": ""}),
    "responsibility": ("rõ trách nhiệm", {"leader": ""}),
    "effect": ("rõ hiệu quả", {"units": "", "result": ""}),
}
"""What is left out of a whole row for each clarity; a row without content (rõ việc) is refused before it stands anywhere."""


@pytest.mark.row("003-18")
def test_a_row_that_lacks_any_one_of_the_five_clarities_is_marked_and_listed_for_it(table: Table) -> None:
    table.begin()
    whole = {"doer": f"u{table.unit}", "result": "Báo cáo"}
    table.add("Việc đủ năm rõ", **whole)
    for code, (_name, without) in EMPTIED.items():
        table.add(f"Việc thiếu {code}", **whole | without)
        table.add(f"Việc ghi bằng chữ {code}", **whole | without | {f"ro-{code}": "Theo quy chế 03"})
    page = table.page()
    short = [row for row in rows_of(page) if "Chưa đủ 5 rõ" in row]
    marked = {name for row in short for name in re.findall(r'class="full">(Việc[^<]*)<small>', row)}
    listed = page.split('id="chua-du"')[1].split("</details>")[0]
    said = {
        name: lacks.strip() for name, lacks in re.findall(r">(Việc[^<]*)</a>: thiếu ([^<]*)</li>", listed)
    }
    assert marked == set(said) == {f"Việc thiếu {code}" for code in EMPTIED}
    assert said == {f"Việc thiếu {code}": name for code, (name, _without) in EMPTIED.items()}
    refused = table.as_(STAFF).post(f"{table.address}/them", whole | {"content": " ", "ro-work": "Việc"})
    assert refused.status_code == 422


def test_a_long_table_comes_a_few_screens_at_a_time_and_is_searched_without_marks(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The files hold every row; on a phone a unit's hundreds of rows would be a hundred screens."""
    monkeypatch.setattr(table_page, "CARDS", 1)
    table.begin()
    table.add("Giải phóng mặt bằng tuyến Bến Trúc")
    table.add("Diễn tập phòng cháy", doer="")

    def shown(query: str) -> str:
        return table.as_(STAFF).get(f"{table.address}?{query}").content.decode()

    first, second, found = (
        rows_of(shown(query)) for query in ("", "trang=2&nhat-ky=2", "tim=phong chay dien")
    )
    assert [len(rows) for rows in (first, second, found)] == [1, 1, 1]
    assert "Giải phóng mặt bằng" in first[0]
    assert "Diễn tập phòng cháy" in second[0]
    assert "Diễn tập phòng cháy" in found[0]
    assert "?tim=Di%E1%BB%85n%20t%E1%BA%ADp" in shown(""), "an unclear row of another page is one link away"
    nothing = shown("tim=khong co")
    assert "Không có đầu việc nào khớp" in nothing
    assert 'value="khong co"' in nothing
    assert len(rows_printed(taken(table, "docx"))) == 3


def test_what_is_typed_wrong_is_refused_at_its_field_and_kept(table: Table, world: World) -> None:
    table.begin()
    drafting = table.as_(STAFF)
    whole = {
        "content": "Rà soát biển hiệu",
        "doer": f"p{world.person(LATE)}",
        "deadline": "28/12/2026",
        "units": "2",
    }
    wrong: list[tuple[dict[str, str], str]] = [
        ({"content": " "}, "Nhập nội dung công việc"),
        ({"deadline": "31/02/2026"}, "dạng ngày/tháng/năm"),
        ({"units": "nhiều"}, "Nhập số đơn vị quy đổi"),
        ({"doer": f"p{world.person(OTHER)}"}, "trong danh sách"),
        ({"leader": str(world.person(LATE))}, "trong danh sách"),
    ]
    for changes, said in wrong:
        answer = drafting.post(f"{table.address}/them", whole | changes)
        page = answer.content.decode()
        assert (answer.status_code, said in page) == (422, True), changes
        assert ("28/12/2026" in page) or "deadline" in changes
    assert not Task.objects.filter(period=PERIOD).exists()
    assert drafting.post(f"{table.address}/duyet").status_code == 403


def test_a_given_row_is_changed_by_the_head_with_a_reason(table: Table) -> None:
    table.begin()
    number = table.add("Giải phóng mặt bằng")
    table.step("duyet")
    head: Client = table.as_(DIVISION_HEAD)
    assert "Lý do sửa" in head.get(f"/ke-hoach/viec/{number}/dong").content.decode()
    form = {
        "content": "Giải phóng mặt bằng",
        "deadline": "24/12/2026",
        "version": str(Task.objects.get(id=number).version),
    }
    refused = head.post(f"/ke-hoach/viec/{number}/dong", form)
    assert (refused.status_code, "24/12/2026" in refused.content.decode()) == (422, True)
    assert (
        head.post(f"/ke-hoach/viec/{number}/dong", form | {"note": "Thường trực cho lùi hạn"}).status_code
        == 302
    )
    assert (
        head.post(
            f"/ke-hoach/viec/{number}/dong", form | {"note": "Lần nữa", "deadline": "26/12/2026"}
        ).status_code
        == 409
    )
    assert "Thường trực cho lùi hạn" in table.page()
    assert table.as_(STAFF).get(f"/ke-hoach/viec/{number}/dong").status_code == 403


def test_who_reads_the_table_and_who_does_not(table: Table) -> None:
    table.begin()
    number = table.add("Giải phóng mặt bằng")
    for code in (STAFF, LATE, DIVISION_HEAD, HEAD, DEPUTY):
        assert "Giải phóng mặt bằng" in table.page(code)
    assert table.as_(OTHER).get(table.address).status_code == 404
    assert table.as_(OTHER).post(f"/ke-hoach/viec/{number}/bo").status_code == 404
    assert table.as_(DEPUTY).post(f"{table.address}/them", {"content": "x"}).status_code == 403
    link = f'href="{table.address}"'
    assert link in table.as_(STAFF).get(f"/ke-hoach/{PERIOD}").content.decode()
    table.as_(STAFF).post(f"/ke-hoach/viec/{number}/bo")
    assert rows_of(table.page()) == []


def test_recurring_work_of_the_month_before_is_copied_with_one_button(table: Table) -> None:
    table.begin()
    table.add("Báo cáo công tác tháng", recurring="1")
    table.add("Việc một lần")
    table.step("duyet")
    january = table.address.replace(PERIOD, "2027-01")
    drafting = table.as_(STAFF)
    drafting.post(f"{january}/lap")
    assert "Chép 1 việc thường xuyên của kỳ trước" in drafting.get(january).content.decode()
    page = drafting.post(f"{january}/chep", follow=True).content.decode()
    (row,) = rows_of(page)
    assert ("Báo cáo công tác tháng" in row, "20/1" in row or "20/01" in row, "Dự thảo" in row) == (
        True,
        True,
        True,
    )
    assert "việc thường xuyên của kỳ trước</button>" not in page
    assert drafting.post(f"{january}/chep").status_code == 422
