"""One small demo for all tests of the commands: they copy it before they change it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.a_demo import Answer, Demo, run, start, until
from thenchot.cli.demo import place

PEOPLE = 640
SMALL = ("--people", "10", "--months", "1")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation as `thenchot migrate` leaves it: copied, never written to."""
    folder = tmp_path_factory.mktemp("migrated")
    assert run(folder, "migrate", "--verbosity", "0").code == 0
    return folder


@pytest.fixture
def installed(migrated: Path, tmp_path: Path) -> Path:
    """The folder of a fresh installation of the test's own."""
    return Path(shutil.copytree(migrated, tmp_path / "installed"))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, Answer]:
    """The demo and what filling it printed."""
    folder = tmp_path_factory.mktemp("demo")
    return Demo(folder), run(folder, "demo", "--fill-only", "--people", str(PEOPLE))


@pytest.fixture(scope="session")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, set[str], Answer]:
    """A small demo whose first fill was killed in the middle: the demo, the files that left, and what the second start said."""
    folder = tmp_path_factory.mktemp("killed")
    started, filling = start(folder, "--fill-only", *SMALL), folder / place.FILLING
    until(lambda: filling.exists() and filling.stat().st_size > 2_000_000)
    started.kill()
    started.wait()
    left = {path.name for path in folder.iterdir()}
    return Demo(folder), left, run(folder, "demo", "--fill-only", *SMALL)


@pytest.fixture
def demo(filled: tuple[Demo, Answer]) -> Demo:
    """The demo to look at."""
    assert filled[1].code == 0, filled[1].err
    return filled[0]


@pytest.fixture
def own_demo(demo: Demo, tmp_path: Path) -> Demo:
    """A copy that a test may change."""
    return demo.copy(tmp_path / "copy")
