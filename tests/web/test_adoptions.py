"""Taking a rulebook into use, ending it, and importing the wording of the law, through their pages."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.assessment.cast import ADMIN, AN, AUDITOR, DECREE, OCTOBER, ORGANISER, SETUP, START, Town
from tests.web.office_cast import Answer, get, main, page_of, send, text, town_of
from thenchot.people.actions.delegate import grant
from thenchot.rulesets.models import Adoption, LegalText

pytestmark = pytest.mark.django_db
ADOPT, WORDING = "/quy-dinh/ap-dung", "/quy-dinh/nhap-van-ban"
DECREE_NUMBER = "335/2025/NĐ-CP"
ARTICLES = """NGHỊ ĐỊNH (văn bản giả định để thử)
Điều 1. Phạm vi điều chỉnh
1. Nội dung giả định của khoản 1.
Điều 17. Trình tự theo dõi, đánh giá
1. Nội dung giả định về trình tự.
Điều 22. Kiến nghị
1. Nội dung giả định về kiến nghị.
Nơi nhận:
- Lưu."""


@pytest.fixture
def town() -> Town:
    return town_of(OCTOBER, opened=False)


def choice(town: Town, **other: str) -> dict[str, str]:
    given = {
        "book": "hn-1841-2021",
        "category": "vien_chuc",
        "unit": str(town.unit("BT").id),
        "first": "01/01/2022",
    }
    return {**given, "last": "", "note": "Đã đối chiếu Quyết định 1841-QĐ/TU bản giấy", **other}


def adopted(unit: str = "BT") -> Adoption:
    return Adoption.objects.get(unit__code=unit)


@pytest.mark.parametrize("path", [ADOPT, WORDING])
def test_nobody_is_sent_to_sign_in(path: str) -> None:
    assert Client().get(path).headers["Location"].startswith("/dang-nhap")


@pytest.mark.parametrize("path", [ADOPT, WORDING])
def test_the_pages_are_the_organisation_bodys(town: Town, path: str) -> None:
    assert get(AN, path).status_code == 404
    for code in (AUDITOR, ADMIN):
        refused = get(code, path)
        assert refused.status_code == 403
        assert "people.not_granted" in text(refused)
    assert send(AN, path, **choice(town)).status_code == 404
    assert send(AUDITOR, path, **choice(town)).status_code == 403
    assert get(ORGANISER, path).status_code == 200
    assert Adoption.objects.count() == 1


def test_what_is_in_use_is_listed_with_who_answers_for_it(town: Town) -> None:
    shown = main(get(ORGANISER, ADOPT))
    assert "Thành phố Đông Lam Công chức 01/01/2026 Lý Thu Hiền Đã đối chiếu với bản in" in shown


def test_choosing_a_book_shows_what_the_text_leaves_open(town: Town) -> None:
    answer = get(ORGANISER, f"{ADOPT}?book={DECREE}")
    body = answer.content.decode()
    assert "Nội dung văn bản để ngỏ" in main(answer)
    assert 'name="chon-ratio_above_one"' in body
    assert 'name="chon-cap_period"' not in body
    assert "chưa được đối chiếu" not in main(answer)


def test_each_choice_of_the_form_is_kept_with_the_adoption(town: Town) -> None:
    given = choice(town, book=DECREE, category="cong_chuc", first="01/10/2026", note="")
    more = {"chon-ratio_above_one": "cap_each", "chon-rounding_decimals": "3", "chon-d_scope": "direct"}
    assert send(ORGANISER, ADOPT, **given, **more).status_code == 302
    assert adopted().settings == {"ratio_above_one": "cap_each", "rounding_decimals": "3", "d_scope": "direct"}


def test_a_choice_the_text_does_not_leave_is_refused(town: Town) -> None:
    given = choice(town, book=DECREE, category="cong_chuc", first="01/10/2026")
    answer = send(ORGANISER, ADOPT, **given, **{"chon-ratio_above_one": "anything"})
    assert answer.status_code == 422
    assert "không có phương án anything" in text(answer)
    assert Adoption.objects.count() == 1


def test_a_book_that_ships_off_needs_the_note_of_a_named_person(town: Town) -> None:
    shown = main(get(ORGANISER, f"{ADOPT}?book=hn-1841-2021"))
    assert "Bộ quy tắc này chưa được đối chiếu" in shown
    assert "Ký nhận và đưa vào áp dụng" in shown
    assert "Người xác nhận: Lý Thu Hiền." in shown
    silent = send(ORGANISER, ADOPT, **choice(town, note="  "))
    assert silent.status_code == 403
    assert 'id="note-e"' in silent.content.decode()
    assert Adoption.objects.count() == 1
    assert send(ORGANISER, ADOPT, **choice(town)).status_code == 302
    row = adopted()
    assert row.confirmed_by is not None
    assert (row.confirmed_by.full_name, row.confirmed_note) == (
        "Lý Thu Hiền",
        "Đã đối chiếu Quyết định 1841-QĐ/TU bản giấy",
    )
    assert row.valid_from == date(2022, 1, 1)


def test_a_book_is_refused_outside_its_dates(town: Town) -> None:
    answer = send(ORGANISER, ADOPT, **choice(town, book=DECREE, category="cong_chuc", first="01/12/2025"))
    assert answer.status_code == 422
    assert "không áp dụng cho đối tượng này vào ngày 01/12/2025" in text(answer)


@pytest.mark.parametrize(
    ("first", "last", "field"), [("31/02/2026", "", "first"), ("01/10/2026", "30/09/2026", "last")]
)
def test_days_nobody_can_read_are_refused_at_their_field(
    town: Town, first: str, last: str, field: str
) -> None:
    answer = send(ORGANISER, ADOPT, **choice(town, first=first, last=last))
    assert answer.status_code == 422
    assert f'id="{field}-e"' in answer.content.decode()
    assert Adoption.objects.count() == 1


def test_a_body_adopts_only_inside_its_own_branch(town: Town) -> None:
    grant(by=SETUP, staff_code=AN, role="organisation_body", unit_code="BT", valid_from=START)
    refused = send(AN, ADOPT, **choice(town, unit=str(town.unit("HL").id)))
    assert refused.status_code == 403
    assert Adoption.objects.count() == 1


def test_an_adoption_changes_what_opening_would_do(town: Town) -> None:
    preview = f"/ky/mo?period=10/2026&scope={town.unit('BT').id}"
    assert "Khung tiêu chí đánh giá hằng tháng" not in main(get(ORGANISER, preview))
    send(ORGANISER, ADOPT, **choice(town, category="cong_chuc"))
    shown = main(get(ORGANISER, preview))
    assert "Khung tiêu chí đánh giá hằng tháng" in shown
    assert "14 người thuộc hai bộ quy tắc cùng lúc" in shown


def test_the_use_of_a_book_ends_on_a_day_and_another_can_follow(town: Town) -> None:
    row = Adoption.objects.get()
    path = f"{ADOPT}/{row.id}/ket-thuc"
    assert send(AN, path, last_day="31/10/2026").status_code == 404
    assert send(AUDITOR, path, last_day="31/10/2026").status_code == 403
    early = send(ORGANISER, path, last_day="31/12/2025")
    assert early.status_code == 422
    assert "Ngày cuối phải từ ngày 01/01/2026" in text(early)
    assert send(ORGANISER, path, last_day="31/10/2026").status_code == 302
    row.refresh_from_db()
    assert row.valid_to == date(2026, 10, 31)
    later = f"/ky/mo?period=11/2026&scope={town.unit('BT').id}&day=01/11/2026"
    assert "Chưa mở được kỳ này" in main(get(ORGANISER, later))


def test_a_day_that_is_none_ends_nothing(town: Town) -> None:
    row = Adoption.objects.get()
    answer = send(ORGANISER, f"{ADOPT}/{row.id}/ket-thuc", last_day="31/02/2026")
    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.valid_to is None


def test_another_branchs_adoption_is_not_ended_from_here(town: Town) -> None:
    grant(by=SETUP, staff_code=AN, role="organisation_body", unit_code="BT", valid_from=START)
    row = Adoption.objects.get()
    assert send(AN, f"{ADOPT}/{row.id}/ket-thuc", last_day="31/10/2026").status_code == 404


# --- the wording of the law --------------------------------------------------------------------------


def bring(data: bytes, name: str = "van-ban.txt", document: str = DECREE_NUMBER) -> Answer:
    return page_of(ORGANISER).post(WORDING, {"file": SimpleUploadedFile(name, data), "document": document})


def test_a_text_is_cut_into_its_articles_and_stands_beside_the_rulebook(town: Town) -> None:
    assert "Nội dung giả định về trình tự." not in text(Client().get(f"/quy-dinh/{DECREE}"))
    assert bring(ARTICLES.encode()).status_code == 302
    assert list(LegalText.objects.order_by("article").values_list("article", flat=True)) == [1, 17, 22]
    assert "Nội dung giả định về trình tự." in text(Client().get(f"/quy-dinh/{DECREE}"))
    shown = main(get(ORGANISER, WORDING))
    assert f"{DECREE_NUMBER}: 3 điều. Lý Thu Hiền nhập lúc" in shown


def test_a_word_document_is_read_as_well(town: Town) -> None:
    document = docx.Document()
    for line in ARTICLES.split("\n"):
        document.add_paragraph(line)
    buffer = BytesIO()
    document.save(buffer)
    assert bring(buffer.getvalue(), "van-ban.docx").status_code == 302
    assert LegalText.objects.count() == 3


def test_importing_again_replaces_the_wording(town: Town) -> None:
    bring(ARTICLES.encode())
    bring(ARTICLES.replace("về trình tự", "bản mới").encode())
    assert LegalText.objects.count() == 3
    assert "bản mới" in LegalText.objects.get(article=17).text


@pytest.mark.parametrize(
    "data", [b"", "Không có điều nào.".encode(), b"\xd0\xcf\x11\xe0 old", b"PK\x03\x04 broken"]
)
def test_a_file_without_articles_is_refused_at_its_field(town: Town, data: bytes) -> None:
    answer = bring(data)
    assert answer.status_code == 422
    assert 'id="file-e"' in answer.content.decode()
    assert not LegalText.objects.exists()


def test_the_number_of_the_document_must_be_one(town: Town) -> None:
    answer = bring(ARTICLES.encode(), document="nghị định mới")
    assert answer.status_code == 422
    assert 'id="document-e"' in answer.content.decode()
    assert 'value="nghị định mới"' in answer.content.decode()
    missing = send(ORGANISER, WORDING, document=DECREE_NUMBER)
    assert missing.status_code == 422
    assert "Chọn tệp rồi thực hiện." in text(missing)
