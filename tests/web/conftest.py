"""The invented ward behind the page tests, and a browser-less client for each of its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from tests.kept import state
from tests.web import world as ward
from thenchot.people.models import Account

TODAY = "2026-11-21"
As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY)
    # The strong hash is slow on purpose; these tests are about pages.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def world(db: None) -> ward.World:
    return state(ward.build)


@pytest.fixture
def as_(world: ward.World) -> As:
    """Sign in as the person with this staff code; "" is nobody."""

    def sign_in(code: str) -> Client:
        client = Client()
        if code:
            client.force_login(Account.objects.get(staff_code=code))
        return client

    return sign_in
