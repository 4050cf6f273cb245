"""A body lays its own stricter rules over a rulebook through the page, and reads them in the rulebook browser."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.assessment.cast import AN, DECREE, OCTOBER, ORGANISER, STRANGER, Town
from tests.web.office_cast import get, main, on, send, town_of
from thenchot.rulesets.models import Adoption
from thenchot.rulesets.queries import in_force_for

pytestmark = pytest.mark.django_db
ADOPT = "/quy-dinh/ap-dung"


@pytest.fixture
def town() -> Town:
    return town_of(OCTOBER, opened=False)


def own(town: Town, **other: str) -> dict[str, str]:
    given = {"book": DECREE, "category": "cong_chuc", "unit": str(town.unit("BT").id), "first": "01/11/2026", "last": ""}
    return {**given, "note": "Quyết định số 9", "own-name": "Quy chế số 5 ngày 01/10/2026", **other}


def test_the_form_says_what_may_be_stricter_and_what_the_rulebook_says(town: Town) -> None:
    shown = main(get(ORGANISER, f"{ADOPT}?book={DECREE}"))
    assert "Tỷ lệ cao nhất mức HTXS (%) Văn bản: 20" in shown
    assert "Mức HTXS: điểm từ Văn bản: 90" in shown
    assert "Bộ quy tắc: ngày 23–24" in shown


def test_stricter_values_bind_the_body_from_their_day_and_nobody_else(town: Town) -> None:
    typed = {"caps.HTXS": "15", "levels.HTXS.min": "92,5", "steps.month.confirm.to": "25"}
    assert send(ORGANISER, ADOPT, **own(town, **typed)).status_code == 302
    on("2026-11-02")
    (rule,) = in_force_for(town.unit("BT").path, OCTOBER.day(1).replace(month=11))
    assert rule.book.caps[0].share == Fraction(15, 100)
    assert rule.book.levels[0].min == Fraction(185, 2)
    step = next(step for step in rule.book.steps_of("month") if step.code == "confirm")
    assert (step.from_day, step.to_day) == (23, 25)
    (other,) = in_force_for(town.unit("HL").path, OCTOBER.day(1).replace(month=11))
    assert other.overlay == {}


def test_the_browser_names_whose_own_rules_they_are_beside_what_the_book_says(town: Town) -> None:
    send(ORGANISER, ADOPT, **own(town, **{"caps.HTXS": "15", "own-last": "31/12/2026"}))
    page = f"/quy-dinh/{DECREE}"
    shown = main(get(AN, f"{page}?ngay=02/11/2026"))
    assert "Quy định riêng của Phường Bến Trúc Quy chế số 5 ngày 01/10/2026 · đến hết ngày 31/12/2026." in shown
    assert "Tỷ lệ cao nhất mức HTXS 20 % 15 %" in shown
    for code, day in ((AN, "31/10/2026"), (AN, "01/01/2027"), (STRANGER, "02/11/2026")):
        assert "Quy định riêng của" not in main(get(code, f"{page}?ngay={day}"))
    assert "Quy định riêng: Quy chế số 5 ngày 01/10/2026" in main(get(ORGANISER, ADOPT))


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"caps.HTXS": "21"}, "caps.HTXS", "Tỷ lệ cao nhất mức HTXS (%)) nới lỏng hoặc nằm ngoài quy định: 20 %."),
        ({"levels.HTXS.min": "89"}, "levels.HTXS.min", "Mức HTXS: điểm từ) nới lỏng hoặc nằm ngoài quy định: 90."),
        ({"levels.HTT.min": "95"}, "levels.HTT.min", "(Mức HTT: điểm từ) không đọc được"),
        ({"caps.HTXS": "một phần năm"}, "caps.HTXS", "(Tỷ lệ cao nhất mức HTXS (%)) không đọc được"),
        ({"steps.month.confirm.from": "28"}, "steps.month.confirm", "không đọc được"),
        ({"caps.HTXS": "15", "own-name": ""}, "own-name", "Ghi tên, số, ngày văn bản ban hành"),
        ({"caps.HTXS": "15", "own-first": "31/02/2026"}, "own-first", "Nhập ngày theo dạng"),
        ({"caps.HTXS": "15", "own-first": "02/12/2026", "own-last": "01/12/2026"}, "own-last", "Ngày cuối phải từ ngày đầu"),
    ],
)
def test_what_is_laxer_or_cannot_be_read_is_refused_at_its_field(
    town: Town, typed: dict[str, str], field: str, words: str
) -> None:
    answer = send(ORGANISER, ADOPT, **own(town, **typed))
    assert answer.status_code == 422
    assert words in main(answer)
    body = answer.content.decode()
    assert f'id="{field}-e"' in body
    assert all(f'value="{value}"' in body for value in typed.values() if value)
    assert Adoption.objects.count() == 1


def test_a_blank_form_lays_nothing_over_the_book(town: Town) -> None:
    assert send(ORGANISER, ADOPT, **own(town, **{"own-name": ""})).status_code == 302
    assert Adoption.objects.get(unit__code="BT").overlay == {}


# --- two days compared ---------------------------------------------------------------------------------


def test_two_days_are_compared_by_what_begins_and_what_ends() -> None:
    page = main(get("", "/quy-dinh?ngay=01/01/2026&so=31/12/2025"))
    assert "Khác nhau giữa ngày 31/12/2025 và ngày 01/01/2026" in page
    assert "Bắt đầu có hiệu lực: Theo dõi, đánh giá, xếp loại chất lượng công chức" in page
    assert "Không có gì khác." in main(get("", "/quy-dinh?ngay=02/11/2026&so=03/11/2026"))
    assert "Khác nhau giữa" not in main(get("", "/quy-dinh?ngay=02/11/2026"))
    assert "Nhập ngày theo dạng" in main(get("", "/quy-dinh?ngay=02/11/2026&so=hôm+qua"))


def test_the_bodys_own_choices_and_rules_of_two_days_stand_side_by_side(town: Town) -> None:
    typed = {"caps.HTXS": "15", "steps.month.confirm.to": "25", "chon-ratio_above_one": "cap_each"}
    send(ORGANISER, ADOPT, **own(town, **typed))
    days = "/quy-dinh?ngay=31/10/2026&so=02/11/2026"
    shown = main(get(AN, days))
    assert "Nội dung 31/10/2026 02/11/2026" in shown
    assert "Tỷ lệ cao nhất mức HTXS 20 % 15 %" in shown
    assert "ngày 23–24 ngày 23–25" in shown
    assert "Tỷ lệ vượt 100%" in shown
    assert "Không có gì khác." in main(get(STRANGER, days))


def test_a_rulebook_the_body_takes_up_between_the_days_is_named(town: Town) -> None:
    given = {"book": "hn-1841-2021", "category": "cong_chuc", "unit": str(town.unit("BT").id), "first": "01/11/2026"}
    send(ORGANISER, ADOPT, **given, last="", note="Đã đối chiếu")
    shown = main(get(AN, "/quy-dinh?ngay=31/10/2026&so=02/11/2026"))
    assert "Cơ quan bắt đầu áp dụng: Khung tiêu chí đánh giá hằng tháng, Thành ủy Hà Nội (2021) (công chức)." in shown
