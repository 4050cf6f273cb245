"""Plan rows as products or appraised tasks: what a formula gets of them, and every missing piece named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.rules.appraisal import AppraisedTask, Lacking, city_tasks, products
from thenchot.rules.evaluate import evaluate
from thenchot.rules.facts import SheetFacts, sheet_input
from thenchot.rulesets.books import load

PARTY, CITY = load("qd366-2025"), load("hcm-06hd-2026")


def product(weight: int, *axes: int, exceeds: bool = False, **other: object) -> AppraisedTask:
    row = AppraisedTask(f"SP {weight}", Fraction(1), weight=Fraction(weight), axes=tuple(map(Fraction, axes)), exceeds=exceeds)
    return replace(row, **other)  # type: ignore[arg-type]


SOURCE = [
    product(30, 100, 95, 100, 100, exceeds=True), product(15, 100, 90, 100, 95, exceeds=True),
    product(10, 100, 100, 100, 100), product(10, 100, 95, 100, 90), product(5, 100, 90, 90, 90),
]  # fmt: skip


def marks(general: int) -> dict[str, Fraction]:
    third = min(8, general)
    second = min(4, general - third)
    return {"group1": Fraction(general - third - second), "group2": Fraction(second), "group3": Fraction(third)}


def test_the_printed_example_of_the_quarter_comes_out_of_the_rows() -> None:
    found = sheet_input(PARTY, "hd02", SheetFacts(marks(30), extra={"weights": "K2"}, appraised=SOURCE))
    verdict = evaluate(PARTY, "hd02", found.given, {})
    assert (verdict.score, verdict.level) == (Fraction("97.6"), "HTXS")
    assert found.given is not None
    assert (found.given["done"], found.given["exceed"], found.given["late"]) == (100, 40, 0)


def test_the_plain_mean_of_the_axes_needs_no_kind_of_post() -> None:
    rows = [product(30, 100, 90, 80, 90), product(40, 95, 85, 90, 80)]
    found = sheet_input(PARTY, "hd02_simple", SheetFacts(marks(26), appraised=rows))
    assert evaluate(PARTY, "hd02_simple", found.given, {}).score == 88


@pytest.mark.parametrize(("subjective", "level"), [("yes", "KHT"), ("no", "ASK")])
def test_work_not_done_asks_whose_doing_it_is_and_the_answer_decides(subjective: str, level: str) -> None:
    rows = [*SOURCE[:4], replace(SOURCE[4], done=False)]
    facts = SheetFacts(marks(30), extra={"weights": "K2"}, appraised=rows)
    assert sheet_input(PARTY, "hd02", facts).lacking == (Lacking("lacks_cause"),)
    found = sheet_input(PARTY, "hd02", replace(facts, extra={"weights": "K2", "subjective": subjective}))
    assert evaluate(PARTY, "hd02", found.given, {}).level == level


def test_under_thirty_percent_exceeded_the_next_level_is_given() -> None:
    rows = [replace(row, exceeds=False) for row in SOURCE]
    found = sheet_input(PARTY, "hd02", SheetFacts(marks(30), extra={"weights": "K2"}, appraised=rows))
    verdict = evaluate(PARTY, "hd02", found.given, {})
    assert (verdict.level_by_score, verdict.level) == ("HTXS", "HTT")


def test_the_citys_tasks_come_out_of_the_rows() -> None:
    rows = [
        AppraisedTask("1", Fraction(20), late_days=2, difficulty=Fraction(1), quality=Fraction(90)),
        AppraisedTask("2", Fraction(30), late_days=-1, difficulty=Fraction("1.2"), quality=Fraction(95)),
        AppraisedTask("3", Fraction(10), late_days=6, difficulty=Fraction(1), quality=Fraction(80)),
    ]
    found = sheet_input(CITY, None, SheetFacts(marks(26), appraised=rows))
    verdict = evaluate(CITY, None, found.given, {})
    assert (verdict.values["bonus"], verdict.level) == (Fraction("1.737"), "HTT")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"weight": None}, "lacks_weight"), ({"axes": (Fraction(1), None, Fraction(1), Fraction(1))}, "lacks_axes"),
        ({"confirmed": False}, "lacks_confirmation"),
    ],
)  # fmt: skip
def test_each_missing_piece_of_a_product_is_named_with_its_row(change: dict[str, object], code: str) -> None:
    rows = [replace(SOURCE[0], **change), *SOURCE[1:]]  # type: ignore[arg-type]
    facts = SheetFacts(marks(30), extra={"weights": "K2"}, appraised=rows, confirming=True)
    found = sheet_input(PARTY, "hd02", facts)
    assert (found.given, found.reason, found.lacking) == (None, code, (Lacking(code, "SP 30"),))


@pytest.mark.parametrize(
    ("change", "code"),
    [({"difficulty": None}, "lacks_difficulty"), ({"quality": None}, "lacks_quality"), ({"late_days": None}, "lacks_progress")],
)
def test_each_missing_piece_of_a_task_is_named_with_its_row(change: dict[str, object], code: str) -> None:
    row = AppraisedTask("Việc", Fraction(20), late_days=0, difficulty=Fraction(1), quality=Fraction(90))
    assert city_tasks([replace(row, **change)], confirmed=False).lacking == (Lacking(code, "Việc"),)  # type: ignore[arg-type]


def test_nothing_to_do_and_no_kind_of_post_are_named_too() -> None:
    assert products([], "", confirmed=False).lacking == city_tasks([], confirmed=False).lacking == (Lacking("lacks_products"),)
    found = sheet_input(PARTY, "hd02", SheetFacts(marks(30), appraised=SOURCE))
    assert found.lacking == (Lacking("lacks_post"),)


def test_a_proposal_is_enough_for_the_provisional_score_only() -> None:
    rows = [replace(row, confirmed=False) for row in SOURCE]
    facts = SheetFacts(marks(30), extra={"weights": "K2"}, appraised=rows)
    assert sheet_input(PARTY, "hd02", facts).given is not None
    assert len(sheet_input(PARTY, "hd02", replace(facts, confirming=True)).lacking) == len(rows)


flags = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=8)


@given(flags)
def test_the_shares_are_exact_and_of_all_rows(rows: list[tuple[bool, bool, bool]]) -> None:
    told = [product(10, 90, 90, 90, 90, exceeds=e, done=d, late=late) for d, e, late in rows]
    found = products(told, "no", confirmed=True).given
    for name, place in (("done", 0), ("exceed", 1), ("late", 2)):
        share = found[name]
        assert isinstance(share, Fraction)
        assert share * len(rows) == 100 * sum(row[place] for row in rows)
