"""The guide inside the product: one's own page first, in the reader's language and form of address, safe and complete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.web.conftest import As
from tests.web.world import ADMIN, AUDITOR, DEPUTY, DIVISION_HEAD, ORGANISER, STAFF
from thenchot.web.guide.rendering import rendered
from thenchot.web.guide.shelf import PAGES

HERE = Path(__file__).parent
OWN = {
    STAFF: "Cán bộ, công chức, viên chức",
    DEPUTY: "Cấp phó",
    DIVISION_HEAD: "Người đứng đầu",
    ORGANISER: "Cơ quan tham mưu về tổ chức, cán bộ",
    AUDITOR: "Kiểm tra, giám sát",
    ADMIN: "Quản trị hệ thống",
}


def title(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page.partition("<h1>")[2].partition("</h1>")[0]))


def test_the_menu_leads_each_role_to_its_own_page(as_: As) -> None:
    for code, heading in OWN.items():
        client = as_(code)
        assert 'href="/huong-dan"' in client.get("/them").content.decode()
        page = client.get("/huong-dan").content.decode()
        assert title(page) == heading
        assert "Phải làm gì:" in page


@pytest.mark.django_db
def test_who_is_not_signed_in_reads_the_contents_and_how_to_sign_in() -> None:
    nobody = Client()
    assert title(nobody.get("/huong-dan").content.decode()) == "Hướng dẫn sử dụng"
    assert 'href="/huong-dan/chung"' in nobody.get("/dang-nhap").content.decode()
    assert "Mất điện thoại" in nobody.get("/huong-dan/chung").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_comes_in_both_languages_with_links_and_pictures_that_exist(language: str) -> None:
    reader = Client()
    reader.cookies["django_language"] = language
    titles = set()
    for name in PAGES:
        page = reader.get(f"/huong-dan/{name}").content.decode()
        titles.add(title(page))
        guide = page.partition('<article class="guide">')[2].partition("</article>")[0]
        assert len(guide) > 1000
        assert not re.search(r"\*\*|\]\(|\.md[)#]|^#", guide, re.MULTILINE)
        assert all(
            finders.find(source.removeprefix("/static/")) for source in re.findall(r'src="([^"?]+)', guide)
        )
        assert all(alt for alt in re.findall(r'alt="([^"]*)"', guide))
        for link in re.findall(r'href="(/huong-dan/[^"#]+)', guide):
            assert reader.get(link).status_code == 200
        anchors = re.findall(r'href="#([^"]+)"', page)
        assert all(f'id="{anchor}"' in page for anchor in anchors)
    assert len(titles) == len(PAGES)
    assert ("Officials, civil servants, public employees" in titles) == (language == "en")


@pytest.mark.django_db
def test_a_page_that_is_none_is_not_found() -> None:
    for name in ("README", "khong-co", "can-bo.en"):
        assert Client().get(f"/huong-dan/{name}").status_code == 404


def test_the_party_is_called_comrade_in_the_guide_too(as_: As) -> None:
    said = as_(STAFF).get("/huong-dan/chung").content.decode()
    assert "phạm vi của ông/bà" in said


def test_markup_that_is_not_ours_never_becomes_markup() -> None:
    text = '# T\n\n<script>alert(1)</script> <b>x</b>\n\n![a "b" <i>](../img/none.png)\n\n[x](javascript:alert(1))\n'
    html = rendered(text, HERE).html
    assert "<script" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert "javascript:" not in re.sub(r">[^<]*<", "><", html)


def test_a_heading_can_be_jumped_to_and_a_picture_says_its_size() -> None:
    guide = rendered(
        "# Tên\n\n## Đổi điện thoại\n\n![Màn hình](../img/grid.png)\n", Path("docs/img").resolve()
    )
    assert guide.title == "Tên"
    assert [(one.anchor, one.deep) for one in guide.headings] == [("doi-dien-thoai", False)]
    assert '<h2 id="doi-dien-thoai">' in guide.html
    assert re.search(r'<img [^>]*width="\d+" height="\d+"', guide.html)
