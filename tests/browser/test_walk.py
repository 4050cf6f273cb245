"""Each role walks every page it can reach, on a phone and on a computer; nothing may be wrong on any of them."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory
from django.urls import Resolver404, get_resolver, resolve
from playwright.sync_api import BrowserContext

from tests.browser.conftest import COMPUTER, PHONE, Open
from tests.browser.looking import Watch, faults
from tests.browser.prepared import prepare
from tests.kept import state
from tests.web.world import (
    ADMIN,
    AUDITOR,
    CHAIRMAN,
    DEPUTY,
    DIVISION_HEAD,
    HEAD,
    LATE,
    ORGANISER,
    STAFF,
    World,
)

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BUILD = Path(__file__).resolve().parents[2] / "build"
SEEN: dict[str, set[str]] = {"pages": set(), "roles": set(), "widths": set(), "pages × roles × widths": set()}
FRAMES: set[str] = set()
ROLES = {
    "nobody": "",
    "official": STAFF,
    "sent": LATE,
    "deputy": DEPUTY,
    "head": HEAD,
    "division head": DIVISION_HEAD,
    "organisation body": ORGANISER,
    "auditor": AUDITOR,
    "administrator": ADMIN,
    "authority": CHAIRMAN,
}
STARTS = (
    "/", "/them", "/de-xuat", "/quyet-dinh", "/phan-cap", "/doi-chieu", "/mat-khau", "/khong-co-trang-nay", "/toan-canh/2026-11",
    "/khoa-ket-noi",
)  # fmt: skip
FILE = re.compile(r"\.(csv|xlsx|docx|pdf|zip|png)(\?|$)|tep=|^/?tep/[0-9]+$|^/?api/")


def name_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return "not found"


def links(hrefs: list[str], base: str) -> list[str]:
    """The addresses of ours among the links of a page, without anchors and files."""
    ours = {href.removeprefix(base).split("#")[0] for href in hrefs if href.startswith(base)}
    return sorted(address for address in ours if address.startswith("/") and not FILE.search(address))


def walk(context: BrowserContext, starts: Sequence[str]) -> tuple[dict[str, list[str]], set[str]]:
    """Visit one page of each kind that links lead to, at both widths; returns the faults by address, and the kinds."""
    queue, known, wrong = deque(starts), set(starts), dict[str, list[str]]()
    kinds: set[str] = set()
    page = context.new_page()
    while queue:
        address = queue.popleft()
        page.set_viewport_size(PHONE)
        watch = Watch(page)
        answer = page.goto(address)
        kind = name_of(page.url) if answer is None or answer.ok else "refused"
        if answer is None or answer.status >= 500:
            wrong[address] = [f"answered {answer.status if answer else 'nothing'}"]
        elif kind not in kinds:
            kinds.add(kind)
            found = [said for said in watch.complaints if answer.ok or "Failed to load resource" not in said]
            for size in (PHONE, COMPUTER):
                page.set_viewport_size(size)
                found += [f"{size['width']}: {fault}" for fault in faults(page, phone=size is PHONE, known=FRAMES)]
            if found:
                wrong[address] = found
            base = "/".join(page.url.split("/", 3)[:3])
            for link in links(page.eval_on_selector_all("a[href]", "nodes => nodes.map(node => node.href)"), base):
                if link not in known and name_of(link) not in kinds:
                    known.add(link)
                    queue.append(link)
        watch.leave()
    return wrong, kinds


def walk_as(role: str, open_as: Open, world: World) -> dict[str, list[str]]:
    """Walk as a role of a prepared world and note what was seen; returns the faults by address."""
    first = (f"/ky/{world.november}", f"/phieu/{world.sheet(LATE).id}", f"/phieu/{world.sheet(STAFF).id}")
    wrong, kinds = walk(open_as(ROLES[role]), [*first, *STARTS])
    widths = {str(size["width"]) for size in (PHONE, COMPUTER)}
    SEEN["pages"] |= kinds
    SEEN["roles"].add(role)
    SEEN["widths"] |= widths
    SEEN["pages × roles × widths"] |= {f"{kind}, {role}, {width}" for kind in kinds for width in widths}
    BUILD.mkdir(exist_ok=True)
    (BUILD / "pages.json").write_text(json.dumps({name: sorted(seen) for name, seen in SEEN.items()}), encoding="utf-8")
    return wrong


@pytest.mark.parametrize("role", ROLES)
def test_every_page_a_role_reaches_is_sound(open_as: Open, world: World, role: str) -> None:
    state(prepare, world)
    assert walk_as(role, open_as, world) == {}


def sample(name: str) -> str:
    """An address of this name: its period is a month, or else a year."""
    entry: Any = get_resolver().reverse_dict[name]
    (form, parts), pattern = entry[0][0], re.compile(entry[1])
    tried: list[str] = [form % {part: period if part == "period" else 1 for part in parts} for period in ("2026-11", "2026")]
    return next(address for address in tried if pattern.match(address))


def takes_no_get(name: str) -> bool:
    """Whether an address is an act: it refuses to be opened (405) before it asks who is there."""
    request: Any = RequestFactory().get("/")
    request.user, request.session = AnonymousUser(), {}
    found = resolve("/" + sample(name))
    try:
        answer = found.func(request, *found.args, **found.kwargs)
    except Http404:
        return False  # it looked for what it was asked for
    return bool(answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED)


def test_the_walk_has_seen_every_page_there_is(open_as: Open, world: World) -> None:
    """A page no link leads to is a page nobody finds. The roles that have not walked yet, walk now."""
    state(prepare, world)
    for role in sorted(ROLES.keys() - SEEN["roles"]):
        walk_as(role, open_as, world)
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str) and not FILE.search(sample(name))}
    unseen = names - ELSEWHERE - SEEN["pages"]
    assert sorted(name for name in unseen if not takes_no_get(name)) == []


def test_an_act_is_told_from_a_page() -> None:
    assert takes_no_get("assessment.confirm")
    assert not takes_no_get("assessment.sheet")


ELSEWHERE = {
    # a file, or an address that leads on
    "assessment.missing_file", "people.staff_template", "assessment.grids", "assessment.totals", "assessment.my_sheet",
    "web.root", "workplan.plans", "evidence.template", "evidence.inquiries", "followup.briefings", "followup.briefings_of",
    # official papers to take away: files
    "forms.sheet_word", "forms.sheet_pdf", "forms.unit_word", "forms.unit_pdf", "forms.ceremony_word", "forms.ceremony_pdf",
    "forms.minutes_word", "forms.minutes_pdf",
    # open only in a period whose rulebook has levels; the tests of decisions look at them
    "assessment.decide", "assessment.propose",
    # half-way in, or with a provider of single sign-on: the tests of sign-in look at them
    "people.second_step", "people.sso", "people.sso_back", "people.signed_out",
}  # fmt: skip
"""Addresses that are opened and yet are no page of this walk."""
