"""The town with its connections, a real server beside it, and a real folder for what is dropped."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.assessment import cast
from tests.assessment.cast import OCTOBER, ORGANISER, Town
from tests.connections.outside_server import Outside, outside
from tests.intake.conftest import TODAY, accepted, connected
from tests.kept import state
from thenchot.connections.actions.propose_connection import Wanted
from thenchot.connections.models import Connection

NATIONAL = Wanted(
    "national", "Cơ sở dữ liệu quốc gia", "quoc-gia", "https://csdl.vi-du.vn", "BT", ORGANISER, secret="khoa-quoc-gia"
)


@pytest.fixture(scope="module")
def server() -> Iterator[Outside]:
    with outside() as running:
        yield running


@pytest.fixture
def drop(settings: Settings, tmp_path: Path) -> Path:
    settings.INTAKE_FOLDER = tmp_path
    return tmp_path / "thanh-tra"


@pytest.fixture
def town(db: None, monkeypatch: pytest.MonkeyPatch, server: Outside, drop: Path) -> Town:
    """Three connections in; those that are asked lead to the server beside the test."""
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    town = state(connected)
    Connection.objects.exclude(kind="folder").update(address=server.address)
    server.asked.clear()
    return town


def published() -> Town:
    """October of the ward published, and a connection to the national database accepted."""
    town = cast.build_and_open(OCTOBER)
    town.close()
    accepted(town, NATIONAL)
    return town


@pytest.fixture
def owing(db: None, monkeypatch: pytest.MonkeyPatch, server: Outside) -> Town:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-10-20")
    town = state(published)
    Connection.objects.update(address=server.address)
    server.asked.clear()
    return town
