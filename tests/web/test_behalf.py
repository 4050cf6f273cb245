"""Nhập thay through the pages: paper out, signed scan in, the mark everywhere, and the person's word against it."""

from __future__ import annotations

import re
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.attachments import samples
from tests.web.conftest import As
from tests.web.office_cast import main, text
from tests.web.world import AUDITOR, DIVISION_HEAD, ORGANISER, OTHER, SETUP, STAFF, START, World
from tests.web.year_world import bring_months, open_year
from thenchot.assessment.actions.confirm import Confirmation, confirm
from thenchot.assessment.models import Behalf, Sheet
from thenchot.people.actions.delegate import grant
from thenchot.rulesets.queries import frozen
from thenchot.workplan.queries import tasks_of

NAME, REASON = "Nguyễn Thị Hồng Nhung", "Đang điều trị dài ngày."


def form(sheet: Sheet, **other: object) -> dict[str, object]:
    marks = {leaf.id: "2,5" for leaf in frozen(sheet.cycle.digest).leaves("staff")}
    scan = SimpleUploadedFile("Phiếu Nhung ký.pdf", samples.PDF)
    said = {"strengths": "Trả lời đủ phản ánh.", "weaknesses": "Còn chậm một việc.", "reason": REASON, "compared": "1"}
    owed = [task for task in tasks_of(sheet.person_id, sheet.cycle.period) if task.owes]
    explained = {f"gt-{task.id}": f"Ghi trên phiếu giấy, việc số {task.id}" for task in owed}
    return {**marks, **said, **explained, "file": scan, "version": str(sheet.version), **other}


@pytest.fixture
def sheet(world: World) -> Sheet:
    return world.sheet(STAFF)


@pytest.fixture
def office(as_: As) -> Client:
    return as_(ORGANISER)


def enter(client: Client, sheet: Sheet) -> None:
    answer = client.post(f"/nhap-thay/{sheet.id}", form(sheet))
    assert (answer.status_code, answer.headers.get("Location")) == (302, "/nhap-thay"), main(answer)


