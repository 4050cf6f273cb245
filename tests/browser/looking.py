"""What is looked for on every page: errors of the browser, sideways scrolling, targets, what axe-core finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Error, Page, Request

AXE = next((Path(__file__).parent / "vendor").glob("axe-*.min.js")).read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = (
    "rules => axe.run(document, {runOnly: rules}).then(found => found.violations.map("
    "one => `${one.id}: ${one.nodes.length} x ${one.nodes[0].target.join(' ')}`))"
)
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Links inside running text may be as low as their line (WCAG 2.5.8); everything that stands alone is 44 px on a phone.
SMALL = """() => [...document.querySelectorAll('main .btn, main select, main summary, main .todo a, main .todo button,'
  + ' main .chips a, nav.tabs a, main input:not([type=hidden]):not([type=checkbox]):not([type=radio]), main label.check')]
  .filter(node => node.checkVisibility() && node.getBoundingClientRect().height < 43.5)
  .map(node => `${node.tagName} ${(node.textContent || node.name || '').trim().slice(0, 40)}`)"""


# What axe-core goes by: the elements, their classes, roles and references, and where there is text; not the words and numbers.
FRAME = """() => {
  const said = value => value.replace(/[0-9]+/g, '#');
  const kept = ({name, value}) => /^(class|id|for|role|type|lang|rel|scope|style|tabindex|aria-.*)$/.test(name)
    ? `${name}=${/^aria-(label|valuetext)$/.test(name) ? !!value.trim() : said(value)}` : `${name}:${!!value}`;
  const text = node => [...node.childNodes].some(one => one.nodeType === 3 && one.data.trim()) ? "t" : "";
  const named = node => `${node.tagName}[${[...node.attributes].map(kept).sort()}]${text(node)}`;
  const frame = node => `${named(node)}(${[...node.children].map(frame)})`;
  const main = document.querySelector('main'), inside = main ? frame(main) : '';
  return [inside, frame(document.documentElement).replace(inside, '')];
}"""


@dataclass
class Watch:
    """Collects what the browser complains of while a page is open."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", self._broke)
        self.page.on("requestfailed", self._failed)

    def leave(self) -> None:
        """Stop listening, so that the next page's complaints are its own."""
        self.page.remove_listener("console", self._said)
        self.page.remove_listener("pageerror", self._broke)
        self.page.remove_listener("requestfailed", self._failed)

    def _broke(self, error: Error) -> None:
        self.complaints.append(f"script: {error}")

    def _said(self, message: ConsoleMessage) -> None:
        # As below: htmx tells a preview given up on leaving as two errors, an answer that failed as another.
        given_up = message.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))
        if message.type in ("error", "warning") and not given_up:
            self.complaints.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        # Leaving a page cuts off what it was still loading; that is no fault of the page.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"not loaded: {request.url}")


def axe(page: Page) -> list[str]:
    """Run axe-core; it is put in by the debugger, so the page's own policy stays as it is."""
    if not page.evaluate("typeof axe === 'object'"):
        session = page.context.new_cdp_session(page)
        session.send("Runtime.evaluate", {"expression": AXE})
        session.detach()
    found: list[str] = page.evaluate(RUN, RULES)
    return found


def is_known(page: Page, known: set[str]) -> bool:
    """Whether both the main part and what stands around it were seen before, at this width, save for words and numbers."""
    parts = {f"{page.viewport_size} {frame}" for frame in page.evaluate(FRAME)}
    new = parts - known
    known |= new
    return not new


def faults(page: Page, *, phone: bool, known: set[str] | None = None) -> list[str]:
    """Everything wrong with the page as it stands; axe-core, which costs most, does not judge what is `known` once more."""
    found = [] if known is not None and is_known(page, known) else axe(page)
    sideways: Any = page.evaluate(SIDEWAYS)
    if sideways > 0:
        found.append(f"scrolls sideways by {sideways} px")
    if phone:
        found += [f"target under 44 px: {name}" for name in page.evaluate(SMALL)]
    if page.locator("h1").count() != 1:
        found.append(f"{page.locator('h1').count()} headings of the first level")
    return found
