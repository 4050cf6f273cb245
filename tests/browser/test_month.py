"""The month in a real browser: three taps, saving as one types, keys of the grid, no script, no network, light pages."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import PHONE, Open
from tests.browser.looking import Watch, axe
from tests.web.world import DIVISION_HEAD, LATE, PASSWORD, STAFF, World
from thenchot.assessment.models import Sheet

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HEAVIEST = 150_000
KEPT = "Object.keys({...sessionStorage, ...localStorage}).filter(key => key.startsWith('thenchot:')).length"


def state_of(sheet: Sheet) -> str:
    return Sheet.objects.get(id=sheet.id).state


def test_an_ordinary_sheet_is_sent_in_three_taps_without_typing(open_as: Open, world: World) -> None:
    page = open_as(STAFF, viewport=PHONE, has_touch=True).new_page()
    page.goto("/viec-can-lam")
    page.get_by_role("link", name="Xem và gửi phiếu").tap()
    page.get_by_label("Tôi đã xem các việc nêu trên").tap()
    page.get_by_role("button", name="Gửi phiếu cho").tap()
    expect(page.get_by_text("Đã gửi phiếu lúc")).to_be_visible()
    assert state_of(world.sheet(STAFF)) == "submitted"


def test_the_total_follows_and_is_saved_while_one_works(open_as: Open, world: World) -> None:
    page = open_as(STAFF).new_page()
    watch = Watch(page)
    page.goto(f"/phieu/{world.sheet(STAFF).id}")
    page.get_by_text("10 tiêu chí giữ như").click()
    page.locator('[name="I.1"]').select_option("5,0")
    expect(page.locator("#diem .score")).to_contain_text("89,63")
    expect(page.locator("[data-save-state]")).to_contain_text("Đã lưu lúc")
    page.get_by_label("Ưu điểm", exact=True).fill("Gõ trong trình duyệt")
    page.wait_for_timeout(1_500)
    page.reload()
    expect(page.get_by_label("Ưu điểm", exact=True)).to_have_value("Gõ trong trình duyệt")
    assert watch.complaints == []


def test_what_is_typed_without_network_is_said_kept_and_saved_later(open_as: Open, world: World) -> None:
    context = open_as(STAFF)
    page = context.new_page()
    page.goto(f"/phieu/{world.sheet(STAFF).id}")
    context.set_offline(True)
    page.get_by_label("Ưu điểm", exact=True).fill("Gõ lúc mất mạng")
    expect(page.locator("[data-save-state]")).to_contain_text("Chưa lưu được")
    context.set_offline(False)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator("[data-save-state]")).to_contain_text("Đã lưu lúc")
    assert Sheet.objects.get(id=world.sheet(STAFF).id).draft["strengths"] == "Gõ lúc mất mạng"


def test_a_session_that_ends_is_said_and_what_was_typed_stands_again_after_signing_in(open_as: Open, world: World) -> None:
    context = open_as(STAFF)
    page = context.new_page()
    page.goto(f"/phieu/{world.sheet(STAFF).id}")
    context.clear_cookies(name="sessionid")
    page.get_by_label("Ưu điểm", exact=True).fill("Gõ sau khi hết phiên")
    expect(page.locator("[data-save-state]")).to_contain_text("Phiên làm việc đã hết, chưa lưu")
    expect(page.locator("#diem")).to_contain_text("Điểm tạm tính")
    page.get_by_role("button", name="Lưu, gửi sau").click()
    expect(page.get_by_text("Gõ sau khi hết phiên")).to_be_visible()
    page.get_by_role("link", name="Đăng nhập lại").click()
    page.get_by_label("Mã cán bộ").fill(STAFF)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    expect(page.get_by_label("Ưu điểm", exact=True)).to_have_value("Gõ sau khi hết phiên")
    expect(page.locator("[data-save-state]")).to_contain_text("Đã lưu lúc")
    page.get_by_role("button", name="Lưu, gửi sau").click()
    expect(page.get_by_text("Đã lưu. Gửi phiếu khi đã xem đủ.")).to_be_visible()
    assert page.evaluate(KEPT) == 0


def test_signing_out_leaves_nothing_on_a_shared_machine(open_as: Open, world: World) -> None:
    page = open_as(STAFF).new_page()
    page.goto(f"/phieu/{world.sheet(STAFF).id}")
    page.evaluate("localStorage.setItem('thenchot:/phieu/1', '{}')")
    page.locator("summary", has_text="Nguyễn Thị Hồng Nhung").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    assert page.evaluate(KEPT) == 0


def test_every_step_of_the_month_works_without_script(open_as: Open, world: World) -> None:
    page = open_as("", java_script_enabled=False).new_page()
    page.goto("/dang-nhap")
    page.get_by_label("Mã cán bộ").fill(STAFF)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.get_by_role("link", name="Xem và gửi phiếu").click()
    page.get_by_label("Ưu điểm", exact=True).fill("Không có kịch bản")
    page.get_by_role("button", name="Lưu, gửi sau").click()
    expect(page.get_by_text("Đã lưu. Gửi phiếu khi đã xem đủ.")).to_be_visible()
    page.get_by_label("Tôi đã xem các việc nêu trên").check()
    page.get_by_role("button", name="Gửi phiếu cho").click()
    assert state_of(world.sheet(STAFF)) == "submitted"
    head = open_as(DIVISION_HEAD, java_script_enabled=False).new_page()
    head.goto("/xac-nhan/2026-11")
    head.get_by_role("button", name=re.compile("Xác nhận Bùi Đức Thắng")).click()
    expect(head.get_by_text("Đã xác nhận phiếu của Bùi Đức Thắng.")).to_be_visible()
    assert state_of(world.sheet(LATE)) == "confirmed"


def grid(open_as: Open) -> Page:
    page = open_as(DIVISION_HEAD).new_page()
    page.goto("/xac-nhan/2026-11")
    return page


def test_the_grid_is_worked_by_keys_alone(open_as: Open, world: World) -> None:
    page = grid(open_as)
    watch = Watch(page)
    page.locator("tr[data-row]:has([data-key=x])").first.focus()
    first = page.evaluate("document.activeElement.id")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") != first
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator(f"#{first}")).to_contain_text("Đã xác nhận")
    expect(page.locator(".strip")).to_contain_text("2 / 7")
    assert Sheet.objects.get(id=int(first[1:])).state == "confirmed"
    assert watch.complaints == []


def test_letters_typed_into_a_field_are_no_commands(open_as: Open, world: World) -> None:
    page = grid(open_as)
    page.keyboard.press("/")
    page.keyboard.type("xstn")
    assert page.locator("input[type=search]").input_value() == "xstn"
    assert {world.sheet(code).state for code in ("BT-013", "BT-014")} == {"submitted"}


def test_a_name_is_found_without_tone_marks(open_as: Open) -> None:
    page = grid(open_as)
    page.get_by_label("Tìm tên").fill("bui duc thang")
    shown = page.locator("tr[data-row]:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Bùi Đức Thắng")


def test_the_effect_of_a_correction_is_seen_before_it_is_saved(open_as: Open, world: World) -> None:
    page = open_as(DIVISION_HEAD).new_page()
    page.goto(f"/phieu/{world.sheet(LATE).id}")
    page.locator('[name="I.1"]').select_option("5,0")
    expect(page.locator("#diem .score")).to_contain_text("85,13")
    assert state_of(world.sheet(LATE)) == "submitted"


def test_a_refused_form_moves_the_focus_to_what_is_wrong(open_as: Open, world: World) -> None:
    page = open_as(STAFF).new_page()
    page.goto(f"/phieu/{world.sheet(STAFF).id}")
    page.get_by_role("button", name="Gửi phiếu cho").click()
    expect(page.locator("[data-focus]")).to_be_focused()
    assert page.title().startswith("Lỗi:")


def test_the_password_can_be_shown_and_pasted(open_as: Open) -> None:
    page = open_as("").new_page()
    page.goto("/dang-nhap")
    field = page.get_by_label("Mật khẩu", exact=True)
    field.fill("một câu dễ nhớ")
    page.get_by_role("button", name="Hiện").click()
    assert field.get_attribute("type") == "text"
    page.get_by_role("button", name="Ẩn").click()
    assert field.get_attribute("type") == "password"


@pytest.mark.parametrize("options", [{"color_scheme": "dark"}, {"reduced_motion": "reduce"}])
def test_dark_and_still_pages_keep_every_contrast(open_as: Open, world: World, options: dict[str, str]) -> None:
    page = open_as(DIVISION_HEAD, **options).new_page()
    addresses = [
        "/viec-can-lam", f"/xac-nhan/2026-11?sua={world.sheet(LATE).id}", f"/phieu/{world.sheet(LATE).id}", "/phieu/ky/2026-11",
        "/ke-hoach/2026-11", "/qua-trinh", "/quy-dinh/nd335-2025-cong-chuc", "/khong-co-trang-nay",
    ]  # fmt: skip
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(fold => fold.open = true)")
        assert axe(page) == [], address


@pytest.mark.parametrize("width", [320, 768, 1024])
def test_no_page_of_the_month_scrolls_sideways_at_any_width(open_as: Open, world: World, width: int) -> None:
    page = open_as(DIVISION_HEAD, viewport={"width": width, "height": 800}).new_page()
    for address in ("/viec-can-lam", "/xac-nhan/2026-11", f"/phieu/{world.sheet(LATE).id}", "/ke-hoach/2026-11"):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(fold => fold.open = true)")
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, address


@pytest.mark.parametrize(
    ("code", "address"),
    [(STAFF, "/viec-can-lam"), (STAFF, "/phieu/ky/2026-11"), (DIVISION_HEAD, "/xac-nhan/2026-11"), (STAFF, "/ke-hoach/2026-11")],
)
def test_a_page_of_the_month_is_cheap_to_open_cold(open_as: Open, code: str, address: str) -> None:
    page = open_as(code).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    loaded: list[float] = []
    session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert sum(loaded) < HEAVIEST


def test_paper_carries_the_sheet_without_bars_and_buttons(open_as: Open, world: World) -> None:
    page = open_as(LATE).new_page()
    page.goto(f"/phieu/{world.sheet(LATE).id}")
    page.emulate_media(media="print")
    expect(page.locator("header.bar")).to_be_hidden()
    expect(page.locator("nav.tabs")).to_be_hidden()
    expect(page.get_by_role("heading", name="2. Tiêu chí chung")).to_be_visible()


def test_a_mark_is_corrected_by_keys_with_the_cap_foreseen_and_the_reason_kept(open_as: Open, world: World) -> None:
    page = grid(open_as)
    watch = Watch(page)
    late = world.sheet(LATE)
    row, form = page.locator(f"#n{late.id}"), page.locator(f"#sua{late.id}")
    row.focus()
    page.keyboard.press("s")
    expect(form.locator("[name=criterion]")).to_be_focused()
    form.locator("[name=criterion]").select_option("I.1")
    form.locator("[name=mark]").fill("5")
    form.locator("[name=reason]").fill("Có minh chứng mới")
    expect(form.locator(".after")).to_contain_text("85,13")
    form.locator(".after p").evaluate("node => { node.dataset.to = 'HTXS' }")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('htmx:afterSwap'))")
    expect(page.locator("[data-forecast]").first).to_contain_text("nếu lưu điểm đang sửa: 1")
    page.reload()
    row.focus()
    page.keyboard.press("t")
    expect(form.locator("[name=note]")).to_be_focused()
    expect(form.locator("[name=reason]")).to_have_value("Có minh chứng mới")
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    expect(row).to_be_focused()
    page.keyboard.press("s")
    expect(form.locator("[name=reason]")).to_have_value("")
    form.locator("[name=criterion]").select_option("I.1")
    form.locator("[name=mark]").fill("5")
    form.get_by_role("button", name="Lưu và xác nhận").click()
    expect(form).to_contain_text("Nhập lý do")
    form.locator("[name=reason]").fill("Có minh chứng mới")
    form.get_by_role("button", name="Lưu và xác nhận").click()
    expect(row).to_contain_text("Đã xác nhận")
    expect(form).to_have_count(0)
    assert state_of(late) == "confirmed"
    page.keyboard.press("?")
    expect(page.get_by_text("bảng phím này")).to_be_visible()
    assert page.evaluate(KEPT) == 0
    assert watch.complaints == []


def test_what_was_pressed_without_network_is_not_sent_by_a_later_page_but_stands_there_again(open_as: Open, world: World) -> None:
    context = open_as(DIVISION_HEAD)
    page = context.new_page()
    sheet = world.sheet(LATE)
    page.goto(f"/phieu/{sheet.id}")
    note = page.locator("#tra-lai [name=note]")
    page.locator("#tra-lai summary").first.click()
    note.fill("Bổ sung số văn bản")
    context.set_offline(True)
    page.get_by_role("button", name="Trả lại cho").click()
    expect(page.get_by_text("Mất mạng, chưa gửi. Nội dung giữ trên máy này")).to_be_visible()
    expect(note).to_have_value("Bổ sung số văn bản")
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(f"/phieu/{sheet.id}")
    page.locator("#tra-lai summary").first.click()
    expect(page.locator("#tra-lai [name=note]")).to_have_value("Bổ sung số văn bản")
    assert Sheet.objects.get(id=sheet.id).return_note == ""
    page.get_by_role("button", name="Trả lại cho").click()
    expect(page.get_by_text("Đã trả lại phiếu của")).to_be_visible()
    assert Sheet.objects.get(id=sheet.id).return_note == "Bổ sung số văn bản"
    assert page.evaluate(KEPT) == 0


def test_one_press_is_one_sending_and_the_button_says_so(open_as: Open, world: World) -> None:
    page = open_as(STAFF).new_page()
    page.goto(f"/phieu/{world.sheet(STAFF).id}")
    asked: list[str] = []

    def keep(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=204)

    page.route("**/gui", keep)
    page.get_by_label("Tôi đã xem các việc nêu trên").check()
    page.locator("button", has_text="Gửi phiếu cho").first.click()
    expect(page.locator("[aria-busy=true]")).to_have_text("Đang gửi…")
    page.locator("[aria-busy=true]").click()
    page.keyboard.press("Enter")
    assert len(asked) == 1
