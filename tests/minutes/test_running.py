"""`make minutes` keeps what it found as it finds it, in a demo of its own, whatever the shell had set."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from scripts.minutes import __main__ as minutes
from scripts.minutes.effort import Effort
from scripts.minutes.slow import PAGES, Visit
from thenchot.cli.demo.authority import roles
from thenchot.cli.demo.staff import PEOPLE, build
from thenchot.cli.demo.units import plan


@pytest.fixture(autouse=True)
def _put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", dict(os.environ))


def test_the_demo_is_its_own_and_nothing_of_an_installation_reaches_it() -> None:
    os.environ |= {"THENCHOT_DATABASE_URL": "postgres://elsewhere/real", "THENCHOT_HTTPS": "1"}
    minutes.surroundings("/somewhere")
    left = {name: value for name, value in os.environ.items() if name.startswith("THENCHOT_")}
    assert left == {"THENCHOT_DATA": "/somewhere", "THENCHOT_DEMO": "1", "THENCHOT_TODAY": "2026-11-21"}


def test_a_demo_filled_before_is_copied_and_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, ...]] = []

    def say(*command: str) -> str:
        said.append(command)
        return ""

    monkeypatch.setattr(minutes, "run", say)
    (tmp_path / "filled").mkdir()
    (tmp_path / "filled" / "thenchot.sqlite3").write_text("rows")
    (tmp_path / "own").mkdir()
    minutes.fill(str(tmp_path / "own"), str(tmp_path / "filled"))
    assert (tmp_path / "own" / "thenchot.sqlite3").read_text() == "rows"
    assert said == [("-m", "django", "migrate", "--verbosity", "0")]
    minutes.fill(str(tmp_path / "own"))
    assert said[1:] == [("-c", minutes.FILL)]


def test_each_figure_is_said_when_it_is_known_and_all_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(minutes, "OUTPUT", tmp_path / "build" / "minutes.json")
    visit = Visit("", "/dang-nhap", True, 1.0, 1.5, 21_000, 5)
    found = [
        {"slow": [asdict(visit) | {"kept": visit.kept}]},
        minutes.figures(minutes.OFFICIAL, Effort(taps=5)),
    ]
    minutes.report(found)
    assert json.loads((tmp_path / "build" / "minutes.json").read_text(encoding="utf-8")) == found
    printed = capsys.readouterr().out
    assert printed.index("nobody /dang-nhap") < printed.index("an official closes a month")


def test_the_bars_are_those_that_were_set() -> None:
    bars = {
        job.who: (job.most_actions, job.most_seconds)
        for job in (minutes.OFFICIAL, minutes.OFFICE, minutes.HEAD, minutes.ORGANISER)
    }
    assert bars == {"official": (5, 0), "office": (0, 180), "head": (60, 0), "organiser": (15, 0)}


def test_the_town_of_the_jobs_is_the_demo_s_own() -> None:
    """152 units; a head with 94 subjects; a school large enough for thirty findings; pages of every role on the slow line."""
    cast = build(plan(), PEOPLE)
    assert len(plan()) == 152
    assert len(cast.of("CCQL")) == 91, "and three deputies"
    assert len(cast.of("P01-CS")) >= 30
    words = [role.vi for role in roles(cast)]
    assert ("94 người trực tiếp" in words[4], words[12], words[13]) == (
        True,
        "Cơ quan tổ chức, cán bộ",
        "Văn phòng theo dõi",
    )
    assert set(PAGES) == {"", "official", "head", "organiser", "office"}
