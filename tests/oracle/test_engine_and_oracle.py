"""The installed command against a slow second opinion: thousands of lines of every rulebook and kind, good and bad."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from tests.cases.run import CASES, cases, differs
from tests.oracle.asking import disagreeing
from tests.oracle.comparing import printed
from tests.oracle.judge import RULES, Kind, expected
from tests.oracle.making import EVERY_KIND, MAKERS, bad_texts, good_texts

GOOD_LINES, BAD_LINES = 300, 200
SHOWN = 5
Make = Callable[[str, Kind], Sequence[str]]


def good(book: str, kind: Kind) -> Sequence[str]:
    return good_texts(book, kind, GOOD_LINES)


def bad(book: str, kind: Kind) -> Sequence[str]:
    return bad_texts(book, kind, BAD_LINES)


@cache
def differing(book: str, make: Make) -> dict[Kind, list[str]]:
    """What differs, by kind: one process answers the lines of every kind, for its start costs more than its answers."""
    lines = [(kind, text) for known, kind in EVERY_KIND if known == book for text in make(book, kind)]
    found: dict[Kind, list[str]] = {kind: [] for kind, _text in lines}
    for number, said in disagreeing(book, [text for _kind, text in lines]):
        found[lines[number - 1][0]].append(said)
    return found


def test_the_oracle_knows_every_kind_that_lines_are_made_for() -> None:
    assert {book: set(kinds) for book, kinds in MAKERS.items()} == {
        book: set(kinds) for book, kinds in RULES.items()
    }


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_command_and_oracle_agree_on_good_facts(book: str, kind: Kind) -> None:
    assert differing(book, good)[kind][:SHOWN] == []


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_command_and_oracle_agree_on_spoiled_facts(book: str, kind: Kind) -> None:
    assert differing(book, bad)[kind][:SHOWN] == []


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_oracle_meets_every_worked_example(path: Path) -> None:
    """Else the two could agree on the same mistake: the printed examples are the third opinion."""
    for case in cases(path):
        found = expected(case.rulebook, case.line)
        if found.faults:
            wrong = [{"code": code, "field": field, "message": "."} for code, field in found.faults]
            assert any(differs(case.expect, {"error": error}) == "" for error in wrong), case.id
            continue
        values = {name: decimals(value) for name, value in found.values.items()}
        assert differs(case.expect, values) == "", case.id


def decimals(value: object) -> object:
    if isinstance(value, Fraction):
        return printed(value)
    return [decimals(entry) for entry in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_the_lines_made_reach_every_level_that_a_kind_can_give(book: str, kind: Kind) -> None:
    found: Counter[object] = Counter()
    for text in good_texts(book, kind, GOOD_LINES):
        values = expected(book, text).values
        found[values.get("level", values.get("result"))] += 1
    assert set(REACHED.get((book, kind), [])) <= set(found), found


FOUR = ["HTXS", "HTT", "HT", "KHT"]
REACHED: dict[tuple[str, Kind], Sequence[object]] = {
    ("nd335-2025-cong-chuc", "staff"): [*FOUR, "ASK"],
    ("nd335-2025-cong-chuc", "leader"): FOUR,
    ("nd335-2025-cong-chuc", "mean"): [*FOUR, "ASK"],
    ("nd335-2025-cong-chuc", "special"): [None, "NONE"],
    ("nd335-2025-to-chuc", None): [*FOUR, "ASK"],
    ("nd233-2026-vien-chuc", "staff_w"): FOUR,
    ("nd233-2026-vien-chuc", "manager_w"): FOUR,
    ("nd90-2020", None): [*FOUR, "ASK"],
    ("qd366-2025", "hd02"): [*FOUR, "ASK"],
    ("qd366-2025", "hd02_simple"): [*FOUR, "ASK"],
    ("qd366-2025", "condition"): [*FOUR, "ASK"],
    ("hcm-06hd-2026", None): [*FOUR, "ASK"],
    ("hn-3814-2018", None): ["A", "B", "C", "D"],
    ("hcm-qd20-2024", None): FOUR,
    ("danang-2013", None): FOUR,
    ("haiquan-21169-2026", None): [*FOUR, "ASK"],
    ("rewards", "group"): ["N1", "N2", "N3", "N4", "N5"],
    ("rewards", "ldtt"): [True, False],
    ("rewards", "hn_year_end"): [True, False],
}


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_most_spoiled_lines_are_faulty_and_most_faults_stand_alone(book: str, kind: Kind) -> None:
    """An error that may name one of many fields proves little, and so would lines that stay good."""
    faults = [expected(book, text).faults for text in bad_texts(book, kind, BAD_LINES)]
    faulty = [each for each in faults if each]
    assert len(faulty) > BAD_LINES * 0.4
    assert sum(len(each) == 1 for each in faulty) > len(faulty) * 0.7
