"""What the walk does not look at twice is the same page to axe-core; what differs for it is looked at."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import faults, is_known

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGE = (
    "<!doctype html><html lang=vi><head><title>Phiếu</title></head><body><header><a href=/ky/1>Kỳ</a></header>"
    "<main><h1>Phiếu 12</h1><label for=d1>Điểm</label><input id=d1 aria-label=Điểm></main></body></html>"
)


@pytest.fixture
def page(browser: Browser) -> Page:
    return browser.new_page()


def known_after(page: Page, first: str, second: str) -> bool:
    known: set[str] = set()
    page.set_content(first)
    assert not is_known(page, known)
    page.set_content(second)
    return is_known(page, known)


@pytest.mark.parametrize(("word", "other"), [("Phiếu 12", "Phiếu 7"), ("/ky/1", "/ky/2"), ("Kỳ<", "Tháng<"), ("d1", "d2")])
def test_other_words_and_numbers_are_the_same_frame(page: Page, word: str, other: str) -> None:
    assert known_after(page, PAGE, PAGE.replace(word, other))


@pytest.mark.parametrize(
    ("word", "other"),
    [("lang=vi", ""), ("for=d1", ""), ("Kỳ</a>", "</a>"), ("<h1>", "<h1 class=big>"), ("aria-label=Điểm", "aria-label"),
    ("</main>", "<h4>Thêm</h4></main>"), ("<header>", "<header><button></button>"), ("href=/ky/1", "")],
)  # fmt: skip
def test_what_axe_goes_by_makes_another_frame(page: Page, word: str, other: str) -> None:
    assert not known_after(page, PAGE, PAGE.replace(word, other))


def test_another_width_is_looked_at_anew(page: Page) -> None:
    known: set[str] = set()
    page.set_content(PAGE)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert not is_known(page, known)
    assert is_known(page, known)


def test_a_fault_in_a_part_not_seen_before_is_found(page: Page) -> None:
    known: set[str] = set()
    page.set_content(PAGE)
    faults(page, phone=False, known=known)
    page.set_content(PAGE.replace("</main>", "<button></button></main>"))
    assert any(fault.startswith("button-name") for fault in faults(page, phone=False, known=known))
