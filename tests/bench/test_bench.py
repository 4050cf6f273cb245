"""make bench on a handful of people: every operation runs, and the file it leaves has the shape its readers expect."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bench.__main__ import table, whole_runs
from bench.measure import Figure
from tests.structure.house import ROOT

pytestmark = pytest.mark.slow
PEOPLE = 200
FIGURE = {"name", "value", "unit", "floor", "bar", "on_ratio", "most", "notes", "ratio", "within"}
OPERATIONS = (
    "open a month", "save a self-assessment, CPU", "save a self-assessment, p95 at 16", "my sheet, queries", "grid of 94, CPU",
    "city overview, queries", "confirm one, requests/s at 16", "score every sheet", "caps of every group",
    "publish, killed once and resumed", "recompute the city", "verify the audit, rows/s", "distribution of every unit, 12 months",
    "start to the first answer", "base install",
)  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    output = tmp_path_factory.mktemp("bench") / "bench.json"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("THENCHOT_")}
    environment["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
    asked = ["--size", str(PEOPLE), "--engine", "sqlite", "--output", str(output)]
    command = [sys.executable, "-W", "ignore", "-m", "bench", *asked]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return found


def test_every_operation_is_measured_in_one_run(kept: dict[str, Any]) -> None:
    (run,) = kept["runs"]
    assert (run["engine"], run["people"]) == ("sqlite", PEOPLE)
    assert {figure["name"] for figure in run["figures"]} >= set(OPERATIONS)
    assert all(figure.keys() == FIGURE for figure in run["figures"])
    assert kept["machine"]["cores"]


def test_each_figure_beside_a_plain_program_has_its_floor(kept: dict[str, Any]) -> None:
    figures = {figure["name"]: figure for figure in kept["runs"][0]["figures"]}
    for figure in figures.values():
        assert (figure["floor"] is not None) == figure["on_ratio"], figure["name"]
    assert figures["open a month"]["notes"]["sheets"] == PEOPLE - 1
    assert figures["score every sheet"]["notes"]["doers"] == PEOPLE - 1


def test_nothing_is_lost_with_sixteen_connections(kept: dict[str, Any]) -> None:
    lost = [figure for figure in kept["runs"][0]["figures"] if figure["name"].endswith("errors and lost updates")]
    assert [figure["value"] for figure in lost] == [0, 0]


def test_a_missed_bar_is_said_in_the_table() -> None:
    slow = Figure("open a month", 9.0, floor=2.0, bar=4, on_ratio=True)
    few = Figure("verify the audit, rows/s", 1000, "1/s", bar=300_000, most=False)
    kept = Figure("recompute the city", 20.0, bar=30)
    lines = table([{"engine": "sqlite", "people": 1, "figures": [one.kept() for one in (slow, few, kept)]}])
    assert ["MISSED" in line for line in lines] == [False, True, True, False]
    assert "× 4.5" in lines[1]


def test_a_run_that_was_broken_off_is_done_again_and_a_whole_one_is_not(tmp_path: Path) -> None:
    output = tmp_path / "bench.json"
    assert whole_runs(output) == []
    runs = [{"engine": "sqlite", "people": 1000, "whole": True}, {"engine": "postgresql", "people": 1000, "whole": False}]
    output.write_text(json.dumps({"runs": runs}), encoding="utf-8")
    assert whole_runs(output) == runs[:1]


def test_every_plain_program_is_short() -> None:
    for floor in sorted((ROOT / "bench" / "floors").glob("[a-z]*.py")):
        assert len(Path(floor).read_text(encoding="utf-8").splitlines()) <= 60, floor.name
