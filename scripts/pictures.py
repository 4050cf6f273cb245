#!/usr/bin/env python3
"""Take the pictures of the documentation: from a demo of its own, or from a running one (pictures.py http://127.0.0.1:8000)."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "img"
CHROMIUM = os.environ.get("THENCHOT_BROWSER", "/usr/bin/chromium")
TODAY = "2026-11-21"
LARGEST = 60 * 1024
UNLIKE = 0.0008
"""Share of pixels that must differ before a picture is written anew: a time of day on it is no reason."""
PALETTES = (128, 96, 64, 48, 32, 16)
GRID, TALL, DESK, PHONE = (1250, 640), (1250, 900), (1120, 720), (360, 720)
OFFICIAL, DEPUTY, HEAD = "Thái Như Quế", "Đỗ Quỳnh Khuê", "Lý Thị Thu"
SECRETARY, ORGANISER, OFFICE = "Ngô Anh Tùng", "Nguyễn Hữu Phong", "Quách Thanh Đông"
AUDITOR, ADMIN, NOBODY = "Ngô Anh Hòa", "Bạch Mạnh Chính", ""
WHY = ("open", "details.why")
ABOUT = "DL00415"
"""The staff code of somebody invented, about whom the office records a fact."""


@dataclass(frozen=True)
class Picture:
    """One picture: file, demo's person, address, window; what to do before; which part ("" for the window)."""

    name: str
    who: str
    address: str
    window: tuple[int, int] = DESK
    steps: tuple[tuple[str, ...], ...] = ()
    part: str = ""


DRAW = (("type", "#so", "3"), ("type", "#gieo", "2026"), ("press", "button:has-text('Rút hồ sơ')"))
PUBLIC_SERVANTS = ("follow", "a:has-text('Thành phố Đông Lam, công chức') >> nth=0")
FACT = (
    ("choose", "#loai", "public_duty_discipline"), ("press", "button:has-text('Tiếp tục')"), ("type", "#subject", ABOUT),
    ("type", "#document", "45/QĐ-UBND"), ("type", "#document_on", "20/11/2026"), ("type", "#happened_on", "06/10/2026"),
    ("type", "#decided_on", "20/11/2026"), ("type", "#text", "Khiển trách do để trễ hẹn hồ sơ của người dân."),
)  # fmt: skip
RECORDED = (*FACT, ("press", "button:has-text('Ghi nhận') >> nth=-1"), ("go", "/thong-tin"))
PICTURES = (
    Picture("sign-in", NOBODY, "/dang-nhap"),
    Picture("home-phone", OFFICIAL, "/viec-can-lam", PHONE),
    Picture("my-sheet-phone", OFFICIAL, "/phieu/ky/2026-11", PHONE, (("scroll", "section.card >> nth=0"),)),
    Picture("my-sheet", OFFICIAL, "/phieu/ky/2026-11", DESK, (WHY,)),
    Picture("petition-form", OFFICIAL, "/phieu/ky/2026-10", DESK, (), "#kien-nghi"),
    Picture("history", OFFICIAL, "/qua-trinh"),
    Picture("security", "Trần Quỳnh Lan", "/tai-khoan/bao-mat"),
    Picture("comments", DEPUTY, "/gop-y"),
    Picture("comment-sheet", DEPUTY, "/gop-y", DESK, (("follow", "tr:has-text('Vi Mai Giang') a"),)),
    Picture("grid", HEAD, "/xac-nhan", GRID, (("scroll", "tr[data-row] >> nth=12"),)),
    Picture("grid-phone", HEAD, "/xac-nhan", PHONE, (("scroll", "tr[data-row] >> nth=15"),)),
    Picture("confirm-many", HEAD, "/xac-nhan", DESK, (("press", "text=/phiếu số liệu khớp/ >> nth=0"),)),
    Picture("confirm-sheet", HEAD, "/xac-nhan", DESK, (("follow", "a:has-text('Nguyễn Khánh Mai') >> nth=0"), WHY)),
    Picture("plan", HEAD, "/ke-hoach"),
    Picture("petition", HEAD, "/kien-nghi", DESK, (("follow", "main a[href^='/kien-nghi/'] >> nth=0"),)),
    Picture("open-cycle", ORGANISER, "/ky/mo"),
    Picture("cycle", ORGANISER, "/ky", TALL, (PUBLIC_SERVANTS,)),
    Picture("missing", ORGANISER, "/ky", DESK, (PUBLIC_SERVANTS, ("follow", "main a[href$='/thieu'] >> nth=0"))),
    Picture("publish", ORGANISER, "/ky", DESK, (PUBLIC_SERVANTS, ("scroll", "#nhac"))),
    Picture("overview", ORGANISER, "/toan-canh/2026-10", TALL),
    Picture("bodies-open", ORGANISER, "/to-chuc/mo"),
    Picture("rulebook", ORGANISER, "/quy-dinh/nd335-2025-cong-chuc"),
    Picture("decisions", SECRETARY, "/quyet-dinh"),
    Picture("decision-case", SECRETARY, "/quyet-dinh", DESK, (("scroll", "section.msg.warn:has-text('Đã nâng hoặc hạ mức')"),)),
    Picture("verify", AUDITOR, "/doi-chieu"),
    Picture("recompute", AUDITOR, "/doi-chieu", DESK, (("press", "button:has-text('Tính lại') >> nth=0"),)),
    Picture("draw", AUDITOR, "/kiem-tra", DESK, DRAW),
    Picture("accounts", ADMIN, "/quan-tri/tai-khoan"),
    Picture("rights", ADMIN, "/quan-tri/ra-soat-quyen"),
    Picture("behalf", OFFICE, "/nhap-thay", DESK, (("follow", "main a[href^='/nhap-thay/'] >> nth=-1"),)),
    Picture("fact-enter", OFFICE, "/thong-tin/ghi-nhan", DESK, (*FACT, ("scroll", "body"))),
    Picture("facts", OFFICE, "/thong-tin/ghi-nhan", DESK, RECORDED),
)  # fmt: skip


