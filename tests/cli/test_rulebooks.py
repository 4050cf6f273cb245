"""`thenchot rulebooks`: what is there, from when, how sure, and what of the decree is carried out."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from thenchot.cli.main import main
from thenchot.rulesets import books
from thenchot.rulesets.coverage import coverage

COMMAND = Path(sys.executable).parent / "thenchot"


@pytest.fixture
def listing(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["rulebooks"]) == 0
    return capsys.readouterr().out


def test_every_rulebook_is_listed_with_its_digest(listing: str) -> None:
    for book in books.all_books():
        assert f"\n{book.id}" in f"\n{listing}"
        assert book.name in listing
        assert book.digest[:12] in listing


def test_dates_and_switches_are_told(listing: str) -> None:
    assert "Áp dụng từ 01/01/2026; nguyên văn; bật" in listing
    assert "Áp dụng từ 16/05/2018 đến 31/12/2021; theo báo chí; bật, có ghi chú" in listing
    assert "tắt, chờ cơ quan xác nhận" in listing
    assert "chưa có văn bản; tắt, chờ đối chiếu văn bản" in listing


def test_an_alias_is_told(listing: str) -> None:
    assert "qd366-2025 (còn gọi hd02-2026-quy)" in listing


def test_every_clause_of_the_decree_is_told_with_its_rule_or_its_reason(listing: str) -> None:
    lines = listing.splitlines()
    for clause in coverage().clauses:
        found = [line for line in lines if line.startswith(f"  {clause.name}: ")]
        assert len(found) == 1, clause.name
        if clause.reason:
            assert coverage().reasons[clause.reason] in found[0]
        for rule in clause.rules:
            assert rule in found[0]


def test_the_count_closes_the_listing(listing: str) -> None:
    clauses = coverage().clauses
    carried = sum(bool(clause.rules) for clause in clauses)
    assert listing.rstrip().splitlines()[-1] == (
        f"{carried} điều, khoản có quy tắc; {len(clauses) - carried} điều, khoản có lý do; tổng {len(clauses)}"
    )


def test_other_commands_go_to_the_management(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[list[str]] = []

    class Management:
        @staticmethod
        def execute_from_command_line(argv: list[str]) -> None:
            calls.append(argv)

    monkeypatch.setattr(importlib, "import_module", lambda name: Management)
    assert main(["migrate", "--plan"]) == 0
    assert calls == [["thenchot", "migrate", "--plan"]]


OLDER = Path(__file__).parents[1] / "rulesets" / "older"


@pytest.mark.row("004-15")
def test_a_month_of_2016_finds_the_rules_of_2015_and_is_judged_by_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("THENCHOT_RULEBOOKS", str(OLDER))
    assert main(["rulebooks", "--on", "2016-03-31", "--subject", "can_bo"]) == 0
    listed = [line for line in capsys.readouterr().out.splitlines() if line and not line.startswith(" ")]
    assert listed[0] == "quan-2015"
    assert not [line for line in listed if line.startswith(("hn-", "nd", "qd"))]

    month = '{"id": "2016-03", "input": {"ky_luat": 38, "ket_qua": 55}}\n'
    (tmp_path / "month.jsonl").write_text(month, encoding="utf-8")
    done = subprocess.run(
        [COMMAND, "evaluate", "quan-2015", str(tmp_path / "month.jsonl")], capture_output=True, check=True
    )
    answer = json.loads(done.stdout)
    # 93 points were B in 2015; by the city's bounds of 2018 they would be A.
    assert (answer["score"], answer["level"]) == (93, "B")


def test_today_lists_what_is_in_force_today(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rulebooks", "--on", "2026-11-21", "--subject", "cong_chuc"]) == 0
    listing = f"\n{capsys.readouterr().out}"
    assert "\nnd335-2025-cong-chuc" in listing
    assert "\nnd90-2020" not in listing
    assert "\nnd335-2025-to-chuc" not in listing


def test_a_subject_alone_lists_every_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rulebooks", "--subject", "to_chuc"]) == 0
    listing = f"\n{capsys.readouterr().out}"
    assert "\nnd335-2025-to-chuc" in listing
    assert "\nnd90-2020" not in listing


def test_a_rulebook_file_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    monkeypatch.setenv("THENCHOT_RULEBOOKS", str(tmp_path))
    assert main(["rulebooks"]) == 1
    assert "broken.yaml: citation" in capsys.readouterr().err


def test_a_reader_that_stops_reading_ends_the_command_quietly() -> None:
    command = f"{sys.executable} -m thenchot.cli.main rulebooks | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
