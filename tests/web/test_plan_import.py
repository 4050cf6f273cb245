"""Rows come into a biểu ngang out of a spreadsheet, a workbook or a Word document: looked at first, saved once."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.files.books import Formula, Page, Value, write
from tests.files.test_packed import archive
from tests.web.conftest import As
from tests.web.plan_cast import COLUMNS, PERIOD, Table
from tests.web.world import DEPUTY, DIVISION_HEAD, HEAD, LATE, OTHER, STAFF, World
from thenchot.files.packed import MB
from thenchot.workplan.models import PlanImport, Task

pytestmark = pytest.mark.one_engine
PASTED = (
    "Rà soát biển hiệu\tTrịnh Quang Vĩnh\tBùi Đức Thắng\t20/12\tBáo cáo\n"
    "Diễn tập phòng cháy\tđ/c Vĩnh\tPhòng Kinh tế, Hạ tầng và Đô thị\tcuối tháng\t\n"
)


@pytest.fixture
def table(as_: As, world: World) -> Table:
    found = Table(as_, world)
    found.begin()
    return found


def send(table: Table, code: str = STAFF, **given: object) -> tuple[Client, str]:
    client = table.as_(code)
    answer = client.post(f"{table.address}/nhap", given)
    assert answer.status_code == 302, answer.content.decode()
    return client, answer.headers["Location"]


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the page."""
    return dict(re.findall(r'<input type="hidden" name="(version|seen|shown)" value="([^"]*)"', page))


def test_pasted_rows_are_shown_mended_and_saved_once(table: Table) -> None:
    client, at = send(table, rows=PASTED)
    page = client.get(at).content.decode()
    assert "Không nhận ra “đ/c Vĩnh”" in page
    assert "được đọc là ngày cuối kỳ, 31/12/2026" in page
    assert not Task.objects.filter(period=PERIOD).exists()
    mended = client.post(
        at, form_of(page) | {"act": "check", "leader-1": "Trịnh Quang Vĩnh"}
    ).content.decode()
    assert "Lưu 2 dòng vào biểu ngang" in mended
    assert client.post(at, form_of(mended) | {"act": "save"}).status_code == 302
    assert client.post(at, form_of(mended) | {"act": "save"}).status_code == 409
    rows = Task.objects.filter(period=PERIOD).order_by("id")
    said = rows.values_list("content", "doer__full_name", "doer_unit_id", "deadline", "result", "status")
    assert [(*row[:3], f"{row[3]:%d/%m}", *row[4:]) for row in said] == [
        ("Rà soát biển hiệu", "Bùi Đức Thắng", None, "20/12", "Báo cáo", "drafted"),
        ("Diễn tập phòng cháy", None, table.unit, "31/12", "", "drafted"),
    ]
    assert "thêm 2 dòng, sửa 0 dòng" in table.page()


def taken(table: Table, code: str = STAFF) -> openpyxl.Workbook:
    answer = table.as_(code).get(f"{table.address}/bieu-ngang.xlsx")
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(answer.content))


def sent_back(book: openpyxl.Workbook) -> SimpleUploadedFile:
    kept = BytesIO()
    book.save(kept)
    return SimpleUploadedFile("bieu-ngang.xlsx", kept.getvalue())


