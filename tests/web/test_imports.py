"""Files brought in through their page: all of one or nothing, each fault named by sheet, row and column."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from tests.assessment import cast
from tests.assessment.cast import ADMIN, AN, AUDITOR, OCTOBER, ORGANISER, SETUP, START, Town
from tests.files.books import Value, catalogue, write
from tests.files.staff import STAFF, WARD, head, pages, post, unit
from tests.web.office_cast import Answer, get, main, page_of, send, text, town_of
from thenchot.assessment.models import Sheet
from thenchot.organisation.models import Unit
from thenchot.people.actions.delegate import Rule, delegate, grant
from thenchot.people.actions.enrol import enrol
from thenchot.people.models import Account, Appointment, Person
from thenchot.standards.models import Catalogue

pytestmark = pytest.mark.django_db
Rows = list[list[Value]]


@pytest.fixture
def town() -> Town:
    return town_of(OCTOBER, opened=False)


def under(units: Rows) -> Rows:
    """The units hung below the city of the cast, for a body organises only its own branch."""
    return [[*row[:2], row[2] or "DL", *row[3:]] for row in units]


def bring(
    data: bytes, path: str = "/nhap-du-lieu/nhan-su", name: str = "danh-sach.xlsx", **given: str
) -> Answer:
    return page_of(ORGANISER).post(
        path, {"file": SimpleUploadedFile(name, data), "day": "01/07/2026", **given}
    )


def workbook(units: Rows = WARD, posts: Rows = STAFF) -> bytes:
    return write(pages(under(units), posts))


def test_nobody_is_sent_to_sign_in() -> None:
    for path in ("/nhap-du-lieu", "/nhap-du-lieu/mau-don-vi-nhan-su.xlsx"):
        assert Client().get(path).headers["Location"].startswith("/dang-nhap")


@pytest.mark.parametrize("path", ["/nhap-du-lieu", "/nhap-du-lieu/mau-don-vi-nhan-su.xlsx"])
def test_the_page_is_the_organisation_bodys(town: Town, path: str) -> None:
    assert get(AN, path).status_code == 404
    for code in (AUDITOR, ADMIN):
        refused = get(code, path)
        assert refused.status_code == 403
        assert "people.not_granted" in text(refused)
    assert get(ORGANISER, path).status_code == 200


@pytest.mark.parametrize("path", ["/nhap-du-lieu/nhan-su", "/nhap-du-lieu/danh-muc"])
def test_nobody_else_brings_in_a_file(town: Town, path: str) -> None:
    before = Person.objects.count()
    assert send(AN, path, file=BytesIO(workbook())).status_code == 404
    assert send(ADMIN, path, file=BytesIO(workbook())).status_code == 403
    assert Person.objects.count() == before
    assert not Catalogue.objects.exists()


def test_the_template_is_a_workbook_with_both_tables(town: Town) -> None:
    answer = get(ORGANISER, "/nhap-du-lieu/mau-don-vi-nhan-su.xlsx")
    assert 'filename="mau-don-vi-nhan-su.xlsx"' in answer.headers["Content-Disposition"]
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    assert {"Đơn vị", "Nhân sự"} <= set(book.sheet_names)


def test_a_good_file_is_written_and_counted_with_its_leading_zeros(town: Town) -> None:
    shown = main(bring(workbook()))
    assert "Đã nhập tệp danh-sach.xlsx" in shown
    assert "2 đơn vị được ghi; 3 vị trí được ghi; 3 người mới." in shown
    assert Person.objects.filter(staff_code="000003", full_name="Hồ Hữu An").exists()
    assert Unit.objects.filter(code="0101.01").exists()


def test_only_checking_a_good_file_writes_nothing(town: Town) -> None:
    shown = main(bring(workbook(), check="1"))
    assert "Tệp danh-sach.xlsx đọc được, chưa ghi gì" in shown
    assert "Đọc được 2 đơn vị; 3 dòng nhân sự." in shown
    assert not Unit.objects.filter(code="0101").exists()


def test_one_faulty_row_keeps_the_whole_file_out_and_is_named(town: Town) -> None:
    posts = [*STAFF, post("000009", "9999"), post("000010", "0101", valid_from="31/02/2026")]
    answer = bring(workbook(posts=posts))
    assert answer.status_code == 422
    shown = main(answer)
    assert "Chưa ghi gì: 2 chỗ cần sửa trong tệp danh-sach.xlsx" in shown
    assert "Nhân sự 5 Mã đơn vị" in shown
    assert "Nhân sự 6 Từ ngày" in shown
    assert not Unit.objects.filter(code="0101").exists()
    assert not Person.objects.filter(staff_code="000003").exists()


def test_a_warning_is_shown_and_does_not_keep_the_file_out(town: Town) -> None:
    shown = main(bring(workbook(posts=[head("000001"), post("000003", "0101.01")])))
    assert "Đã nhập tệp" in shown
    assert "Lưu ý" in shown
    assert Person.objects.filter(staff_code="000003").exists()


def test_without_a_file_or_with_no_workbook_the_page_says_what_to_do(town: Town) -> None:
    empty = send(ORGANISER, "/nhap-du-lieu/nhan-su", day="01/07/2026")
    assert empty.status_code == 422
    assert "Chọn tệp rồi thực hiện." in text(empty)
    other = bring(b"%PDF-1.7", name="quyet-dinh.pdf")
    assert other.status_code == 422
    assert "Tệp không phải bảng tính .xlsx" in text(other)
    assert 'id="file-e"' in other.content.decode()


def test_a_day_nobody_can_read_is_refused_at_its_field(town: Town) -> None:
    answer = bring(workbook(), day="31/02/2026")
    assert answer.status_code == 422
    assert 'id="day-e"' in answer.content.decode()
    assert not Unit.objects.filter(code="0101").exists()


def test_rows_outside_the_branch_are_refused_and_leave_nothing(town: Town) -> None:
    grant(by=SETUP, staff_code=AN, role="organisation_body", unit_code="BT", valid_from=START)
    answer = page_of(AN).post("/nhap-du-lieu/nhan-su", {"file": BytesIO(workbook()), "day": "20/10/2026"})
    assert answer.status_code == 403
    assert "ngoài phạm vi" in text(answer)
    assert not Unit.objects.filter(code="0101").exists()


def test_a_file_name_is_shown_as_text_never_as_markup(town: Town) -> None:
    body = bring(workbook(), name="<b>x.xlsx", check="1").content.decode()
    assert "<b>x.xlsx" not in body


def test_bringing_the_same_file_twice_changes_nothing(town: Town) -> None:
    bring(workbook())
    posts = Appointment.objects.count()
    assert "Đã nhập tệp" in main(bring(workbook()))
    assert Appointment.objects.count() == posts


def city() -> tuple[Rows, Rows]:
    """152 units of four blocs below the cast's city, schools among them, and 5,016 people."""
    blocs = ("Khối Đảng", "Khối chính quyền", "Khối Mặt trận Tổ quốc, đoàn thể", "Khối sự nghiệp")
    units: Rows = []
    posts: Rows = []
    for number in range(152):
        code = f"{number:04d}"
        category = "trường học" if number % 4 == 3 else ""
        units.append(unit(code, f"Đơn vị số {number}", "DL", bloc=blocs[number % 4], category=category))
        posts.append(head(f"9{number:05d}", code, "Trịnh Quang Vĩnh"))
        posts += [post(f"8{number:03d}{place:02d}", code, "Nguyễn Văn Tám") for place in range(32)]
    return units, posts


