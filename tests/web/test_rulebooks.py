"""The rulebook browser: every shipped book as of a day, computed examples, choices, the imported wording."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.world import ORGANISER, STAFF, World
from thenchot.rulesets.actions.import_wording import import_wording
from thenchot.rulesets.books import all_books

BOOK = "/quy-dinh/nd335-2025-cong-chuc"


@pytest.fixture
def reader(db: None) -> Client:
    return Client()


def test_every_shipped_rulebook_has_a_page(reader: Client) -> None:
    listed = reader.get("/quy-dinh").content.decode()
    for book in all_books():
        assert f"/quy-dinh/{book.id}" in listed
        page = reader.get(f"/quy-dinh/{book.id}")
        assert page.status_code == 200, book.id
        assert book.citation.split(",")[0].split(";")[0] in page.content.decode()


def test_a_book_nobody_knows_is_not_found(reader: Client) -> None:
    assert reader.get("/quy-dinh/khong-co").status_code == 404


def test_the_list_is_as_of_a_day(reader: Client) -> None:
    now = reader.get("/quy-dinh?ngay=20/11/2026").content.decode()
    then = reader.get("/quy-dinh?ngay=20/11/2025").content.decode()
    mark = "Chưa hoặc không còn hiệu lực"
    assert now.index("nd335-2025-cong-chuc") < now.index(mark)
    assert then.index("nd335-2025-cong-chuc") > then.index(mark)


def test_what_the_readers_body_applies_stands_first_then_the_others_by_name(as_: As, reader: Client) -> None:
    order = re.findall(r'href="/quy-dinh/([a-z0-9-]+)"><span', as_(STAFF).get("/quy-dinh").content.decode())
    assert order[0] == "nd335-2025-cong-chuc"
    assert "Cơ quan đang áp dụng" not in reader.get("/quy-dinh").content.decode()
    # Đánh giá hằng quý … before Đánh giá theo … before Đánh giá, xếp loại theo quý …; Đ follows C, not D or Z.
    public = re.findall(r'href="/quy-dinh/([a-z0-9-]+)"><span', reader.get("/quy-dinh").content.decode())
    assert public.index("hcm-qd20-2024") < public.index("hcm-06hd-2026") < public.index("haiquan-21169-2026")
    assert public[0] != "haiquan-21169-2026"


def test_a_day_that_is_none_says_how_to_type_one(reader: Client) -> None:
    page = reader.get("/quy-dinh?ngay=hôm qua").content.decode()
    assert "Nhập ngày theo dạng" in page
    assert reader.get(f"{BOOK}?ngay=31/02/2026").status_code == 200


def test_a_book_outside_its_dates_says_so(reader: Client) -> None:
    assert "không có hiệu lực vào ngày 20/11/2025" in reader.get(f"{BOOK}?ngay=20/11/2025").content.decode()
    assert "không có hiệu lực vào ngày" not in reader.get(f"{BOOK}?ngay=20/11/2026").content.decode()


def test_a_book_that_is_not_verified_says_that_it_opens_no_cycle(reader: Client) -> None:
    for book in all_books():
        said = "Chưa được cơ quan đối chiếu" in reader.get(f"/quy-dinh/{book.id}").content.decode()
        assert said is not book.enabled, book.id


def test_rules_carry_article_and_confidence(reader: Client) -> None:
    page = reader.get(BOOK).content.decode()
    assert "Điều 14 khoản 2 điểm b · Cách hiểu của phần mềm" in page
    assert "Phụ lục I" in page
    assert "tiêu chí chung + tỷ lệ kết quả × 70" in page
    assert "7 ngày làm việc" in page


def test_the_example_is_computed_by_the_engine(reader: Client) -> None:
    page = reader.get(BOOK).content.decode()
    assert "Vì sao 89,13?" in page
    changed = reader.get(BOOK, {"general": "30", "assigned": "10", "clean": "10", "rejected": "0", "late": "0"})
    assert "Vì sao 100,00?" in changed.content.decode()


@pytest.mark.parametrize("general", ["99", "năm", "-1", "1e400", "NaN", "1/0"])
def test_numbers_the_engine_refuses_are_answered_with_words(reader: Client, general: str) -> None:
    page = reader.get(BOOK, {"general": general})
    assert page.status_code == 200
    assert "Không tính được với các số này" in page.content.decode()


def test_nothing_assigned_gives_no_score(reader: Client) -> None:
    page = reader.get(BOOK, {"assigned": "0", "clean": "0", "rejected": "0", "late": "0"}).content.decode()
    assert "Chưa có mức" in page


def test_the_own_bodys_choices_are_named_with_who_confirmed_them(as_: As) -> None:
    assert "người xác nhận: Lý Thu Hiền" in as_(STAFF).get(BOOK).content.decode()
    assert "Các lựa chọn mặc định của phần mềm" in as_("").get(BOOK).content.decode()


def test_the_official_wording_stands_beside_the_rule_once_the_body_imported_it(as_: As, world: World) -> None:
    assert "nguyên văn" not in as_(STAFF).get(BOOK).content.decode()
    lines = ["Điều 14. Xác định điểm", "1. Nội dung thử nghiệm của khoản 1.", "Điều 99. Điều không được dẫn", "Nội dung."]
    import_wording(by=world.viewer(ORGANISER), document="nd-335-2025", lines=lines)
    page = as_(STAFF).get(BOOK).content.decode()
    assert "Điều khoản, nguyên văn" in page
    assert "Nội dung thử nghiệm của khoản 1." in page
    assert "Điều không được dẫn" not in page


def test_english_readers_get_english_names(reader: Client) -> None:
    reader.cookies["django_language"] = "en"
    page = reader.get(BOOK).content.decode()
    assert "Monitoring, assessment and ranking of civil servants" in page
    assert "Quality" in page
