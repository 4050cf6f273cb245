"""Whoever does a job in `make minutes` counts what a person does: taps, keys, ways on the page, what is read, new pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from scripts.minutes.effort import LOOK, TAP, Effort
from scripts.minutes.person import Person
from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser]
FORM = """<h1>Một biểu mẫu</h1><form>
<p id="said">Ba đầu việc, một việc chậm</p>
<textarea name="why"></textarea><select name="kind"><option></option><option value="b">Hai</option></select>
<label><input type="checkbox" name="sure">Đã xem</label>
<button type="button" id="here" onclick="this.textContent='Đã bấm'">Bấm</button>
</form><div style="height: {far}px"></div><button id="far">Ở xa</button>"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


def at(page: Page, far: int = 0) -> Person:
    page.set_content(FORM.replace("{far}", str(far)))
    return Person(page)


def test_a_tap_is_one_and_what_it_does_is_done(page: Page) -> None:
    person = at(page)
    person.tap("#here")
    person.sees("Đã bấm")
    assert (person.effort.taps, person.effort.actions, person.effort.pages) == (1, 1, 0)


def test_typing_is_a_tap_into_the_field_and_a_key_for_each_mark(page: Page) -> None:
    person = at(page)
    person.write("[name=why]", "Chờ số liệu")
    assert page.locator("[name=why]").input_value() == "Chờ số liệu"
    assert (person.effort.taps, person.effort.keys, person.effort.commands) == (1, 17, 0)


def test_pasting_is_two_commands_however_long_the_text(page: Page) -> None:
    person = at(page)
    person.paste("[name=why]", "dài " * 200)
    assert (person.effort.taps, person.effort.keys, person.effort.commands) == (1, 0, 2)
    assert person.effort.actions == 3


def test_a_list_takes_two_taps_and_a_box_one(page: Page) -> None:
    person = at(page)
    person.choose("[name=kind]", "b")
    person.mark("[name=sure]")
    assert page.locator("[name=kind]").input_value() == "b"
    assert page.locator("[name=sure]").is_checked()
    assert person.effort.taps == 3


def test_what_is_read_is_counted_by_syllables_with_one_decision(page: Page) -> None:
    person = at(page)
    assert person.read("#said") == "Ba đầu việc, một việc chậm"
    assert (person.effort.syllables, person.effort.decisions, person.effort.taps) == (6, 1, 0)


@pytest.mark.parametrize(("windows", "swipes"), [(0, 0), (2, 2), (5, 5)])
def test_the_way_to_what_lies_outside_the_window_is_swiped(page: Page, windows: int, swipes: int) -> None:
    person = at(page, windows * PHONE["height"])
    person.tap("#far")
    assert person.effort.swipes == swipes
    person.tap("#far")
    assert person.effort.swipes == swipes, "it lies in the window now"


def test_a_page_that_comes_has_to_be_looked_at_and_the_machine_s_time_is_kept_apart(page: Page) -> None:
    person = Person(page)
    person.begin("data:text/html,<a href='about:blank'>Tiếp</a>")
    assert person.effort == Effort(pages=1)
    person.tap("a")
    assert (person.effort.taps, person.effort.pages) == (1, 2)
    assert person.effort.waited > 0
    assert person.effort.seconds == pytest.approx(TAP + 2 * LOOK)
