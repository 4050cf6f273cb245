"""The jobs of the month, each as one person does it from the first page on; they end when the page says it is done."""

from __future__ import annotations

import re

from scripts.minutes.person import Person

HOME, GRID = "/viec-can-lam", "/xac-nhan"
CAUSES = (
    "Chờ ý kiến của Phòng Quy hoạch đến ngày 17; đã báo trước và xong ngày 19.",
    "Sơ đồ kèm theo thiếu tọa độ; đã đo bổ sung và nộp lại trong ngày.",
)
SOURCE, KIND = "council_office", "inspection_finding"
REASON = "Việc trong tầm chủ động, đã nhắc một lần."
CLOSING = "Đã nhắc hai lần; người chưa gửi có tên trong danh sách báo cáo giao ban."
WAITING = "tr[data-row]:has(.act :is(button, a.btn:not(.link))):not(.ok)"


def official(person: Person) -> None:
    """Look at the month that is there already, explain what was late or rejected, undertake, send."""
    page = person.page
    person.begin(HOME)
    person.read(".first")
    person.tap(".first a.btn.main")
    owing = page.locator("li.fact:has(textarea)")
    blank = [at for at in range(owing.count()) if not owing.nth(at).locator("textarea").input_value()]
    for at, cause in zip(blank, CAUSES, strict=False):
        person.read(owing.nth(at).locator(".nm"))
        person.read(owing.nth(at).locator(".tags"))
        person.write(owing.nth(at).locator("textarea"), cause)
    person.read("section:has(#h-viec) details.fold summary")
    person.read("section:has(#h-tc) details.fold summary")
    person.mark("[name=undertaking]")
    person.tap("#gui button.btn.main")
    person.sees("Đã gửi phiếu lúc")


def head(person: Person) -> None:
    """Confirm together what agrees, open each exception, leaders last."""
    page = person.page
    person.begin(HOME)
    person.tap(page.get_by_role("link", name=re.compile("^(Xác nhận|Mở bảng)")).first)
    person.read(".strip")
    person.tap("button:has-text('phiếu số liệu khớp')")
    person.read("main form .msg")
    if page.locator("#early").count():
        person.mark("#early")
    person.tap("main form button.btn.main")
    _each(person)
    # Leaders could not be confirmed before everybody below them was; the page is looked at anew.
    person.tap("header nav [aria-current=page]")
    _each(person)
    assert not page.locator(WAITING).count()


def _each(person: Person) -> None:
    page = person.page
    while (rows := page.locator(WAITING)).count():
        person.read(rows.first.locator(".rs"))
        act = _in_row if rows.first.locator("button[data-key=x]").count() else _opened
        act(person, rows.first.get_attribute("id") or "")


def _in_row(person: Person, row: str) -> None:
    """What the row says is enough: confirm there."""
    person.tap(f"#{row} button[data-key=x]")
    person.page.locator(f"#{row}.ok").wait_for()


def _opened(person: Person, row: str) -> None:
    """Something speaks against the person: read it, say what is made of the causes that were given, confirm."""
    page = person.page
    person.tap(f"#{row} .act a.btn:not(.link)")
    person.read("#du-kien .flag, #du-kien")
    pleaded = page.locator("li.fact:has(details.ex[open] [name=objective])")
    for number in pleaded.evaluate_all("all => all.map(one => one.id)"):
        person.read(page.locator(f"#{number} .q").first)
        person.mark(page.locator(f"#{number} [name=objective][value=no]"))
        person.write(page.locator(f"#{number} [name=cause_note]"), REASON)
        person.tap(page.locator(f"#{number} details form button"))
    person.tap("#xac-nhan button.btn.main")


def office(person: Person, findings: str) -> None:
    """Bring in what the office's own list holds: thirty lines copied out of its spreadsheet, looked over, kept."""
    page = person.page
    person.begin(HOME)
    person.tap("header nav a[href='/thong-tin']")
    person.tap("a[href*='/thong-tin/nhieu']")
    person.choose("[name=nguon]", SOURCE)
    person.choose("[name=loai]", KIND)
    person.tap("main form[method=get] button")
    person.write("[name=van-ban]", "18/BC-VP")
    person.write("[name=ngay-van-ban]", "20/11/2026")
    person.tap(page.locator("details", has=page.locator("[name=pasted]")).locator("summary"))
    person.paste("[name=pasted]", findings)
    person.tap(page.locator("details", has=page.locator("[name=pasted]")).locator("button"))
    person.read("section.card p")
    for name in page.locator("tbody tr .tag").all():
        person.read(name)
    person.tap("main form button.btn.main")
    person.sees(f"Đã ghi nhận {len(findings.splitlines())} thông tin")


def organiser(person: Person) -> None:
    """Close the month of all units: each of its periods is published, with the reason where somebody is missing."""
    page = person.page
    person.begin(HOME)
    person.tap(page.get_by_role("link", name="Kỳ đánh giá").first)
    person.tap("main table a")
    others = page.locator(".chips a[href^='/ky/']:not([aria-current])").evaluate_all(
        "all => all.map(one => one.getAttribute('href'))"
    )
    _publish(person)
    for other in others:
        person.tap(f".chips a[href='{other}']")
        _publish(person)


def _publish(person: Person) -> None:
    person.read("#cong-bo")
    if person.page.locator("#cong-bo [name=reason]").count():
        person.write("#cong-bo [name=reason]", CLOSING)
    person.tap("#cong-bo button")
    person.sees("Đã công bố")