@pytest.mark.row("004-36")
def test_the_five_columns_in_their_order_go_out_to_excel_and_word_and_come_back_from_excel(
    table: Table, world: World
) -> None:
    """Filled in by another program (openpyxl), brought back: what is stored now stands beside what the file says."""
    first, second = table.add("Giải phóng mặt bằng"), table.add("=Trực một cửa")
    book = taken(table)
    sheet = book.worksheets[0]
    shown = [
        cell.value
        for letter, cell in zip("ABCDEF", sheet[1], strict=True)
        if not sheet.column_dimensions[letter].hidden
    ]
    assert shown == COLUMNS
    assert sheet["A3"].data_type == "s", "no cell is a formula"
    word = docx.Document(BytesIO(table.as_(STAFF).get(f"{table.address}/ke-hoach.docx").content))
    (plan,) = [one for one in word.tables if len(one.columns) == 5]
    assert [cell.text for cell in plan.rows[0].cells] == COLUMNS
    sheet["A2"], sheet["E2"], sheet["E3"] = "Mặt bằng đợt 2 (tệp)", "Đã bàn giao", "Sổ trực"
    sheet["A4"], sheet["C4"], sheet["D4"] = "Việc mới của tệp", "Bùi Đức Thắng", "28/12/2026"
    edit = {"content": "Mặt bằng đợt 2 (phần mềm)", "doer": f"p{world.person(LATE)}", "deadline": "20/12/2026",
            "leader": str(world.person(HEAD)), "units": "1", "version": str(Task.objects.get(id=first).version)}  # fmt: skip
    assert table.as_(DIVISION_HEAD).post(f"/ke-hoach/viec/{first}/dong", edit).status_code == 302
    client, at = send(table, file=sent_back(book))
    page = client.get(at).content.decode()
    assert "Đang lưu:</small> <del>Mặt bằng đợt 2 (phần mềm)</del>" in page
    assert "Trong tệp:</small> <ins>Mặt bằng đợt 2 (tệp)</ins>" in page
    assert client.post(at, form_of(page) | {"act": "save"}).status_code == 422
    assert Task.objects.get(id=first).content == "Mặt bằng đợt 2 (phần mềm)", (
        "nothing is overwritten in silence"
    )
    page = client.post(
        at, form_of(client.get(at).content.decode()) | {"act": "check", "choice-0": "stored"}
    ).content.decode()
    assert client.post(at, form_of(page) | {"act": "save", "choice-0": "stored"}).status_code == 302
    rows = Task.objects.filter(period=PERIOD).order_by("id").values_list("id", "content", "result")
    assert list(rows[:2]) == [
        (first, "Mặt bằng đợt 2 (phần mềm)", "Đã bàn giao"),
        (second, "=Trực một cửa", "Sổ trực"),
    ]
    assert [row[1:] for row in rows[2:]] == [("Việc mới của tệp", "")]
    log = table.page().split('id="nhat-ky"')[1]
    assert "Tệp bieu-ngang.xlsx: thêm 1 dòng, sửa 2 dòng" in " ".join(log.split())
    assert "kết quả: trống → Đã bàn giao" in log


def test_a_word_table_comes_in_and_what_is_no_plan_is_refused_with_what_to_do(table: Table) -> None:
    made = docx.Document()
    filled = made.add_table(2, 2)
    for cell, text in zip(
        [*filled.rows[0].cells, *filled.rows[1].cells],
        ["Nhiệm vụ", "Đơn vị chủ trì", "Diễn tập", "Văn phòng"],
        strict=True,
    ):
        cell.text = text
    kept = BytesIO()
    made.save(kept)
    client, at = send(table, file=SimpleUploadedFile("kế hoạch.docx", kept.getvalue()))
    page = client.get(at).content.decode()
    assert "Diễn tập" in page
    assert "Không nhận ra “Văn phòng”" in page
    wrong: list[tuple[object, str]] = [
        (SimpleUploadedFile("a.xlsx", b"x" * (11 * MB)), "Tệp lớn hơn 10 MB"),
        (SimpleUploadedFile("a.xlsx", b"x" * (50 * MB)), "lớn hơn 45 MB"),
        (
            SimpleUploadedFile(
                "a.xlsx", archive({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * (64 * MB)})
            ),
            "giải nén ra lớn hơn",
        ),
        (SimpleUploadedFile("a.xlsm", archive({"xl/vbaProject.bin": b"x"})), "Tệp có macro"),
        (SimpleUploadedFile("a.docx", b"hello"), "không phải văn bản .docx"),
    ]
    for file, said in wrong:
        answer = client.post(f"{table.address}/nhap", {"file": file})
        assert (answer.status_code, said in answer.content.decode()) == (422, True), said
    for rows in ("", "   "):
        assert client.post(f"{table.address}/nhap", {"rows": rows}).status_code == 422
    assert "Xem tiếp các dòng đang chờ" in client.get(f"{table.address}/nhap").content.decode(), (
        "what waited still waits"
    )
    assert PlanImport.objects.count() == 1


def test_cells_that_cannot_be_read_are_mended_on_the_page_and_rows_left_out(table: Table) -> None:
    pages = [
        Page("A", [[*COLUMNS], [7, "", "", Formula("=1/0", "#DIV/0!"), ""], ["Trực", "", "Ai đó", "", ""]])
    ]
    client, at = send(table, file=SimpleUploadedFile("a.xlsx", write(pages)))
    page = client.get(at).content.decode()
    assert [said in page for said in ("Ô phải là chữ, đang là số", "#DIV/0!", "Không nhận ra “Ai đó”")] == [
        True
    ] * 3
    again = client.post(
        at, form_of(page) | {"act": "save", "content-0": "Rà soát", "deadline-0": "mai", "skip-1": "1"}
    )
    page = again.content.decode()
    assert (again.status_code, 'value="mai"' in page, 'name="skip-1" value="1" checked' in page) == (
        422,
        True,
        True,
    )
    assert (
        client.post(at, form_of(page) | {"act": "save", "deadline-0": "", "skip-1": "1"}).status_code == 302
    )
    assert list(Task.objects.filter(period=PERIOD).values_list("content", "deadline")) == [("Rà soát", None)]


