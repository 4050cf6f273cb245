"""One small demo for all tests of the commands: they copy it before they change it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.a_demo import Answer, Demo, run

PEOPLE = 640


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, Answer]:
    """The demo and what filling it printed."""
    folder = tmp_path_factory.mktemp("demo")
    return Demo(folder), run(folder, "demo", "--fill-only", "--people", str(PEOPLE))


@pytest.fixture
def demo(filled: tuple[Demo, Answer]) -> Demo:
    """The demo to look at."""
    assert filled[1].code == 0, filled[1].err
    return filled[0]


@pytest.fixture
def own_demo(demo: Demo, tmp_path: Path) -> Demo:
    """A copy that a test may change."""
    return demo.copy(tmp_path / "copy")
