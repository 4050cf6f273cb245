"""A thousand random sheets of each shipped rulebook: the sheet's score is what the installed command answers.

The input of the command is worked out here from the marks and tasks once more, by the words of the decree, so that the two
roads share nothing but the engine. Totals of assigned units are such that every ratio ends, as JSON cannot say 1/3.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from thenchot.assessment.scoring import (
    Scored,
    decimal,
    exact,
    kind_for,
    read_marks,
    rescore,
    score,
    shown,
)
from thenchot.rules.book import ASK, LEADER_KINDS, Rulebook
from thenchot.rules.facts import LeaderFacts, SheetFacts, TaskFact
from thenchot.rulesets import books

COMMAND = str(Path(sys.executable).with_name("thenchot"))
SHEETS = 1000
BY_RANK = [
    ("nd335-2025-cong-chuc", "staff"), ("nd335-2025-cong-chuc", "deputy"), ("nd233-2026-vien-chuc", "staff"),
    ("nd233-2026-vien-chuc", "head"), ("haiquan-21169-2026", "staff"), ("haiquan-21169-2026", "head"),
    ("hn-3814-2018", "staff"), ("hn-1841-2021", "head"), ("danang-2013", "staff"), ("hcm-qd20-2024", "staff"),
]  # fmt: skip
WITHOUT = {"hcm-06hd-2026", "nd335-2025-to-chuc", "nd90-2020", "qd366-2025", "rewards"}
"""Books whose lines a sheet of marks and tasks does not hold: bodies, counted tasks, products with weights, rewards."""
ENDING = (1, 2, 4, 5, 8, 10, 16, 20, 25, 32, 40, 50)
NEAR = Fraction(1, 10**12)


@dataclass(frozen=True)
class Drawn:
    """One random sheet as it is typed and planned."""

    marks: Mapping[str, str]
    tasks: Sequence[TaskFact] = ()
    leader: LeaderFacts | None = None
    config: Mapping[str, str] = field(default_factory=dict)


def draw(rng: random.Random, book: Rulebook, kind: str | None) -> Drawn:
    marks = {leaf.id: _typed(rng, leaf.max or Fraction(100)) for leaf in book.leaves(kind)}
    leads = kind in LEADER_KINDS
    leader = LeaderFacts(_bands(rng), _half(rng), _half(rng)) if leads else None
    config = {"ratio_above_one": rng.choice(["cap_total", "cap_each"])} if book.setting("ratio_above_one") else {}
    return Drawn(marks, _tasks(rng), leader, config)


def _typed(rng: random.Random, maximum: Fraction) -> str:
    """A mark in hundredths, at times exactly on a bound."""
    top = int(maximum * 100)
    return shown(Fraction(rng.choice([0, top, rng.randint(0, top), rng.randint(top // 2, top)]), 100))


def _half(rng: random.Random) -> Fraction:
    return rng.choice([Fraction(1), Fraction(1, 2)])


def _bands(rng: random.Random) -> tuple[str | None, ...]:
    return ("HTT", *rng.choices([None, "HTXS", "HTT", "HT", "KHT", "ASK"], weights=[1, 3, 5, 2, 1, 1], k=rng.randint(0, 6)))


def _tasks(rng: random.Random) -> tuple[TaskFact, ...]:
    total = rng.choice(ENDING)
    cuts = sorted(rng.randint(0, total * 2) for _ in range(rng.randint(0, 4)))
    sizes = [Fraction(b - a, 2) for a, b in zip([0, *cuts], [*cuts, total * 2], strict=True) if b > a]
    planned = [_task(rng, size, "planned") for size in sizes]
    others = rng.choices(["taken_over", "unplanned"], k=rng.randint(0, 3))
    return (*planned, *(_task(rng, Fraction(rng.randint(1, 12), 4), origin) for origin in others))


def _task(rng: random.Random, units: Fraction, origin: Any) -> TaskFact:
    rejections, latenesses = (rng.choices([0, 1, 2, 3, 5], weights=[8, 3, 1, 1, 1])[0] for _ in range(2))
    status: Any = rng.choices(["done", "assigned", "handed_back"], weights=[8, 1, 1])[0]
    excused = rng.randint(0, rejections), rng.randint(0, latenesses)
    return TaskFact(units, origin, status, rejections, excused[0], latenesses, excused[1])


# --- the same facts, put for the command by the words of the decree ---------------------------------------------


def _general(drawn: Drawn) -> Fraction:
    return sum((_number(mark) for mark in drawn.marks.values()), Fraction(0))


def _number(typed: str) -> Fraction:
    return Fraction(typed.replace(",", "."))


def _done(drawn: Drawn) -> list[list[Any]]:
    """Điều 18 khoản 1 điểm d: what is done counts wherever it came from; excused times deduct nothing."""
    return [
        [t.units, t.rejections - t.rejections_excused, t.latenesses - t.latenesses_excused]
        for t in drawn.tasks if t.status == "done"
    ]  # fmt: skip


def _assigned(drawn: Drawn) -> Fraction:
    return sum((task.units for task in drawn.tasks if task.origin == "planned"), Fraction(0))


def _ratios(drawn: Drawn) -> list[Fraction]:
    """Điều 14 khoản 2: quantity, then quality and progress with a quarter off for each time, never below nothing."""
    done, whole = _done(drawn), _assigned(drawn)
    return [
        sum((units for units, _, _ in done), Fraction(0)) / whole,
        sum((units * _quarters_off(rejections) for units, rejections, _ in done), Fraction(0)) / whole,
        sum((units * _quarters_off(latenesses) for units, _, latenesses in done), Fraction(0)) / whole,
    ]


def _quarters_off(times: int) -> Fraction:
    return max(Fraction(0), 1 - Fraction(times, 4))


def _six(drawn: Drawn) -> list[Any]:
    """Điều 15 khoản 3: one person below who did not complete makes d a half; those without a score are left out."""
    assert drawn.leader is not None
    d = Fraction(1, 2) if "KHT" in drawn.leader.bands else Fraction(1)
    return [*_ratios(drawn), d, drawn.leader.dd, drawn.leader.e]


def put(kind: str | None, drawn: Drawn) -> dict[str, Any]:
    match kind:
        case "staff":
            return {"general": _general(drawn), "assigned": _assigned(drawn), "items": _done(drawn)}
        case "leader":
            units = sum((units for units, _, _ in _done(drawn)), Fraction(0))
            return {"general": _general(drawn), "six": _six(drawn), "load": [units, _assigned(drawn)]}
        case "staff_w" | "manager_w":
            names = ("so_luong", "chat_luong", "tien_do", "don_vi", "to_chuc", "doan_ket")
            parts = _six(drawn) if kind == "manager_w" else _ratios(drawn)
            percents = {name: part * 100 for name, part in zip(names, parts, strict=False)}
            return {"general": _general(drawn), **percents}
        case _:
            return {name: _number(mark) for name, mark in drawn.marks.items()}


def _line(number: int, kind: str | None, drawn: Drawn) -> str:
    given = {"id": number, "input": put(kind, drawn), "config": dict(drawn.config)} | ({"kind": kind} if kind else {})
    return json.dumps(given, default=_spelled)


def _spelled(value: Fraction) -> float:
    """As JSON: every number here has few enough digits that a binary one prints the same."""
    spelled = float(value)
    assert Fraction(repr(spelled)) == value
    return spelled


def answers_of(book: Rulebook, kind: str | None, sheets: Sequence[Drawn]) -> list[dict[str, Any]]:
    lines = "".join(f"{_line(number, kind, drawn)}\n" for number, drawn in enumerate(sheets))
    done = subprocess.run([COMMAND, "evaluate", book.id], input=lines.encode(), capture_output=True, check=True, timeout=60)
    return [json.loads(line, parse_float=Decimal) for line in done.stdout.decode().splitlines()]


def scored(book: Rulebook, kind: str | None, drawn: Drawn) -> Scored:
    marks = read_marks(book, kind, drawn.marks)
    return score(book, kind, SheetFacts(marks, list(drawn.tasks), drawn.leader), drawn.config)


@pytest.mark.parametrize(("name", "rank"), BY_RANK)
def test_a_thousand_sheets_score_as_the_installed_command_says(name: str, rank: str) -> None:
    book = books.load(name)
    kind, rng = kind_for(book, rank), random.Random(f"{name} {rank}")
    sheets = [draw(rng, book, kind) for _ in range(SHEETS)]
    answers = answers_of(book, kind, sheets)
    assert [answer["id"] for answer in answers] == list(range(SHEETS))
    for drawn, answer in zip(sheets, answers, strict=True):
        found = scored(book, kind, drawn)
        # Where a rulebook only says in which band a score falls, the score is the one mark itself.
        expected = answer["score"] if "score" in answer else _number(drawn.marks["score"])
        assert decimal(found.score) == decimal(Fraction(expected)), drawn
        assert found.band == answer.get("level_by_score", answer["level"]), drawn
        _same_values(found, answer)
    assert {answer["level"] for answer in answers} >= {level.code for level in book.levels}, "the draw misses a level"


def _same_values(found: Scored, answer: Mapping[str, Any]) -> None:
    values = exact(found.verdict["values"])
    assert set(values) <= set(answer)
    for name, value in values.items():
        if isinstance(value, int | Fraction) and not isinstance(value, bool):
            assert abs(Fraction(value) - Fraction(answer[name])) < NEAR, name
        else:
            assert value == answer[name], name
    assert [reason[0] for reason in found.verdict["because"]] == [reason["code"] for reason in answer["because"]]
    assert found.verdict["assumed"] == answer["assumed"]
    assert len(found.verdict["warnings"]) == len(answer["warnings"])


@pytest.mark.parametrize(("name", "rank"), BY_RANK)
def test_what_is_kept_of_a_sheet_is_judged_again_to_the_same_verdict(name: str, rank: str) -> None:
    book = books.load(name)
    kind, rng = kind_for(book, rank), random.Random(f"{name} {rank} again")
    for _ in range(100):
        found = scored(book, kind, draw(rng, book, kind))
        through_text = json.loads(json.dumps(found.inputs))
        assert rescore(book, through_text) == found.verdict == json.loads(json.dumps(found.verdict))


def test_every_shipped_rulebook_is_either_drawn_here_or_has_no_sheet_of_marks_and_tasks() -> None:
    assert {name for name, _ in BY_RANK} | WITHOUT == set(books.known())
    for name in WITHOUT:
        book = books.load(name)
        kind = kind_for(book, "staff")
        marks = {leaf.id: Fraction(0) for leaf in book.leaves(kind)}
        found = score(book, kind, SheetFacts(marks, [TaskFact(Fraction(1), status="done")], None), {})
        assert (found.score, found.band) == (None, ASK), name
