"""What all tests share: a data folder of their own, the engine in use, the figures of the test command."""

from __future__ import annotations

import gc
import json
import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from hypothesis import HealthCheck, settings

from tests import kept

# Tests never touch the data of a real or demo installation, nor do the programs that they start.
_FOLDER = tempfile.TemporaryDirectory(prefix="thenchot-tests-")
os.environ["THENCHOT_DATA"] = _FOLDER.name
django_settings.DATA_FOLDER = Path(_FOLDER.name)

# The same examples on each run: a red build must be red again when it is looked at.
settings.register_profile(
    "house", derandomize=True, max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}
FIGURES: Counter[str] = Counter()
gc.set_threshold(50_000, 20, 20)


def uses_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool(DATABASE_FIXTURES & names) or item.get_closest_marker("django_db") is not None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        marked = item.get_closest_marker("database") or item.get_closest_marker("one_engine")
        if marked is None and uses_database(item):
            item.add_marker(pytest.mark.database)


def pytest_collection_finish() -> None:
    """Thousands of tests, each a handful of objects, live to the end: the collector of garbage need not walk them again."""
    gc.collect()
    gc.freeze()


def pytest_runtest_setup() -> None:
    kept.begin()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" or report.outcome != "passed":
        FIGURES[report.outcome] += 1
        if "database" in report.keywords and report.when == "call":
            FIGURES["database"] += 1


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.failed:
        FIGURES["failed"] += 1


def pytest_sessionfinish() -> None:
    target = os.environ.get("THENCHOT_TEST_COUNTS")
    if target:
        Path(target).write_text(json.dumps(FIGURES), encoding="utf-8")


@pytest.fixture
def engine(db: None) -> str:
    """Name the engine in use: "sqlite" or "postgresql"."""
    return connection.vendor