def test_the_office_finds_who_has_not_sent_and_prints_an_empty_form_with_the_months_work(
    office: Client, sheet: Sheet, as_: As
) -> None:
    assert "Nhập thay" in text(office.get("/them"))
    page = main(office.get("/nhap-thay?tim=hong nhung"))
    assert NAME in page
    assert "Hồ Anh Kiệt" not in page
    entry = office.get(f"/nhap-thay/{sheet.id}").content.decode()
    assert not re.findall(r"<option[^>]* selected", entry)
    answer = office.get(f"/nhap-thay/{sheet.id}/mau.docx")
    assert answer.status_code == 200
    paper = docx.Document(BytesIO(answer.content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    assert "Tờ trình điều chỉnh lộ giới tuyến Hàng Lựu" in cells
    assert any("chậm 1 lần" in one or "chưa đạt 1 lần" in one for one in cells)
    criteria = next(table for table in paper.tables if len(table.columns) == 4)
    assert {row.cells[3].text.strip() for row in criteria.rows[2:]} == {""}
    foot = paper.sections[0].footer.paragraphs[0].text
    assert f"Mã 2026-11/{sheet.id}" in foot
    assert "mẫu để điền tay, in ngày 21/11/2026" in foot
    seen = text(as_(STAFF).get("/ai-da-xem"))
    assert "Mẫu phiếu để điền tay tháng 11/2026" in seen
    assert "Nhập thay, phiếu tháng 11/2026" in seen


def test_an_entered_sheet_is_marked_for_the_person_the_scorer_and_the_count(office: Client, sheet: Sheet, as_: As) -> None:
    enter(office, sheet)
    staff = as_(STAFF)
    assert "đã được nhập thay" in text(staff.get("/viec-can-lam"))
    own = staff.get(f"/phieu/{sheet.id}")
    assert "Lý Thu Hiền nhập từ phiếu giấy có chữ ký" in main(own)
    assert REASON in main(own)
    assert "Không phải ý kiến của tôi" in main(own)
    scan = f"/tep/{Behalf.objects.get().scan_id}"
    assert scan in own.content.decode()
    assert b"".join(staff.get(scan)) == samples.PDF
    head = as_(DIVISION_HEAD)
    assert "Nhập thay" in main(head.get("/xac-nhan/2026-11"))
    shown = main(head.get(f"/phieu/{sheet.id}"))
    assert "Lý Thu Hiền nhập từ phiếu giấy" in shown
    assert "Gửi ý kiến, mở lại phiếu" not in shown
    assert re.search(r"Phiếu nhập thay\s*1\b", main(office.get(f"/ky/{sheet.cycle_id}")))
    assert "chờ xác nhận" in main(office.get("/nhap-thay/da-nhap"))
    assert as_(OTHER).get(scan).status_code == 404
    paper = docx.Document(BytesIO(staff.get(f"/phieu/{sheet.id}/mau.docx").content))
    said = [line.text for line in paper.paragraphs if "Nhập thay" in line.text]
    assert said == ["Nhập thay từ phiếu giấy có chữ ký của cá nhân; người nhập: Lý Thu Hiền (BT-005)."]


def test_the_form_of_a_leader_asks_for_what_mau_so_01_has_no_place_for(office: Client, world: World) -> None:
    def lines(code: str) -> list[str]:
        answer = office.get(f"/nhap-thay/{world.sheet(code).id}/mau.docx")
        return [line.text for line in docx.Document(BytesIO(answer.content)).paragraphs if "☐" in line.text]

    assert [line[:2] for line in lines(DIVISION_HEAD)] == ["đ)", "e)"]
    assert lines(STAFF) == []


@pytest.mark.parametrize(
    ("other", "field", "sentence"),
    [
        ({"reason": " "}, "reason", "Nêu lý do người được đánh giá không tự gửi được"),
        ({"file": ""}, "file", "Chọn tệp cần đính kèm"),
        ({"file": SimpleUploadedFile("a.docx", samples.DOCX)}, "file", "Nội dung tệp không phải PDF, JPEG, PNG."),
        ({"compared": ""}, "compared", "Đối chiếu nội dung nhập với phiếu giấy"),
        ({"I.1": ""}, "", ""),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    office: Client, sheet: Sheet, other: dict[str, object], field: str, sentence: str
) -> None:
    first = next(iter(form(sheet)))
    given = form(sheet, **({first: ""} if "I.1" in other else other))
    if given.get("compared") == "":
        del given["compared"]
    answer = office.post(f"/nhap-thay/{sheet.id}", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in main(answer)
    assert f'id="{field}-e"' in page or not field
    assert "Trả lời đủ phản ánh." in page
    assert page.count('value="2,5" selected') >= 4
    assert ("Đã giữ tệp Phiếu Nhung ký.pdf" in page) == (field != "file")
    assert not Behalf.objects.exists()


def test_who_scores_the_person_is_refused_with_code_and_article(sheet: Sheet, as_: As) -> None:
    grant(by=SETUP, staff_code=DIVISION_HEAD, role="organisation_body", unit_code="BT", valid_from=START)
    scorer, address = as_(DIVISION_HEAD), f"/nhap-thay/{sheet.id}"
    for answer in (scorer.get(address), scorer.post(address, form(sheet))):
        assert answer.status_code == 403
        assert "behalf.four_eyes" in answer.content.decode()
        assert "Điều 10 khoản 1" in main(answer)
    assert as_(AUDITOR).get(address).status_code == 403
    assert as_(OTHER).get(address).status_code == 404
    assert not Behalf.objects.exists()


def test_the_person_objects_before_publication_and_both_texts_stay(
    office: Client, sheet: Sheet, as_: As, world: World
) -> None:
    enter(office, sheet)
    scorer = world.viewer(DIVISION_HEAD)
    confirm(by=scorer, given=Confirmation(Sheet.objects.select_related("cycle", "person").get(id=sheet.id)))
    staff, address = as_(STAFF), f"/phieu/{sheet.id}/khong-phai-y-kien"
    version = str(Sheet.objects.get(id=sheet.id).version)
    refused = staff.post(address, {"objection": " ", "version": version})
    assert refused.status_code == 422
    assert "Nêu nội dung nào không phải ý kiến của ông/bà" in main(refused)
    assert staff.post(address, {"objection": "Không đúng", "version": "1"}).status_code == 409
    answer = staff.post(address, {"objection": "Tôi ký 2 điểm, không phải 2,5.", "version": version})
    assert answer.headers["Location"] == f"/phieu/{sheet.id}"
    mine = main(staff.get(f"/phieu/{sheet.id}"))
    assert "Tôi ký 2 điểm, không phải 2,5." in mine
    assert "Trả lời đủ phản ánh." in mine
    assert "Phiếu được trả lại để bổ sung" not in mine
    for client in (office, as_(DIVISION_HEAD)):
        assert "không phải ý kiến của tôi" in text(client.get("/viec-can-lam"))
    entries = main(office.get("/nhap-thay/da-nhap"))
    assert "Tôi ký 2 điểm, không phải 2,5." in entries
    assert NAME in main(office.get("/nhap-thay"))
    assert "1 lần người được đánh giá báo không phải ý kiến" in main(office.get(f"/ky/{sheet.cycle_id}"))


def test_a_sheet_that_is_sent_already_shows_no_form(office: Client, world: World) -> None:
    sent = world.sheet("BT-013")
    page = office.get(f"/nhap-thay/{sent.id}")
    assert "không nhập thay được nữa" in main(page)
    assert 'name="file"' not in page.content.decode()
    assert office.post(f"/nhap-thay/{sent.id}", form(sent)).status_code == 403


def test_a_yearly_sheet_is_entered_with_its_level_and_taken_back_by_its_person(office: Client, world: World, as_: As) -> None:
    bring_months(world)
    sheet = world.sheet(STAFF, open_year(world))
    given = {name: text for name, text in form(sheet).items() if name in ("file", "reason", "compared", "version", "strengths")}
    missing = office.post(f"/nhap-thay/{sheet.id}", {**given, "file": SimpleUploadedFile("a.pdf", samples.PDF)})
    assert (missing.status_code, 'id="level-e"' in missing.content.decode()) == (422, True)
    answer = office.post(f"/nhap-thay/{sheet.id}", {**given, "level": "HTT"})
    assert answer.status_code == 302, main(answer)
    staff, sheet = as_(STAFF), Sheet.objects.get(id=sheet.id)
    assert (sheet.state, sheet.self_level) == ("submitted", "HTT")
    assert "Lý Thu Hiền nhập từ phiếu giấy có chữ ký" in main(staff.get(f"/phieu/{sheet.id}"))
    objection = {"objection": "Tôi tự xếp mức khác.", "version": str(sheet.version)}
    assert staff.post(f"/phieu/{sheet.id}/khong-phai-y-kien", objection).status_code == 302
    page = main(staff.get(f"/phieu/{sheet.id}"))
    assert "Tôi tự xếp mức khác." in page
    assert "Phiếu được trả lại để bổ sung" not in page
