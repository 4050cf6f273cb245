"""A session that ends while a form is open: nothing is saved in silence, nothing typed is lost, nobody else reads it."""

from __future__ import annotations

import re

import pytest
from django.test import Client, RequestFactory

from tests.structure.house import PACKAGE
from tests.web.conftest import As
from tests.web.world import AUDITOR, DEPUTY, DIVISION_HEAD, ORGANISER, STAFF, World
from thenchot.people.models import Account
from thenchot.web.typed import SECRET, typed_texts

HERE = "http://testserver/phieu/7"


def test_what_nobody_sends_is_not_saved_and_handed_back_with_the_way_to_its_page(
    as_: As, world: World
) -> None:
    sheet = world.sheet(STAFF)
    typed = {"strengths": "Đã xong 5 văn bản <b>", "password": "một hai ba", "version": "1"}
    answer = as_("").post(f"/phieu/{sheet.id}/nhap", typed, headers={"referer": HERE})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Phiên làm việc đã hết" in page
    assert "/dang-nhap?next=%2Fphieu%2F7" in page or "/dang-nhap?next=/phieu/7" in page
    assert "Đã xong 5 văn bản &lt;b&gt;" in page
    assert "một hai ba" not in page


def test_a_draft_of_an_ended_session_is_answered_with_a_sentence(as_: As, world: World) -> None:
    answer = as_("").post(
        f"/phieu/{world.sheet(STAFF).id}/nhap", {"strengths": "Đã"}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 403
    assert "<html" not in answer.content.decode()
    assert "Phiên làm việc đã hết, chưa lưu" in answer.content.decode()


def test_a_form_of_an_earlier_session_is_said_in_vietnamese(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(staff_code=STAFF))
    typed = {"strengths": "Đã xong 5 văn bản"}
    page = client.post(f"/phieu/{world.sheet(STAFF).id}/nhap", typed, headers={"referer": HERE})
    assert page.status_code == 403
    assert "Trang mở từ phiên làm việc trước" in page.content.decode()
    assert "Đã xong 5 văn bản" in page.content.decode()
    assert 'href="/phieu/7"' in page.content.decode()


def test_words_sent_from_another_site_are_not_shown_again(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post(
        "/dang-nhap", {"staff_code": "lời của người lạ"}, headers={"referer": "https://example.org/x"}
    )
    assert page.status_code == 403
    assert "lời của người lạ" not in page.content.decode()


def test_a_draft_is_its_writers_alone_until_it_is_sent(as_: As, world: World) -> None:
    sheet = world.sheet(STAFF)
    as_(STAFF).post(f"/phieu/{sheet.id}/nhap", {"strengths": "Câu chưa gửi", "I.1": "4,5"})
    assert "Câu chưa gửi" in as_(STAFF).get(f"/phieu/{sheet.id}").content.decode()
    for code in (DIVISION_HEAD, DEPUTY, ORGANISER, AUDITOR):
        page = as_(code).get(f"/phieu/{sheet.id}").content.decode()
        assert "Câu chưa gửi" not in page
        assert "Chưa có điểm" in page
        assert "Điểm tạm tính" not in page


def test_no_field_that_hides_what_is_typed_is_ever_given_back() -> None:
    """A password may be a sentence: it must not come back among the words that were typed and not saved."""
    forms = "\n".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "web" / "templates").rglob("*.html"))
    made = re.findall(r'm\.input\("(\w+)"[^}]*?"password"', forms) + re.findall(r'name="(\w+)" type="password"', forms)
    assert len(made) >= 4
    assert set(made) <= SECRET
    asked = RequestFactory().post("/mat-khau", {"chosen": "một câu dài dễ nhớ", "again": "một câu khác", "why": "vì đã lộ"})
    assert typed_texts(asked) == ["vì đã lộ"]


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_password_of_an_earlier_session_is_never_shown(world: World, headers: dict[str, str]) -> None:
    secret = "một câu bí mật của riêng tôi"
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(staff_code=STAFF))
    typed = dict.fromkeys(SECRET, secret)
    for path in ("/mat-khau", "/dang-nhap", "/tai-khoan/bao-mat/ung-dung", "/dang-nhap/buoc-hai"):
        for sender in (client, Client()):
            answer = sender.post(path, typed, headers={"referer": f"http://testserver{path}", **headers})
            assert secret not in answer.content.decode(), path
