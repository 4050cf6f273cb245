"""The pages of the month on a telephone with a slow network: when something is seen, and when the form can be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, ViewportSize

LATENCY, BITS = 400, 400_000
"""Milliseconds of each answer's way; bits a second in each direction."""
BAR = 5.0
PHONE = ViewportSize(width=360, height=780)
PAGES: Mapping[str, Sequence[str]] = {
    "": ("/dang-nhap",),
    "official": (
        "/viec-can-lam",
        "/phieu/ky/2026-11",
        "/phieu/ky/2026-10",
        "/ke-hoach/2026-11",
        "/qua-trinh",
        "/them",
    ),
    "head": ("/viec-can-lam", "/xac-nhan/2026-11", "/kien-nghi", "/ke-hoach/2026-11"),
    "organiser": ("/viec-can-lam", "/ky", "/ket-qua", "/toan-canh/2026-10"),
    "office": ("/viec-can-lam", "/thong-tin", "/thong-tin/ghi-nhan", "/thong-tin/nhieu", "/nhap-thay"),
}
TIMES = """() => {
  const page = performance.getEntriesByType('navigation')[0], parts = performance.getEntriesByType('resource');
  const paint = performance.getEntriesByName('first-contentful-paint')[0];
  return {
    seen: paint ? paint.startTime : page.responseEnd, ready: page.domContentLoadedEventEnd,
    bytes: page.transferSize + parts.reduce((sum, one) => sum + one.transferSize, 0), requests: 1 + parts.length,
  };
}"""


@dataclass(frozen=True)
class Visit:
    """A page visited: seconds until something is seen and until its form can be used, bytes on the line, requests."""

    who: str
    address: str
    cold: bool
    seen: float
    usable: float
    bytes: int
    requests: int

    @property
    def kept(self) -> bool:
        return self.usable < BAR


def visits(browser: Browser, base: str, sessions: Mapping[str, str]) -> Iterator[Visit]:
    """Each page twice: with nothing kept in the browser, and once more as somebody who works there meets it."""
    for who, addresses in PAGES.items():
        for address in addresses:
            context = browser.new_context(base_url=base, viewport=PHONE, locale="vi-VN", has_touch=True)
            if who:
                context.add_cookies([{"name": "sessionid", "value": sessions[who], "url": base}])
            # The server has worked for a minute, as it has when people come; the browser has seen nothing yet.
            context.request.get(address)
            yield from (_visit(context, who, address, cold=cold) for cold in (True, False))
            context.close()


def _visit(context: BrowserContext, who: str, address: str, *, cold: bool) -> Visit:
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    way = {"offline": False, "latency": LATENCY, "downloadThroughput": BITS / 8, "uploadThroughput": BITS / 8}
    line.send("Network.emulateNetworkConditions", way)
    page.goto(address, wait_until="load")
    found = page.evaluate(TIMES)
    page.close()
    usable = max(found["seen"], found["ready"]) / 1000
    return Visit(
        who, address, cold, found["seen"] / 1000, usable, int(found["bytes"]), int(found["requests"])
    )
