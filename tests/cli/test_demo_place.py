"""Where the demo is filled: beside its place, so that nobody ever meets half of it."""

from __future__ import annotations

import os
import socket
import urllib.request
from pathlib import Path

import pytest

from tests.cli.a_demo import Answer, Demo, run, start, until
from thenchot.cli.demo import place


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv(place.DATA, str(tmp_path / "demo"))
    monkeypatch.setattr(os, "environ", os.environ)
    for name in (place.DATABASE, "THENCHOT_DEMO", "THENCHOT_TODAY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "demo"


def test_a_first_start_fills_a_file_of_another_name(folder: Path) -> None:
    place.prepare()
    assert os.environ[place.DATABASE] == f"sqlite:///{folder / place.FILLING}"
    assert os.environ["THENCHOT_DEMO"] == "1"
    assert os.environ["THENCHOT_TODAY"] == "2026-11-21"


def test_what_a_killed_fill_left_is_thrown_away(folder: Path) -> None:
    folder.mkdir()
    left = [folder / f"{place.FILLING}{end}" for end in ("", "-wal", "-shm")]
    for path in left:
        path.write_text("half")
    place.prepare()
    assert not any(path.exists() for path in left)


def test_a_filled_file_gets_its_name_and_is_found_by_the_nextstart(folder: Path) -> None:
    place.prepare()
    (folder / place.FILLING).write_text("whole")
    place.put_in_place()
    assert (folder / place.FINISHED).read_text() == "whole"
    assert place.DATABASE not in os.environ
    place.prepare()
    assert place.DATABASE not in os.environ
    assert (folder / place.FINISHED).read_text() == "whole"


def test_a_database_the_operator_chose_is_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(place.DATABASE, "postgres://u:p@localhost/x")
    place.prepare()
    place.put_in_place()
    assert os.environ[place.DATABASE] == "postgres://u:p@localhost/x"


def test_the_operators_own_day_stands(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-01")
    place.prepare()
    assert os.environ["THENCHOT_TODAY"] == "2026-12-01"


@pytest.mark.slow
def test_a_fill_killed_in_the_middle_starts_anew_and_ends_whole(killed: tuple[Demo, set[str], Answer]) -> None:
    demo, left, again = killed
    assert place.FILLING in left
    assert place.FINISHED not in left
    assert again.code == 0, again.err
    assert "đối chiếu không có sai lệch" in again.out
    assert not (demo.folder / place.FILLING).exists()
    assert demo.run("verify").code == 0


@pytest.mark.slow
def test_data_that_is_not_a_demo_is_never_written_over(tmp_path: Path) -> None:
    mine = f"sqlite:///{tmp_path / 'mine.sqlite3'}"
    started = start(tmp_path, "--fill-only", "--people", "10", THENCHOT_DATABASE_URL=mine)
    until(lambda: (tmp_path / "mine.sqlite3").exists() and (tmp_path / "mine.sqlite3").stat().st_size > 2_000_000)
    started.kill()
    started.wait()
    refused = run(tmp_path, "demo", "--fill-only", "--people", "10", "--months", "1", THENCHOT_DATABASE_URL=mine)
    assert refused.code == 1
    assert "không ghi đè" in refused.err


def test_a_port_in_use_is_said_before_anything_is_filled(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = run(tmp_path, "demo", "--port", str(port))
    assert answer.code == 1
    assert f"Cổng {port} đang được dùng" in answer.err
    assert "Tạo dữ liệu" not in answer.out


@pytest.mark.slow
def test_the_pages_are_served_on_this_machine_only(demo: Demo, tmp_path: Path) -> None:
    copy = demo.copy(tmp_path / "served")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served = start(copy.folder, "--port", str(port))
    try:
        until(lambda: _answers(port), seconds=60)
        page = _get(port, "/dang-nhap")
        assert "Chi cục trưởng" in page
        assert not _answers_on(port, _own_address())
    finally:
        served.terminate()
        served.wait(timeout=20)


def _answers_on(port: int, address: str) -> bool:
    try:
        with socket.create_connection((address, port), timeout=2):
            return True
    except OSError:
        return False


def _answers(port: int) -> bool:
    return _answers_on(port, "127.0.0.1")


def _own_address() -> str:
    """An address of this machine that is not the loopback; 127.0.0.2 where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.2"


def _get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return str(answer.read().decode())