def test_a_row_that_is_right_can_be_opened_and_changed_before_it_is_saved(table: Table) -> None:
    number = table.add("Giải phóng mặt bằng")
    client, at = send(table, file=sent_back(taken(table)))
    page = client.post(at, form_of(client.get(at).content.decode()) | {"open": "0"}).content.decode()
    fields = dict(re.findall(r'<input id="[a-z]+-0" name="([a-z]+-0)" value="([^"]*)"', page))
    assert list(fields.values()) == [
        "Giải phóng mặt bằng",
        "Trịnh Quang Vĩnh",
        "Bùi Đức Thắng",
        "20/12/2026",
        "",
    ]
    assert "Không đổi: 1" in page
    Task.objects.filter(id=number).update(deadline=date(2026, 12, 24))
    moved = client.post(at, form_of(page) | fields | {"act": "check"}).content.decode()
    assert "Hai bên cùng sửa" not in moved, "a field that was only looked at is no edit of the file"
    Task.objects.filter(id=number).update(deadline=date(2026, 12, 20))
    seen = client.post(at, form_of(moved) | fields | {"act": "check"}).content.decode()
    assert "Không đổi: 1" in seen, "fields that were only looked at change nothing"
    assert client.post(at, form_of(seen) | fields | {"act": "save", "deadline-0": "22/12"}).status_code == 302
    assert f"{Task.objects.get(id=number).deadline:%d/%m}" == "22/12"


def test_somebody_elses_save_between_the_look_and_the_save_is_shown_and_nothing_is_doubled(
    table: Table,
) -> None:
    client, at = send(table, rows="Rà soát biển hiệu")
    page = client.get(at).content.decode()
    other, there = send(table, DIVISION_HEAD, rows="Rà soát biển hiệu")
    other.post(there, form_of(other.get(there).content.decode()) | {"act": "save"})
    late = client.post(at, form_of(page) | {"act": "save"})
    said = late.content.decode()
    assert (late.status_code, "vừa được người khác sửa" in said, "Đã có trong biểu" in said) == (
        409,
        True,
        True,
    )
    assert Task.objects.filter(period=PERIOD).count() == 1
    assert client.post(at, form_of(said) | {"act": "drop"}).status_code == 302
    assert client.get(at).status_code == 404
    assert other.get(at).status_code == 404


def test_given_work_is_changed_by_a_file_of_the_head_with_a_reason(table: Table) -> None:
    number = table.add("Giải phóng mặt bằng")
    book = taken(table)
    book.worksheets[0]["D2"] = "24/12/2026"
    table.step("duyet")
    table.step("khoa")
    client, at = send(table, file=sent_back(book))
    assert "người đứng đầu mới thêm dòng" in client.get(at).content.decode()
    head, there = send(table, DIVISION_HEAD, file=sent_back(book))
    page = head.get(there).content.decode()
    assert "Lý do sửa việc đã giao" in page
    refused = head.post(there, form_of(page) | {"act": "save"})
    assert (refused.status_code, "Nhập lý do" in refused.content.decode()) == (422, True)
    page = head.get(there).content.decode()
    assert head.post(there, form_of(page) | {"act": "save", "note": "Thường trực cho lùi"}).status_code == 302
    assert f"{Task.objects.get(id=number).deadline:%d/%m}" == "24/12"
    assert "Lý do: Thường trực cho lùi" in table.page()


