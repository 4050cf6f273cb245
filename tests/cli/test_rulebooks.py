"""`thenchot rulebooks`: what is there, from when, how sure, and what of the decree is carried out."""

from __future__ import annotations

import importlib

import pytest

from thenchot.cli.main import main
from thenchot.rulesets import books
from thenchot.rulesets.coverage import coverage


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
