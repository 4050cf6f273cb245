#!/usr/bin/env python3
"""Take the pictures of the documentation from a running demo: scripts/pictures.py http://127.0.0.1:8000."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "img"
CHROMIUM = os.environ.get("THENCHOT_BROWSER", "/usr/bin/chromium")
WIDE, PHONE = (1280, 900), (360, 780)
PICTURES = [
    ("home-phone", "Thái Như Quế", "/viec-can-lam", PHONE),
    ("my-sheet", "Thái Như Quế", "/phieu/ky/2026-11", WIDE),
    ("my-sheet-phone", "Thái Như Quế", "/phieu/ky/2026-11", PHONE),
    ("history", "Thái Như Quế", "/qua-trinh", WIDE),
    ("grid", "Lý Thị Thu", "/xac-nhan", WIDE),
    ("grid-phone", "Lý Thị Thu", "/xac-nhan", PHONE),
    ("decisions", "Ngô Anh Tùng", "/quyet-dinh", WIDE),
    ("cycle", "Nguyễn Hữu Phong", "/ky", WIDE),
    ("rulebook", "Nguyễn Hữu Phong", "/quy-dinh/nd335-2025-cong-chuc", WIDE),
]
"""Name of the file, the demo's person (invented), the address, the window."""


def take(browser: Browser, base: str, picture: tuple[str, str, str, tuple[int, int]]) -> None:
    name, who, address, (width, height) = picture
    context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
    page = context.new_page()
    page.goto(f"{base}/dang-nhap")
    page.locator(f'button:has-text("{who}")').first.click()
    page.goto(f"{base}{address}")
    page.screenshot(path=str(FOLDER / f"{name}.png"))
    context.close()


def main() -> None:
    base = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for picture in PICTURES:
            take(browser, base, picture)
        browser.close()


if __name__ == "__main__":
    main()