def test_one_content_goes_to_many_people_each_with_a_row(table: Table, world: World) -> None:
    people = [str(world.person(code)) for code in (STAFF, LATE)]
    form = {"content": "Học nghị quyết", "deadline": "22/12/2026", "people": people}
    client = table.as_(STAFF)
    address = f"{table.address}/nhieu-nguoi"
    page = client.get(address).content.decode()
    assert page.count('name="people"') == 8
    assert 'name="doer"' not in page
    refused = client.post(address, form | {"people": people[:1]})
    assert (refused.status_code, f'value="{people[0]}" checked' in refused.content.decode()) == (422, True)
    assert client.post(address, form | {"people": [*people, str(world.person(OTHER))]}).status_code == 422
    assert client.post(address, form).status_code == 302
    rows = Task.objects.filter(period=PERIOD).values_list("doer_id", "content", "units", "status")
    assert sorted(rows) == sorted((int(one), "Học nghị quyết", 1, "drafted") for one in people)
    assert client.post(address, form).status_code == 422, "sent twice it is not doubled"
    table.step("duyet")
    assert client.get(address).status_code == 403


def asked(client: Client, address: str) -> int:
    """How many queries a page asks."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_a_long_table_asks_no_more_of_the_database_than_a_short_one(table: Table) -> None:
    """Neither while it is looked at, nor, but for its lines of audit, when its new rows are saved."""
    client, short = send(table, rows="Việc\tTrịnh Quang Vĩnh\tBùi Đức Thắng\t20/12\n")
    few = asked(client, short)
    rows = "".join(f"Việc {at}\tTrịnh Quang Vĩnh\tBùi Đức Thắng\t20/12\tBáo cáo {at}\n" for at in range(200))
    client, long = send(table, rows=rows)
    assert asked(client, long) <= few + 2
    page = client.get(long).content.decode()
    with CaptureQueriesContext(connection) as saving:
        assert client.post(long, form_of(page) | {"act": "save"}).status_code == 302
    assert Task.objects.filter(period=PERIOD).count() == 200
    assert len(saving) < 60, "two hundred rows are inserted together"
    assert table.as_(STAFF).get(table.address).status_code == 200


def test_who_may_bring_rows_in_is_led_to_it_and_who_may_not_is_not(table: Table) -> None:
    paths = (f"{table.address}/nhap", f"{table.address}/nhieu-nguoi")

    def led(code: str) -> list[bool]:
        page = table.page(code)
        return [f'href="{path}"' in page for path in paths]

    table.add("Giải phóng mặt bằng")
    assert [led(code) for code in (STAFF, DIVISION_HEAD, HEAD, DEPUTY)] == [[True, True]] * 3 + [
        [False, False]
    ]
    table.step("duyet")
    assert [led(code) for code in (STAFF, DIVISION_HEAD)] == [[False, False], [True, True]]
    for kind in ("bieu-ngang.xlsx", "ke-hoach.docx", "ke-hoach.pdf"):
        assert f'href="{table.address}/{kind}"' in table.page(DEPUTY)
        answer = table.as_(DEPUTY).get(f"{table.address}/{kind}")
        assert (answer.status_code, "attachment" in answer.headers["Content-Disposition"]) == (200, True)
    assert table.as_(OTHER).get(f"{table.address}/bieu-ngang.xlsx").status_code == 404
    empty = table.address.replace(PERIOD, "2027-03")
    assert [
        table.as_(STAFF).get(f"{empty}/{path}").status_code
        for path in ("nhap", "nhieu-nguoi", "bieu-ngang.xlsx")
    ] == [404] * 3


def test_merged_cells_and_hidden_sheets_are_told_on_the_page_and_in_the_other_language_too(
    table: Table,
) -> None:
    first: list[Value] = ["Rà soát", "Trịnh Quang Vĩnh", "Bùi Đức Thắng", "20/12", ""]
    pages = [
        Page(
            "Tháng 12", [[*COLUMNS], first, ["Trực", "", "", "", ""], ["Chung", "", "", "", ""], [""] * 5],
            [(1, 1, 2, 1), (3, 0, 4, 0)],
        ),
        Page("Nháp", [[*COLUMNS], first], hidden=True),
    ]  # fmt: skip
    client, at = send(table, file=SimpleUploadedFile("a.xlsx", write(pages)))
    page = " ".join(client.get(at).content.decode().split())
    assert "Trang đang ẩn nên không đọc" in page
    assert "gộp từ dòng 2 đến dòng 3: mỗi dòng lấy giá trị chung “Trịnh Quang Vĩnh”" in page
    assert "Ô đang gộp (dòng 4 đến dòng 5)" in page
    client.post("/ngon-ngu", {"language": "en", "next": at})
    english = client.get(at).content.decode()
    assert "rows to mend, choose or leave out" in english
    assert "is merged over rows 2 to 3" in english
    assert "Cần sửa" not in english
