"""Other rules tried on a past period through the pages: who differs, by how much, and nothing written."""

from __future__ import annotations

import csv
import re
from datetime import date
from io import StringIO

import pytest

from tests.web.conftest import As
from tests.web.test_checklists import said
from tests.web.world import ADMIN, AUDITOR, BOOK, HEAD, LATE, ORGANISER, STAFF, World
from thenchot.assessment.models import Published, Sheet
from thenchot.audit.models import Entry, Opening
from thenchot.organisation.models import Unit
from thenchot.rulesets.actions.adopt import Choice, adopt
from thenchot.rulesets.models import Adoption

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
PLACE = "/quy-dinh/tinh-thu"


def rows_of(client: object, query: dict[str, str]) -> dict[str, list[str]]:
    answer = client.get(PLACE + ".csv", query)  # type: ignore[attr-defined]
    return {row[0]: row[1:] for row in csv.reader(StringIO(answer.content.decode("utf-8-sig")))}


def test_stricter_bounds_typed_into_the_form_of_adoption_are_tried_before_anything_is_put_in_force(
    as_: As, world: World
) -> None:
    keeper = as_(ORGANISER)
    unit = Unit.objects.get(code="BT").id
    before = (
        Entry.objects.count(),
        Adoption.objects.count(),
        list(Sheet.objects.values_list("version", "score", "band")),
    )
    typed = {
        "book": BOOK, "unit": str(unit), "category": "cong_chuc", "first": "01/12/2026", "own-name": "QĐ 15/QĐ-UBND",
        "levels.HTXS.min": "96", "levels.HTT.min": "92", "levels.HT.min": "88", "note": "Thử",
    }  # fmt: skip
    asked = keeper.post(PLACE, typed)
    assert asked.status_code == 302
    assert "csrf" not in asked.headers["Location"]
    page = said(keeper.get(asked.headers["Location"] + f"&ky={world.october}"))
    assert "Quy định khác nhau ở 3 điểm" in page
    assert "Mức HT: điểm từ 50 → 88" in page
    assert "chưa đưa vào áp dụng" in page
    assert "Đổi mức 16 lên 0 · xuống 16" in page
    assert "HTXS → HTT 11 người" in page
    query = {name: value for name, value in typed.items() if "." in name or name == "book"} | {
        "ky": str(world.october)
    }
    rows = rows_of(keeper, query)
    # Two people fall to KHT; whoever leads them gets d = 1/2, and the head of the other division does not (Điều 15 khoản 3).
    assert rows[STAFF][2:] == ["87,13", "HTT", "87,13", "KHT", "0,00"]
    assert rows["BT-010"][2:] == ["94,66", "HTXS", "88,82", "HT", "−5,83"]
    assert rows[HEAD][2:] == ["94,66", "HTXS", "88,82", "HT", "−5,83"]
    assert rows["BT-020"][2:] == ["94,66", "HTXS", "94,66", "HTT", "0,00"]
    after = (
        Entry.objects.count(),
        Adoption.objects.count(),
        list(Sheet.objects.values_list("version", "score", "band")),
    )
    assert before == after
    assert Opening.objects.filter(subject_id=world.person(LATE), what="Tính thử tháng 10/2026").exists()


def test_a_choice_left_open_is_tried_and_one_part_of_the_tree_alone(as_: As, world: World) -> None:
    keeper = as_(ORGANISER)
    wide = {"ky": str(world.october), "book": BOOK, "levels.HTXS.min": "94,5"}
    assert "Đổi mức 10 lên 0 · xuống 10" in said(keeper.get(PLACE, wide))
    part = {**wide, "don-vi": str(Unit.objects.get(code="BT-KT").id)}
    assert set(rows_of(keeper, part)) - {"Mã cán bộ"} == {"BT-013", "BT-014", "BT-015", "BT-016", "BT-017"}
    same = said(keeper.get(PLACE, {"ky": str(world.october), "book": BOOK}))
    assert "không khác quy định kỳ đã dùng" in same
    assert "Không ai có kết quả khác" in same


