"""The day and the ward of the tests of keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.kept import state
from tests.web import world as ward


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-21")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield


@pytest.fixture
def world(db: None) -> ward.World:
    return state(ward.build)