@pytest.mark.row("004-17")
def test_a_city_of_152_units_and_five_thousand_people_comes_in_and_everybody_gets_an_evaluator(
    town: Town,
) -> None:
    units, posts = city()
    answer = bring(write(pages(units, posts)))
    assert "152 đơn vị được ghi" in main(answer), main(answer)[:2000]
    assert "5.016 người mới" in main(answer)
    send(ADMIN, "/quan-tri/tai-khoan/mo")
    assert Account.objects.count() > 5000
    rule = Rule("score", "DL", "Phân cấp số 1", rank="head", tier="thanh-uy", holder_code=cast.SECRETARY)
    delegate(by=SETUP, rule=rule, valid_from=START)
    enrol(
        by=SETUP, rows=[cast.post(cast.AUTHORITY, "DL", "Chủ tịch UBND thành phố", "head", tier="thanh-uy")]
    )
    scope = {"period": "10/2026", "scope": str(town.unit("DL").id), "day": "20/10/2026"}
    preview = main(page_of(ORGANISER).get("/ky/mo", scope))
    assert "Mọi người đều có người theo dõi, đánh giá." in preview
    assert send(ORGANISER, "/ky/mo", **scope).status_code == 302
    sheets = Sheet.objects.all()
    assert sheets.count() == Person.objects.count() > 5000
    assert not sheets.filter(scorer=None).exists()
    assert sheets.values("bloc").distinct().count() == 4