def test_the_rules_of_another_day_and_of_another_adoption_are_tried(as_: As, world: World) -> None:
    keeper, unit = as_(ORGANISER), Unit.objects.get(code="BT").id
    overlay = {"name": "QĐ 15/QĐ-UBND", "levels": {"HTXS": {"min": "95"}}, "caps": {"HTXS": "0.1"}}
    later = Choice(unit, BOOK, "cong_chuc", date(2026, 12, 1), overlay=overlay, note="Đối chiếu")
    adopt(by=world.viewer(ORGANISER), choice=later)
    number = Adoption.objects.latest("id").id
    query = {"ky": str(world.october), "theo": f"a{number}"}
    page = said(keeper.get(PLACE, query))
    assert "Đổi mức 14 lên 0 · xuống 14" in page
    assert "UBND phường Bến Trúc 14, giới hạn 2 0, giới hạn 1" in page
    by_day = {"ky": str(world.october), "theo": "ngay", "ngay": "15/12/2026"}
    assert rows_of(keeper, by_day) == rows_of(keeper, query)
    assert "Không ai có kết quả khác" in said(keeper.get(PLACE, {**by_day, "ngay": "30/11/2026"}))
    assert "chưa có bộ quy tắc nào được đưa vào áp dụng" in said(
        keeper.get(PLACE, {**by_day, "ngay": "01/05/2025"})
    )


def test_another_rulebook_says_whom_it_can_judge_and_why_not_the_others(as_: As, world: World) -> None:
    keeper = as_(ORGANISER)
    other = said(keeper.get(PLACE, {"ky": str(world.october), "theo": "shn-3814-2018"}))
    assert "Không tính được 16" in other
    assert "có tiêu chí mà kỳ này không chấm. 16 người" in other
    lacking = said(keeper.get(PLACE, {"ky": str(world.october), "theo": "sqd366-2025"}))
    assert "cần số liệu về từng việc mà kỳ này không có. 16 người" in lacking


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ({"theo": "a999"}, 422, "Chọn lại bộ quy tắc"),
        ({"theo": "skhong-co"}, 422, "Chọn lại bộ quy tắc"),
        ({"theo": "ngay", "ngay": "hôm qua"}, 422, "Nhập ngày theo dạng"),
        ({"book": "khong-co"}, 422, "Chọn lại bộ quy tắc"),
        ({"book": BOOK, "levels.HTXS.min": "80"}, 422, "90"),
        ({"ky": "999"}, 404, "Không tìm thấy"),
        ({}, 200, "Tính lại kỳ nào, theo gì"),
    ],
)
def test_what_cannot_be_tried_is_said(as_: As, query: dict[str, str], status: int, sentence: str) -> None:
    answer = as_(ORGANISER).get(PLACE, query)
    assert answer.status_code == status
    assert sentence in said(answer)


def test_trying_is_for_the_organisation_body(as_: As, world: World) -> None:
    for code, status in ((STAFF, 404), (HEAD, 404), (ADMIN, 403), (AUDITOR, 403)):
        assert as_(code).get(PLACE).status_code == status
        assert as_(code).get(PLACE + ".csv").status_code == status


def test_sheets_without_a_result_are_counted_and_left_out(as_: As, world: World) -> None:
    page = said(as_(ORGANISER).get(PLACE, {"ky": str(world.november), "theo": "ngay", "ngay": "01/11/2026"}))
    found = re.search(r"Đã tính (\d+) chưa có kết quả để so: (\d+)", page)
    assert found
    kept = Sheet.objects.filter(cycle_id=world.november).exclude(state="excused")
    assert int(found[1]) == kept.exclude(band="").count()
    assert int(found[1]) + int(found[2]) == kept.count()
    assert Published.objects.filter(sheet__cycle_id=world.november).count() == 0