def act(page: Page, base: str, step: tuple[str, ...]) -> None:
    """Do one thing on the page; `open` unfolds whatever there is."""
    kind, what, *more = step
    if kind in ("follow", "press"):
        page.locator(what).first.click()
        page.wait_for_load_state()
    elif kind == "open":
        page.evaluate("what => document.querySelectorAll(what).forEach(one => one.open = true)", what)
    elif kind == "scroll":
        page.locator(what).first.evaluate("node => node.scrollIntoView({block: 'start'})")
    elif kind == "type":
        page.fill(what, more[0])
    elif kind == "choose":
        page.select_option(what, more[0])
    else:
        page.goto(f"{base}{what}")


def take(browser: Browser, base: str, picture: Picture) -> bytes:
    width, height = picture.window
    context = browser.new_context(
        viewport=ViewportSize(width=width, height=height), locale="vi-VN", reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    if picture.who:
        page.goto(f"{base}/dang-nhap")
        page.locator(f'button:has-text("{picture.who}")').first.click()
    page.goto(f"{base}{picture.address}")
    for step in picture.steps:
        act(page, base, step)
    page.evaluate("document.activeElement && document.activeElement.blur()")
    shot = page.locator(picture.part).first.screenshot() if picture.part else page.screenshot()
    context.close()
    return shot


def small(shot: bytes) -> bytes:
    """The picture with as many colours as the size allows."""
    full = Image.open(BytesIO(shot)).convert("RGB")
    made = b""
    for colours in PALETTES:
        into = BytesIO()
        full.quantize(colours, method=Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.NONE).save(
            into, "PNG", optimize=True
        )
        made = into.getvalue()
        if len(made) <= LARGEST:
            break
    return made


def same(path: Path, made: bytes) -> bool:
    """Whether the picture on record shows the same, but for a time of day."""
    if not path.exists() or path.stat().st_size > LARGEST:
        return False
    before, after = Image.open(path).convert("RGB"), Image.open(BytesIO(made)).convert("RGB")
    if before.size != after.size:
        return False
    differs = ImageChops.difference(before, after).convert("L").point(lambda value: 255 if value > 40 else 0)
    return bool(differs.histogram()[255] <= UNLIKE * before.width * before.height)


@contextmanager
def demo() -> Iterator[str]:
    """A demo in a folder that is gone afterwards, on a free port."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        around = {**os.environ, "THENCHOT_DATA": folder, "THENCHOT_TODAY": TODAY}
        around.pop("THENCHOT_DATABASE_URL", None)
        running = subprocess.Popen(
            [Path(sys.executable).parent / "thenchot", "demo", "--port", str(port)], cwd=ROOT, env=around
        )
        try:
            yield wait(port, running)
        finally:
            running.terminate()
            running.wait(30)


def wait(port: int, running: subprocess.Popen[bytes]) -> str:
    """The address of the demo, once it serves: it opens its port when all months are there."""
    while running.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return f"http://127.0.0.1:{port}"
        time.sleep(1)
    raise SystemExit("The demo ended before its pages came.")


def main() -> None:
    if len(sys.argv) > 1:
        shoot(sys.argv[1])
        return
    with demo() as base:
        shoot(base)


def shoot(base: str) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"]
        )
        for picture in PICTURES:
            path, made = FOLDER / f"{picture.name}.png", small(take(browser, base, picture))
            kept = same(path, made)
            if not kept:
                path.write_bytes(made)
            print(f"{'kept ' if kept else 'taken'} {path.name} {path.stat().st_size // 1024} kB")
        browser.close()


if __name__ == "__main__":
    main()
