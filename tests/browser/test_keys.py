"""A security key in a real browser: added on the page, asked for at the next sign-in, under the strict content policy."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import COMPUTER, PHONE, Open
from tests.browser.looking import Watch, faults
from tests.web.world import PASSWORD, STAFF, World
from thenchot.people.models import SecondFactor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def with_key(context: BrowserContext) -> Page:
    """A page in a browser that has a security key in it, made of software by the browser itself."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasUserVerification": True, "isUserVerified": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**options, "automaticPresenceSimulation": True}})
    return page


def sign_in(page: Page) -> None:
    page.goto("/dang-nhap")
    page.get_by_label("Mã cán bộ").fill(STAFF)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def test_a_key_is_added_and_opens_the_door(open_as: Open, world: World) -> None:
    page = with_key(open_as(""))
    watch = Watch(page)
    sign_in(page)
    page.goto("/tai-khoan/bao-mat/khoa")
    page.get_by_label("Tên để nhận ra").fill("khóa ở bàn")
    page.get_by_label("Mật khẩu hiện tại").fill(PASSWORD)
    page.get_by_role("button", name="Thêm khóa này").click()
    expect(page.get_by_role("heading", name="Mã dự phòng").first).to_be_visible()
    assert SecondFactor.objects.get().name == "khóa ở bàn"
    page.context.clear_cookies()
    sign_in(page)
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    expect(page).to_have_title("Việc cần làm · Then Chốt")
    assert watch.complaints == []
    # Another browser, because looking for faults takes the key out of this one.
    other = open_as("").new_page()
    sign_in(other)
    expect(other).to_have_title("Xác thực bước hai · Then Chốt")
    for size in (PHONE, COMPUTER):
        other.set_viewport_size(size)
        assert faults(other, phone=size is PHONE) == []