# --- the catalogue -----------------------------------------------------------------------------------


def decide(town: Town, **given: str) -> Answer:
    values = {
        "unit": str(town.unit("BT").id),
        "catalogue_day": "01/10/2026",
        "citation": "Quyết định số 15/QĐ-UBND",
        **given,
    }
    return bring(write(catalogue()), "/nhap-du-lieu/danh-muc", "danh-muc.xlsx", **values)


def test_a_catalogue_comes_in_for_its_body_from_its_day(town: Town) -> None:
    shown = main(decide(town))
    assert "Đã nhập tệp danh-muc.xlsx" in shown
    assert "56 sản phẩm, công việc" in shown
    row = Catalogue.objects.get()
    assert (row.unit.code, row.citation, row.valid_from) == (
        "BT",
        "Quyết định số 15/QĐ-UBND",
        date(2026, 10, 1),
    )
    assert row.products.count() == 56


def test_only_checking_a_catalogue_writes_nothing(town: Town) -> None:
    assert "chưa ghi gì" in main(decide(town, check="1"))
    assert not Catalogue.objects.exists()


def test_a_catalogue_that_is_no_workbook_is_refused_at_its_field(town: Town) -> None:
    given = {"unit": str(town.unit("BT").id), "catalogue_day": "01/10/2026"}
    answer = bring(b"PK\x03\x04 not a workbook", "/nhap-du-lieu/danh-muc", **given)
    assert answer.status_code == 422
    assert 'id="catalogue-e"' in answer.content.decode()
    assert not Catalogue.objects.exists()


def test_a_faulty_catalogue_is_refused_row_by_row(town: Town) -> None:
    book = catalogue()
    book[1].put(0, "Mã CV", "sai mã")
    data = write(book)
    answer = bring(data, "/nhap-du-lieu/danh-muc", unit=str(town.unit("BT").id), catalogue_day="01/10/2026")
    assert answer.status_code == 422
    assert "chưa đúng dạng" in main(answer)
    assert book[1].name in main(answer)
    assert not Catalogue.objects.exists()


def test_a_catalogue_for_a_body_of_another_branch_is_refused(town: Town) -> None:
    grant(by=SETUP, staff_code=AN, role="organisation_body", unit_code="BT", valid_from=START)
    given = {"unit": str(town.unit("HL").id), "catalogue_day": "01/10/2026", "citation": "Số 1"}
    answer = page_of(AN).post("/nhap-du-lieu/danh-muc", {"file": BytesIO(write(catalogue())), **given})
    assert answer.status_code == 403
    assert not Catalogue.objects.exists()
