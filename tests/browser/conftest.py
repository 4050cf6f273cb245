"""A real browser on a live server: one browser for all tests, one clean context for each reader."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.kept import state
from tests.web import world as ward
from thenchot.people.models import Account

# Playwright runs an event loop in this thread; Django's guard against blocking calls inside one does not apply.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

TODAY = "2026-11-21"
PATIENCE = 30_000
"""Milliseconds after which a page that does not come is given up: far above what it takes, for machines that do much else."""
expect.set_options(timeout=PATIENCE)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
PHONE, COMPUTER = ViewportSize(width=360, height=780), ViewportSize(width=1280, height=900)
Open = Callable[..., BrowserContext]


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("THENCHOT_BROWSER") or "/usr/bin/chromium"
    if not Path(path).exists():
        pytest.fail(f"no browser at {path}; scripts/browser.sh --install fetches one")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def world(transactional_db: None) -> Iterator[ward.World]:
    try:
        yield state(ward.build)
    finally:
        empty_the_trail()


def empty_the_trail() -> None:
    """Wipe the append-only tables as nobody else can: the triggers stand aside, and are put back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _table, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        for table in {table for _name, table, _sql in triggers}:
            cursor.execute(f"DELETE FROM {table}")
        for _name, _table, sql in triggers:
            cursor.execute(sql)


@pytest.fixture
def open_as(browser: Browser, live_server: LiveServer, world: ward.World) -> Iterator[Open]:
    """Open a clean browser as the person with this staff code ("" is nobody); options are Playwright's."""
    opened: list[BrowserContext] = []

    def sign_in(code: str, **options: Any) -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, locale="vi-VN", **{"viewport": COMPUTER, **options})
        context.set_default_timeout(PATIENCE)
        if code:
            client = Client()
            client.force_login(Account.objects.get(staff_code=code))
            value = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        opened.append(context)
        return context

    yield sign_in
    for context in opened:
        context.close()
