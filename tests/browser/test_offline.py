"""No network for a moment: what was typed outlives its tab, is sent later, once, and is nobody else's."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser.conftest import Open
from tests.browser.test_month import KEPT, state_of
from tests.web.world import LATE, OTHER, STAFF, World
from thenchot.assessment.models import Sheet
from thenchot.audit.models import Entry

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STRENGTHS = "[name=strengths]"
WORDS = "Gõ lúc mất mạng"


def sheet_page(context: BrowserContext, world: World) -> Page:
    page = context.new_page()
    page.goto(f"/phieu/{world.sheet(STAFF).id}")
    return page


def typed_offline(context: BrowserContext, world: World) -> None:
    """Type without network, close the tab, come back to the network."""
    page = sheet_page(context, world)
    context.set_offline(True)
    page.locator(STRENGTHS).fill(WORDS)
    expect(page.locator("[data-save-state]")).to_contain_text("Chưa lưu được")
    page.close(run_before_unload=False)
    context.set_offline(False)


def draft(world: World) -> dict[str, str]:
    found: dict[str, str] = Sheet.objects.get(id=world.sheet(STAFF).id).draft
    return found


def test_words_typed_without_network_outlive_their_tab_and_are_sent_once(open_as: Open, world: World) -> None:
    context = open_as(STAFF)
    typed_offline(context, world)
    sent: list[Request] = []
    context.on("request", lambda request: sent.append(request) if request.url.endswith("/nhap") else None)
    page = sheet_page(context, world)
    expect(page.locator(STRENGTHS)).to_have_value(WORDS)
    expect(page.locator("[data-save-state]")).to_contain_text("Đã lưu lúc")
    assert draft(world)["strengths"] == WORDS
    page.reload()
    expect(page.locator(STRENGTHS)).to_have_value(WORDS)
    page.wait_for_timeout(500)
    assert len(sent) == 1
    assert page.evaluate(KEPT) == 0


def test_a_press_without_network_is_carried_out_once_when_it_is_back(open_as: Open, world: World) -> None:
    context = open_as(STAFF)
    page = sheet_page(context, world)
    page.locator("[name=undertaking]").check()
    expect(page.locator("[data-save-state]")).to_contain_text("Đã lưu lúc")
    context.set_offline(True)
    for _ in range(3):
        page.get_by_role("button", name="Gửi phiếu cho").click()
    expect(page.get_by_text("Mất mạng, chưa gửi")).to_be_visible()
    assert state_of(world.sheet(STAFF)) == "opened"
    context.set_offline(False)
    expect(page.get_by_text("Đã gửi phiếu lúc")).to_be_visible()
    acts = Entry.objects.filter(object_kind="sheet", object_id=world.sheet(STAFF).id, action="self_assess")
    assert acts.count() == 1
    assert page.evaluate(KEPT) == 0


def test_a_sheet_on_its_way_saves_no_draft_behind_itself(open_as: Open, world: World) -> None:
    page = sheet_page(open_as(STAFF), world)
    asked: list[str] = []
    page.on(
        "request",
        lambda request: asked.append(request.url.rsplit("/", 1)[1]) if request.method == "POST" else None,
    )

    def late(route: Route) -> None:
        page.wait_for_timeout(1_500)
        route.continue_()

    page.route("**/gui", late)
    page.locator("[name=undertaking]").check()
    page.locator(STRENGTHS).fill("Gõ rồi gửi ngay")
    page.get_by_role("button", name="Gửi phiếu cho").click()
    expect(page.get_by_text("Đã gửi phiếu lúc")).to_be_visible()
    assert asked[-1] == "gui"
    assert page.evaluate(KEPT) == 0


def test_words_of_one_reader_are_never_shown_to_another_on_the_same_machine(
    open_as: Open, world: World
) -> None:
    context = open_as(STAFF)
    typed_offline(context, world)
    other = next(cookie for cookie in open_as(OTHER).cookies() if cookie["name"] == "sessionid")
    mine = next(cookie for cookie in context.cookies() if cookie["name"] == "sessionid")
    context.add_cookies([{"name": "sessionid", "value": other["value"], "url": f"http://{other['domain']}"}])
    page = context.new_page()
    page.goto("/viec-can-lam")
    assert page.evaluate(KEPT) == 0
    context.add_cookies([{"name": "sessionid", "value": mine["value"], "url": f"http://{mine['domain']}"}])
    expect(sheet_page(context, world).locator(STRENGTHS)).not_to_have_value(WORDS)


def test_words_kept_since_before_a_newer_draft_are_shown_beside_it_and_overwrite_nothing(
    open_as: Open, world: World
) -> None:
    context = open_as(STAFF)
    typed_offline(context, world)
    elsewhere = sheet_page(open_as(STAFF), world)
    elsewhere.locator(STRENGTHS).fill("Lưu ở máy khác")
    expect(elsewhere.locator("[data-save-state]")).to_contain_text("Đã lưu lúc")
    page = sheet_page(context, world)
    expect(page.locator(STRENGTHS)).to_have_value("Lưu ở máy khác")
    expect(page.locator(".msg", has_text="chưa gửi được vì phiếu đã được lưu ở nơi khác")).to_contain_text(
        f"Ưu điểm: {WORDS}"
    )
    page.wait_for_timeout(500)
    assert draft(world)["strengths"] == "Lưu ở máy khác"


def test_what_was_kept_is_gone_after_a_day(open_as: Open, world: World) -> None:
    context = open_as(LATE)
    page = context.new_page()
    page.goto("/viec-can-lam")
    key = page.evaluate("'thenchot:' + document.body.dataset.reader + ':/phieu/1'")
    for hours, left in ((23, 1), (25, 0)):
        page.evaluate(
            "([key, at]) => localStorage.setItem(key, JSON.stringify({ at: Date.now() - at, typed: {} }))",
            [key, hours * 3_600_000],
        )
        page.reload()
        assert page.evaluate(KEPT) == left
