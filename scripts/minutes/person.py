"""Somebody at a page: does what a person does there, and keeps count of it."""

from __future__ import annotations

import time
from math import ceil

from playwright.sync_api import Locator, Page, expect

from scripts.minutes.effort import Effort, strokes, syllables

OUTSIDE = """node => {
  const box = node.getBoundingClientRect(), height = window.innerHeight;
  if (box.top >= 0 && box.bottom <= height) return 0;
  return Math.min(Math.abs(box.top - height / 3) / height, document.documentElement.scrollHeight / height);
}"""
"""How many windows away the thing lies."""
LOADED = "() => document.readyState !== 'loading'"


class Person:
    """Counts into `effort`; `page` is theirs, signed in already."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.effort = Effort()

    def begin(self, address: str) -> None:
        """Where the work begins: the page is open already, it only has to be looked at."""
        self.page.goto(address)
        self.effort.pages += 1

    def tap(self, target: Locator | str, nth: int = 0) -> None:
        """Find it on the page, scroll to it, press it, wait for what comes."""
        found = self._found(target, nth)
        self._reach(found)
        self.effort.taps += 1
        self._press(found)

    def mark(self, target: Locator | str) -> None:
        """Tick a box or a choice: a tap that brings no page."""
        found = self._found(target, 0)
        self._reach(found)
        self.effort.taps += 1
        found.check()

    def write(self, target: Locator | str, text: str) -> None:
        """Tap into the field and type."""
        found = self._found(target, 0)
        self._reach(found)
        self.effort.taps += 1
        self.effort.keys += strokes(text)
        found.fill(text)

    def choose(self, target: Locator | str, value: str) -> None:
        """Open a list and take one of its lines."""
        found = self._found(target, 0)
        self._reach(found)
        self.effort.taps += 2
        found.select_option(value)

    def paste(self, target: Locator | str, text: str) -> None:
        """Tap into the field and paste what was copied elsewhere: two commands."""
        found = self._found(target, 0)
        self._reach(found)
        self.effort.taps += 1
        self.effort.commands += 2
        found.fill(text)

    def read(self, target: Locator | str, nth: int = 0) -> str:
        """Read what stands there, and make up one's mind."""
        found = self._found(target, nth)
        self._reach(found)
        said = found.inner_text()
        self.effort.syllables += syllables(said)
        self.effort.decisions += 1
        return said

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible()

    def _found(self, target: Locator | str, nth: int) -> Locator:
        return (self.page.locator(target) if isinstance(target, str) else target).nth(nth)

    def _reach(self, found: Locator) -> None:
        self.effort.swipes += ceil(found.evaluate(OUTSIDE))
        found.scroll_into_view_if_needed()

    def _press(self, found: Locator) -> None:
        begun, before = time.monotonic(), self.page.evaluate("performance.timeOrigin")
        found.click()
        self.page.wait_for_function(LOADED)
        self.effort.waited += time.monotonic() - begun
        self.effort.pages += self.page.evaluate("performance.timeOrigin") != before
