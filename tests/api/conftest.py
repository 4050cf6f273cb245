"""The ward of the page tests, met by other software."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.api.asking import Software
from tests.kept import state
from tests.tokens.keys import issued, place, ward_with_keys
from tests.web.world import World


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[None]:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-21")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    yield


@pytest.fixture
def ward(db: None) -> tuple[World, Software, Software]:
    """The world, software whose key opens everything in the ward, and software that reads the people of its office."""
    world, whole, narrow = state(ward_with_keys)
    return world, Software(whole), Software(narrow)


@pytest.fixture
def world(ward: tuple[World, Software, Software]) -> World:
    return ward[0]


@pytest.fixture
def software(ward: tuple[World, Software, Software]) -> Software:
    return ward[1]


@pytest.fixture
def narrow(ward: tuple[World, Software, Software]) -> Software:
    return ward[2]


@pytest.fixture
def of_division(world: World) -> Software:
    """Every verb, over one division only."""
    return Software(issued(world, name="Một cửa", unit=place("BT-KT"), owner_code="BT-010"))
