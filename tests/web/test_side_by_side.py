"""Two rulebooks side by side in the browser of rules: what each says of the same matter, and where they differ."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.office_cast import main
from thenchot.rulesets.books import all_books, load
from thenchot.web.rulesets.side_by_side import side_by_side

BOOKS = [book.id for book in all_books()]
pytestmark = pytest.mark.django_db


def test_the_decree_and_the_partys_quarter_stand_beside_one_another_with_their_provisions() -> None:
    page = main(Client().get("/quy-dinh?bo=nd335-2025-cong-chuc&voi=qd366-2025"))
    start = page.index("Hai bộ quy tắc đặt cạnh nhau")
    told = page[start:]
    assert "HTXS, Hoàn thành xuất sắc nhiệm vụ: từ 90 điểm" in told
    assert "(Điều 20 khoản 5 điểm a Nghị định 335/2025/NĐ-CP)" in told
    assert "của số người ban đầu ở mức hoàn thành tốt, làm tròn nửa lên; quý" in told
    assert "xem xét riêng" in told
    assert "trung bình các tháng (Điều 17 khoản 3 Nghị định 335/2025/NĐ-CP)" in told


def test_what_is_the_same_is_not_marked_as_different() -> None:
    pairs = {pair.what: pair for pair in side_by_side(load("nd335-2025-cong-chuc"), load("qd366-2025"))}
    assert pairs["Các mức"].same
    assert not pairs["Tỷ lệ khống chế"].same
    assert all(pair.same for pair in side_by_side(load("hn-3814-2018"), load("hn-3814-2018")))


@pytest.mark.parametrize("name", BOOKS)
def test_every_book_can_stand_beside_the_decree(name: str) -> None:
    pairs = side_by_side(load("nd335-2025-cong-chuc"), load(name))
    assert [pair.what for pair in pairs if pair.first]
    assert not [line for pair in pairs for line in pair.second if "_" in line or "None" in line]


@pytest.mark.parametrize("asked", ["bo=nd335-2025-cong-chuc&voi=nd335-2025-cong-chuc", "bo=x&voi=y", "bo=nd335-2025-cong-chuc"])
def test_one_book_alone_or_an_unknown_one_shows_the_form_only(asked: str) -> None:
    answer = Client().get(f"/quy-dinh?{asked}")
    assert answer.status_code == 200
    assert "Hai bộ quy tắc đặt cạnh nhau" not in main(answer)
    assert "Đặt hai bộ quy tắc cạnh nhau" in main(answer)
