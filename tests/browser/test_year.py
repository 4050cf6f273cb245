"""The pages of the year in a real browser, on a phone and on a computer: nothing is wrong on any of them."""

from __future__ import annotations

import pytest

from tests.browser.conftest import COMPUTER, PHONE, Open
from tests.browser.looking import Watch, faults
from tests.browser.prepared import year_under_way
from tests.web.world import HEAD, LATE, ORGANISER, STAFF, World

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("code", [STAFF, LATE, HEAD, ORGANISER])
def test_the_pages_of_the_year_are_sound(open_as: Open, world: World, code: str) -> None:
    year = year_under_way(world)
    own = {STAFF: STAFF, LATE: LATE}.get(code, LATE)
    addresses = [f"/phieu/{world.sheet(own, year).id}", "/tong-hop/2026", "/tong-hop/2026-H1"]
    if code == HEAD:
        addresses += ["/de-xuat/2026", "/quyet-dinh/2026", f"/ky/{year}/hop?don-vi={world.sheet(own, year).body_id}"]
    if code == ORGANISER:
        addresses += [f"/ky/{year}", "/nhap-du-lieu/ket-qua", "/ky/mo?period=2026"]
    page = open_as(code).new_page()
    wrong = {}
    for address in addresses:
        watch = Watch(page)
        answer = page.goto(address)
        assert answer is not None
        found = list(watch.complaints)
        for size in (PHONE, COMPUTER):
            page.set_viewport_size(size)
            found += [f"{size['width']}: {fault}" for fault in faults(page, phone=size is PHONE)]
        if found or not answer.ok:
            wrong[address] = found or [str(answer.status)]
        watch.leave()
    assert wrong == {}
