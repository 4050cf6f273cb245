"""Starts of the real settings in processes of their own: what they make, share, and refuse."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.structure.house import ROOT

SAY = (
    "import json; from django.conf import settings as s;"
    "print(json.dumps([s.SECRET_KEY, s.SEAL_KEY, str(s.DATABASES['default']['NAME']), s.DEBUG, s.DEMO, s.SESSION_COOKIE_SECURE]))"
)


def begin(folder: Path, **variables: str) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("THENCHOT_")}
    environment = {
        **kept, "THENCHOT_DATA": str(folder), "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "thenchot.config.settings", **variables,
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", SAY], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder.parent
    )


def start(folder: Path, **variables: str) -> list[object]:
    said, wrong = begin(folder, **variables).communicate(timeout=30)
    assert said, wrong
    found: list[object] = json.loads(said)
    return found


def test_a_first_start_makes_two_different_keys_for_the_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    secret, seal, *_ = start(folder)
    assert secret != seal
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {
        "secret_key": 0o600, "seal_key": 0o600, "tiep-nhan": 0o700,
    }  # fmt: skip
    assert start(folder)[:2] == [secret, seal]


def test_processes_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    starts = [begin(folder) for _ in range(6)]
    said = [start.communicate(timeout=60)[0] for start in starts]
    keys = {tuple(json.loads(line)[:2]) for line in said}
    assert len(keys) == 1
    assert all(keys.pop())


def test_without_a_word_it_starts_closed(tmp_path: Path) -> None:
    *_, debug, demo, _ = start(tmp_path / "data")
    assert (debug, demo) == (False, False)


def test_a_relative_data_folder_holds_the_database_too(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    name = start(tmp_path / "data", THENCHOT_DATA="data")[2]
    assert name == str(tmp_path / "data" / "thenchot.sqlite3")


def test_https_makes_cookies_secure(tmp_path: Path) -> None:
    assert start(tmp_path / "data", THENCHOT_HTTPS="1")[-1] is True
    assert start(tmp_path / "data")[-1] is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("THENCHOT_DEMO", "yes"), ("THENCHOT_DEBUG", "on"), ("THENCHOT_HTTPS", "https"), ("THENCHOT_TODAY", "21/11/2026"),
        ("THENCHOT_DATABASE_URL", "oracle://x"), ("THENCHOT_RULEBOOKS", "/nowhere/at/all"), ("THENCHOT_DATA", "/dev/null/x"),
    ],
)  # fmt: skip
def test_a_wrong_value_stops_the_start_with_a_sentence_that_names_it(tmp_path: Path, name: str, value: str) -> None:
    process = begin(tmp_path / "data", **{name: value})
    _, wrong = process.communicate(timeout=30)
    assert process.returncode != 0
    last = wrong.strip().splitlines()[-1]
    assert last.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert name in last
