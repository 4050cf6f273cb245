"""Biểu ngang, its import and the causes of late work, at the edges of their pages: who, what is kept, both languages."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.files.books import Page, write
from tests.web.conftest import As
from tests.web.office_cast import main
from tests.web.plan_cast import COLUMNS, PERIOD, Table
from tests.web.test_plan_import import form_of, send
from tests.web.world import ADMIN, AUDITOR, DEPUTY, DIVISION_HEAD, HEAD, LATE, ORGANISER, OTHER, STAFF, World
from thenchot.audit.models import Entry
from thenchot.audit.queries import verify_entries
from thenchot.files.plan_rows import LONGEST_PASTED
from thenchot.workplan.actions.import_plan import MOST_ROWS
from thenchot.workplan.models import LockedPeriod, PlanImport, PlanTable, Task

pytestmark = pytest.mark.one_engine
HOSTILE = "<script>alert(1)</script> & “Đề án”"


@pytest.fixture
def table(as_: As, world: World) -> Table:
    found = Table(as_, world)
    found.begin()
    return found


def written() -> tuple[object, ...]:
    return list(Task.objects.order_by("id").values()), list(PlanTable.objects.values()), Entry.objects.count()


def refused(client: Client, address: str, given: dict[str, str], said: str, status: int = 422) -> str:
    """The page that comes back; nothing was written."""
    before = written()
    answer = client.post(address, given)
    page = answer.content.decode()
    assert (answer.status_code, said in main(answer)) == (status, True), said
    assert written() == before
    return page


def in_english(client: Client, address: str) -> str:
    client.post("/ngon-ngu", {"language": "en", "next": address})
    return main(client.get(address))


# Whose pages these are.


def test_strangers_find_nothing_and_readers_are_told_whose_work_it_is_with_nothing_written(table: Table, as_: As) -> None:
    """404 for what one may not see, 403 with its article for what one may see and not do."""
    number = table.add("Giải phóng mặt bằng")
    client, waiting = send(table, rows="Rà soát")
    reading = (table.address, f"{table.address}/bieu-ngang.xlsx", f"{table.address}/ke-hoach.docx")
    drafting = [f"{table.address}/{name}" for name in ("lap", "them", "chep", "nhap", "nhieu-nguoi")]
    drafting += [f"/ke-hoach/viec/{number}/{name}" for name in ("dong", "bo")]
    heading = [f"{table.address}/{name}" for name in ("duyet", "khoa")]
    before = written()
    for code in (OTHER, ORGANISER, AUDITOR, ADMIN):
        stranger = as_(code)
        assert {stranger.get(path).status_code for path in reading} == {404}
        assert {stranger.post(path).status_code for path in (*drafting, *heading, waiting)} == {404}
        assert stranger.get(waiting).status_code == 404
    deputy = as_(DEPUTY)
    assert {deputy.get(path).status_code for path in reading} == {200}
    assert {deputy.post(path).status_code for path in (*drafting, *heading)} == {403}
    answers = [as_(STAFF).post(path) for path in heading]
    assert {(one.status_code, "Điều 18 khoản 1 điểm a" in one.content.decode()) for one in answers} == {(403, True)}
    assert {as_("").post(path).status_code for path in (*drafting, *heading, waiting)} == {403}
    assert {as_("").get(path).status_code for path in (*reading, waiting)} == {302}, "to the sign-in page"
    assert {as_(DIVISION_HEAD).get(path).status_code for path in heading} == {405}
    assert as_(DIVISION_HEAD).get(waiting).status_code == 404, "rows that wait are seen by who brought them"
    assert client.get(waiting).status_code == 200
    assert written() == before


def test_a_month_without_a_table_and_a_unit_that_is_none_have_no_pages_to_write_on(table: Table) -> None:
    head, empty = table.as_(DIVISION_HEAD), table.address.replace(PERIOD, "2027-05")
    assert head.get(empty).status_code == 200, "the page that offers to begin one"
    before = written()
    for name in ("them", "chep", "duyet", "khoa", "nhap", "nhieu-nguoi"):
        assert head.post(f"{empty}/{name}", {"content": "x", "rows": "x"}).status_code == 404, name
    for name in ("", "/lap", "/them", "/duyet", "/nhap"):
        address = table.address.replace(f"/{table.unit}", "/999999") + name
        assert (head.get(address) if not name else head.post(address)).status_code == 404, name
    assert written() == before


def test_who_approved_meanwhile_leaves_the_drafter_with_reading_and_with_the_reason(table: Table) -> None:
    number = table.add("Giải phóng mặt bằng")
    version = str(Task.objects.get(id=number).version)
    table.step("duyet")
    staff = table.as_(STAFF)
    assert "Thêm dòng" not in main(staff.get(table.address))
    refused(staff, f"{table.address}/them", {"content": "Muộn"}, "không còn là dự thảo", 409)
    refused(staff, f"/ke-hoach/viec/{number}/bo", {"version": version}, "người đứng đầu", 403)
    head = table.as_(DIVISION_HEAD)
    current = str(Task.objects.get(id=number).version)
    refused(head, f"/ke-hoach/viec/{number}/bo", {"version": version}, "", 409)
    refused(head, f"/ke-hoach/viec/{number}/bo", {"version": current}, "không còn là dự thảo", 409)
    refused(head, f"{table.address}/lap", {"source_number": "9"}, "", 409)


def test_two_who_approve_at_once_approve_it_once(table: Table) -> None:
    table.add("Giải phóng mặt bằng")
    version = PlanTable.objects.get(period=PERIOD).version
    head, chair = table.as_(DIVISION_HEAD), table.as_(HEAD)
    assert head.post(f"{table.address}/duyet", {"version": version}).status_code == 302
    refused(chair, f"{table.address}/duyet", {"version": str(version)}, "", 409)
    assert Entry.objects.filter(action="approved").count() == 1
    assert list(verify_entries({})) == []


# What is typed.


@pytest.mark.parametrize(
    ("given", "said", "kept"),
    [
        ({"source_number": "x" * 61, "source_title": "Kết luận riêng"}, "nhiều nhất 60 ký tự", "Kết luận riêng"),
        ({"source_number": "17-KL/ĐU", "source_title": "y" * 301}, "nhiều nhất 300 ký tự", "17-KL/ĐU"),
        ({"source_number": "17-KL/ĐU", "source_day": "31/02/2026"}, "ngày/tháng/năm", "31/02/2026"),
        ({"source_number": HOSTILE, "source_day": "mai"}, "ngày/tháng/năm", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)  # fmt: skip
def test_a_source_typed_wrong_is_refused_and_stands_in_its_field(
    table: Table, given: dict[str, str], said: str, kept: str
) -> None:
    version = str(PlanTable.objects.get(period=PERIOD).version)
    page = refused(table.as_(STAFF), f"{table.address}/lap", {**given, "version": version}, said)
    assert kept in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"content": "x" * 501}, "dài 501 ký tự"), ({"units": "0"}, "lớn hơn 0"), ({"units": "-2"}, "lớn hơn 0"),
        ({"units": "99999999999"}, "lớn hơn 0"), ({"doer": "u999999"}, "trong danh sách"),
        ({"doer": "p999999999"}, "trong danh sách"), ({"leader": "999999999"}, "trong danh sách"),
        ({"deadline": "2026-02-31"}, "ngày/tháng/năm"),
        ({"content": "Việc đã có"}, "Đã có đầu việc giống hệt"),
    ],
)  # fmt: skip
def test_a_row_typed_wrong_is_refused_in_both_forms_and_what_was_typed_stays(
    table: Table, world: World, given: dict[str, str], said: str
) -> None:
    """In the form that adds it; and, where the form of a row asks the same, in the one that revises it."""
    whole = {"content": "Việc đã có", "doer": f"p{world.person(LATE)}", "deadline": "20/12/2026", "units": "1"}
    number = table.add(**whole)
    client = table.as_(STAFF)
    page = refused(client, f"{table.address}/them", whole | {"result": "Sổ theo dõi riêng"} | given, said)
    assert "Sổ theo dõi riêng" in page
    if "giống hệt" not in said:
        version = str(Task.objects.get(id=number).version)
        revised = whole | {"version": version, "result": "Sổ theo dõi riêng"} | given
        assert "Sổ theo dõi riêng" in refused(client, f"/ke-hoach/viec/{number}/dong", revised, said)


def test_a_doer_that_is_no_choice_of_the_form_is_nobody_and_a_row_of_nobody_needs_no_units(table: Table) -> None:
    for typed in ("", "p", "x12", "p-1", "p１２", "12"):
        row = Task.objects.get(id=table.add(f"Việc {typed}", doer=typed))
        assert (row.doer_id, row.doer_unit_id, row.units) == (None, None, 0), typed


def test_words_of_a_row_are_shown_as_words_wherever_the_row_stands(table: Table) -> None:
    number = table.add(HOSTILE, result=HOSTILE)
    client = table.as_(STAFF)
    for address in (table.address, f"/ke-hoach/viec/{number}/dong"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; “Đề án”" in page


def test_nothing_revised_is_said_and_a_row_that_went_its_way_has_no_form(table: Table, world: World) -> None:
    number = table.add("Giải phóng mặt bằng")
    address, client = f"/ke-hoach/viec/{number}/dong", table.as_(STAFF)
    same = {"content": "Giải phóng mặt bằng", "leader": str(world.person(HEAD)), "doer": f"p{world.person(LATE)}",
            "deadline": "20/12/2026", "units": "1", "version": str(Task.objects.get(id=number).version)}  # fmt: skip
    refused(client, address, same, "Chưa sửa nội dung nào")
    assert "Sửa" not in in_english(client, address)
    assert "Chưa sửa nội dung nào" not in refused(client, address, same, "")
    Task.objects.filter(id=number).update(status="dropped")
    assert client.get(address).status_code == 404
    assert client.post(address, same).status_code == 404


def test_the_table_its_forms_and_its_log_are_in_english_too_and_its_papers_are_not(table: Table) -> None:
    table.add("Giải phóng mặt bằng")
    client = table.as_(STAFF)
    english = in_english(client, table.address)
    for vietnamese in ("Dự thảo", "Nhật ký", "Thêm dòng", "Lãnh đạo phụ trách", "Thời gian"):
        assert vietnamese not in english, vietnamese
    for name in ("nhap", "nhieu-nguoi"):
        page = main(client.get(f"{table.address}/{name}"))
        assert "Dán" not in page
        assert "Chọn" not in page
    book = openpyxl.load_workbook(BytesIO(client.get(f"{table.address}/bieu-ngang.xlsx").content))
    assert [cell.value for cell in book.worksheets[0][1]][:5] == COLUMNS, "the paper is an official one in any language"


# Rows that wait.


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("\n\t \n", "Dán các dòng chép từ bảng tính"),
        ("\n".join(f"Việc {at}" for at in range(MOST_ROWS + 1)), f"{MOST_ROWS + 1} dòng"),
        ("x" * (LONGEST_PASTED + 1), "nhiều nhất 400000"), ("Nội dung\tKết quả\n", "Không có dòng nào để nhập"),
    ],
)  # fmt: skip
def test_a_paste_that_is_no_rows_or_too_many_is_refused_and_lets_go_nothing_that_waits(
    table: Table, rows: str, said: str
) -> None:
    client, waiting = send(table, rows="Đang chờ")
    page = refused(client, f"{table.address}/nhap", {"rows": rows}, said)
    assert 'aria-invalid="true"' in page
    assert waiting in page
    assert PlanImport.objects.count() == 1


def test_rows_pasted_with_decomposed_letters_are_known_and_kept_composed(table: Table) -> None:
    pasted = unicodedata.normalize("NFD", "Rà soát biển hiệu\tTrịnh Quang Vĩnh\tBùi Đức Thắng\t20/12\tBáo cáo\n")
    client, at = send(table, rows=pasted)
    assert client.post(at, form_of(client.get(at).content.decode()) | {"act": "save"}).status_code == 302
    row = Task.objects.get(period=PERIOD)
    assert (row.content, row.doer and row.doer.full_name, row.result) == ("Rà soát biển hiệu", "Bùi Đức Thắng", "Báo cáo")


def test_hostile_cells_and_file_names_are_words_before_and_after_the_save(table: Table) -> None:
    data = write([Page("<b>Trang", [[*COLUMNS], [HOSTILE, "<i>Ai</i>", "", "", ""]])])
    client, at = send(table, file=SimpleUploadedFile("<img src=x>.xlsx", data))
    page = client.get(at).content.decode()
    assert [words in page for words in ("<script>alert", "<i>Ai", "<b>Trang", "<img src=x>")] == [False] * 4
    given = form_of(page) | {"act": "save", "leader-0": ""}
    assert client.post(at, given).status_code == 302
    assert Task.objects.get(period=PERIOD).content == HOSTILE
    after = table.page()
    assert ("<script>alert" in after, "<img src=x>" in after) == (False, False)


def test_an_old_page_of_waiting_rows_mends_nothing_and_says_so(table: Table) -> None:
    client, at = send(table, rows="Rà soát\t\tAi đó")
    old = form_of(client.get(at).content.decode())
    client.post(at, old | {"act": "check", "doer-0": "Bùi Đức Thắng"})
    before = PlanImport.objects.values().get()
    assert client.post(at, old | {"act": "check", "doer-0": "Ai khác"}).status_code == 409
    assert PlanImport.objects.values().get() == before
    assert "Bùi Đức Thắng" in client.get(at).content.decode()


def test_what_a_page_did_not_show_is_not_touched_by_what_it_sends(table: Table) -> None:
    """A row beyond those the page says it showed keeps its choice; rubbish for a choice or a number chooses nothing."""
    client, at = send(table, rows="Một\nHai\nBa")
    page = client.get(at).content.decode()
    client.post(at, form_of(page) | {"act": "check", "skip-1": "1", "skip-2": "1", "shown": "2"})
    rows = PlanImport.objects.get().rows["rows"]
    assert [row["skip"] for row in rows] == [False, True, False]
    form = form_of(client.get(at).content.decode())
    assert client.post(at, form | {"act": "check", "choice-0": "cả hai", "open": "-7", "shown": "x"}).status_code == 200
    rows = PlanImport.objects.get().rows["rows"]
    assert [(row["skip"], row["choice"]) for row in rows] == [(False, ""), (True, ""), (False, "")]


def test_a_row_for_somebody_published_is_named_and_left_out_and_the_others_come_in(table: Table, world: World) -> None:
    number = table.add("Giải phóng mặt bằng")
    client = table.as_(STAFF)
    book = openpyxl.load_workbook(BytesIO(client.get(f"{table.address}/bieu-ngang.xlsx").content))
    book.worksheets[0]["C2"], book.worksheets[0]["A3"] = "Nguyễn Thị Hồng Nhung", "Việc mới"
    kept = BytesIO()
    book.save(kept)
    LockedPeriod.objects.create(person_id=world.person(STAFF), period=PERIOD)
    client, at = send(table, file=SimpleUploadedFile("bieu.xlsx", kept.getvalue()))
    page = client.get(at).content.decode()
    assert "Tháng này đã công bố" in page
    assert client.post(at, form_of(page) | {"act": "save", "skip-0": "1"}).status_code == 302
    assert Task.objects.get(id=number).doer_id == world.person(LATE)
    assert Task.objects.filter(content="Việc mới").exists()


def test_a_workbook_whose_result_column_was_deleted_empties_no_result(table: Table) -> None:
    number = table.add("Giải phóng mặt bằng", result="Biên bản bàn giao")
    client = table.as_(STAFF)
    book = openpyxl.load_workbook(BytesIO(client.get(f"{table.address}/bieu-ngang.xlsx").content))
    book.worksheets[0].delete_cols(5)
    book.worksheets[0]["D2"] = "22/12/2026"
    kept = BytesIO()
    book.save(kept)
    client, at = send(table, file=SimpleUploadedFile("bieu.xlsx", kept.getvalue()))
    page = client.get(at).content.decode()
    assert "Sửa: 1" in page
    assert client.post(at, form_of(page) | {"act": "save"}).status_code == 302
    row = Task.objects.get(id=number)
    assert (row.result, f"{row.deadline:%d/%m}") == ("Biên bản bàn giao", "22/12")


# Explanations and causes.


def sent(client: Client, task: Task, name: str, **given: str) -> str:
    task.refresh_from_db()
    return refused(client, f"/ke-hoach/viec/{task.id}/{name}", {"version": str(task.version), **given}, "")


def test_an_explanation_that_explains_nothing_comes_back_with_its_words_and_its_reason(as_: As, world: World) -> None:
    late = Task.objects.get(doer__staff_code=STAFF, period="2026-11", latenesses=1)
    other = Task.objects.get(doer__staff_code=LATE, period="2026-11", latenesses=1)
    theirs = "Đường Hàng Lựu ngập hai ngày, xe không vào được"
    given = {"version": str(other.version), "explanation": theirs}
    assert as_(LATE).post(f"/ke-hoach/viec/{other.id}/giai-trinh", given).status_code == 302
    own = Task.objects.get(doer__staff_code=STAFF, period="2026-11", rejections=1)
    client = as_(STAFF)
    mine = "Chờ số liệu của trạm đo, đã đôn đốc hai lần"
    address = f"/ke-hoach/viec/{own.id}/giai-trinh"
    assert client.post(address, {"version": str(own.version), "explanation": mine}).status_code == 302
    for text, said in (
        ("… !", "ít nhất một câu"), (late.content.upper(), "chỉ nhắc lại tên việc"), (mine + "!", own.content),
        (theirs, "trùng nguyên văn"), ("ấ" * 1001, "dài 1001 ký tự"),
    ):  # fmt: skip
        page = sent(client, late, "giai-trinh", explanation=text)
        assert (said in page, f">{text}</textarea>" in page) == (True, True), said
    for code in (HEAD, LATE, OTHER):
        answer = as_(code).post(f"/ke-hoach/viec/{late.id}/giai-trinh", {"version": "1", "explanation": mine})
        assert answer.status_code == 404
    LockedPeriod.objects.create(person_id=world.person(STAFF), period="2026-11")
    given = {"version": str(late.version), "explanation": "Mưa"}
    refused(client, f"/ke-hoach/viec/{late.id}/giai-trinh", given, "đã công bố", 403)


def test_a_cause_without_a_choice_or_a_reason_is_asked_again_with_what_was_said(as_: As, world: World) -> None:
    late = Task.objects.get(doer__staff_code=STAFF, period="2026-11", latenesses=1)
    on_time = Task.objects.filter(doer__staff_code=STAFF, period="2026-11", status="done", latenesses=0, rejections=0)[0]
    head = as_(HEAD)
    for objective in ("", "maybe", "YES"):
        page = sent(head, late, "khach-quan", objective=objective, cause_note="Theo biên bản thời tiết")
        assert "Chọn chấp nhận hoặc không chấp nhận" in page
        assert "Theo biên bản thời tiết</textarea>" in page
    page = sent(head, late, "khach-quan", objective="no", cause_note="  ")
    assert re.search(r'value="no"[^>]* checked', page), "the choice that was made stays made"
    assert "người thực hiện đọc được" in page
    refused(
        head, f"/ke-hoach/viec/{on_time.id}/khach-quan", {"version": str(on_time.version), "objective": "no", "cause_note": "x"},
        "không chậm, không bị trả",
    )  # fmt: skip
    address = f"/ke-hoach/viec/{late.id}"
    assert "Nguyên nhân khách quan?" in main(head.get(address))
    english = in_english(head, address)
    assert ("Nguyên nhân" in english, "Lý do" in english) == (False, False)
    assert list(verify_entries({})) == []


@pytest.mark.parametrize(
    ("said", "excused", "cause"),
    [("yes", (1, 1), "accepted"), ("late", (0, 1), "partly"), ("rejected", (1, 0), "partly"), ("no", (0, 0), "refused")],
)
def test_each_answer_excuses_its_own_kind_of_times_and_the_doer_reads_it(
    as_: As, world: World, said: str, excused: tuple[int, int], cause: str
) -> None:
    late = Task.objects.get(doer__staff_code=STAFF, period="2026-11", latenesses=1)
    Task.objects.filter(id=late.id).update(rejections=1)
    given = {"version": str(late.version), "objective": said, "cause_note": "Theo biên bản của trạm"}
    assert as_(HEAD).post(f"/ke-hoach/viec/{late.id}/khach-quan", given).status_code == 302
    late.refresh_from_db()
    assert ((late.rejections_excused, late.latenesses_excused), late.cause) == (excused, cause)
    assert "Theo biên bản của trạm" in main(as_(STAFF).get(f"/ke-hoach/viec/{late.id}"))
