"""From typed marks to a verdict and back: what may be typed, what is kept, and that nothing exact is lost."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.assessment.scoring import (
    decimal,
    exact,
    fractions_of,
    kept,
    kind_for,
    plain,
    read_marks,
    rescore,
    score,
    shown,
)
from thenchot.lib import canonical
from thenchot.lib.refusals import Refusal
from thenchot.rules.book import ASK
from thenchot.rules.facts import LeaderFacts, SheetFacts, TaskFact
from thenchot.rulesets.books import known, load

DECREE, CITY = load("nd335-2025-cong-chuc"), load("hn-3814-2018")
LEAF = DECREE.leaves("staff")[0]
MOST = LEAF.max
NUMBERS = st.integers() | st.fractions()
LEAVES = st.none() | st.booleans() | NUMBERS | st.text(max_size=8)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(min_size=2, max_size=6), inner, max_size=4)
)
WORK = [TaskFact(Fraction(10), status="done")]


def marks(each: str = "2") -> dict[str, Fraction]:
    return read_marks(DECREE, "staff", {leaf.id: each for leaf in DECREE.leaves("staff")})


def refused(text: str, criterion: str = LEAF.id) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_marks(DECREE, "staff", {criterion: text})
    return caught.value


# --- what is typed ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("2", "2"), ("2,5", "5/2"), ("2.5", "5/2"), (" 2,5 ", "5/2"), ("\t2\n", "2"), ("0", "0"), ("0,0", "0"), ("-0", "0"),
        ("02", "2"), ("2,", "2"), (",5", "1/2"), ("1,333333", "1333333/1000000"), ("2,50", "5/2"),
    ],
)  # fmt: skip
def test_a_mark_is_read_exactly_with_comma_or_point(text: str, mark: str) -> None:
    assert read_marks(DECREE, "staff", {LEAF.id: text}) == {LEAF.id: Fraction(mark)}


@pytest.mark.parametrize(
    "text",
    [
        "bốn", "4,5,6", "4..5", "4.5,6", "1e3", "1E0", "٣", "２", "½", "²", "1/2", "--1", "-", ".", ",", "-.", ".-1", "1-",
        "+2", "2 5", "2\u00a05",
        "0x2", "1_0", "nan", "inf", "NaN", "2%", "2đ", "'2'", "1,3333333", "9" * 5000, "0," + "1" * 5000, "1;2", "\0",
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_at_its_own_line(text: str) -> None:
    refusal = refused(text)
    assert (refusal.code, refusal.status, refusal.field) == ("sheet.mark_not_number", 422, LEAF.id)
    assert LEAF.id in refusal.sentence


@pytest.mark.parametrize("text", ["-1", "-0,000001", "100", "5,000001", "999999"])
def test_a_mark_outside_its_range_is_refused_with_the_range(text: str) -> None:
    refusal = refused(text)
    assert (refusal.code, refusal.field) == ("sheet.mark_out_of_range", LEAF.id)
    assert f"từ 0 đến {shown(MOST)}." in refusal.sentence


def test_the_largest_mark_itself_is_taken_and_a_little_more_is_not() -> None:
    assert MOST is not None
    assert read_marks(DECREE, "staff", {LEAF.id: shown(MOST)}) == {LEAF.id: MOST}
    assert refused(f"{shown(MOST + Fraction(1, 10**6))}").code == "sheet.mark_out_of_range"


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u00a0"])
def test_a_blank_line_is_left_out_and_never_taken_as_nought(text: str) -> None:
    assert read_marks(DECREE, "staff", {LEAF.id: text}) == {}


@pytest.mark.parametrize("criterion", ["", "x", "I", "score", "I.1 ", "ket_qua"])
def test_a_criterion_the_book_does_not_have_is_refused_even_when_it_is_blank(criterion: str) -> None:
    for text in ("2", ""):
        refusal = refused(text, criterion)
        assert (refusal.code, refusal.field) == ("sheet.unknown_criterion", criterion)


@pytest.mark.parametrize("name", known())
def test_every_book_takes_its_own_largest_marks(name: str) -> None:
    book = load(name)
    for kind in book.kinds():
        leaves = book.leaves(kind)
        typed = {leaf.id: shown(leaf.max) or "1" for leaf in leaves}
        assert list(read_marks(book, kind, typed)) == [leaf.id for leaf in leaves]


@given(st.integers(0, 10**6), st.integers(0, 6))
def test_a_number_is_shown_as_it_would_be_typed(top: int, places: int) -> None:
    number = Fraction(top, 10**places)
    if MOST is not None and number <= MOST:
        assert read_marks(DECREE, "staff", {LEAF.id: shown(number)}) == {LEAF.id: number}


@pytest.mark.parametrize(
    ("number", "text"),
    [(None, ""), (Fraction(5, 2), "2,5"), (Fraction(30), "30"), (Fraction(100), "100"), (Fraction(1, 1000), "0,001")],
)
def test_numbers_are_shown_with_a_comma_and_without_powers_of_ten(number: Fraction | None, text: str) -> None:
    assert shown(number) == text


# --- what is kept -----------------------------------------------------------------------------------


@given(VALUES)
def test_what_is_kept_comes_back_equal(value: Any) -> None:
    through_json = canonical.loads(canonical.dumps(plain(value)))
    assert exact(through_json) == value


@given(VALUES)
def test_what_is_kept_is_plain_json_without_a_binary_number(value: Any) -> None:
    assert json.loads(json.dumps(plain(value), allow_nan=False), parse_float=pytest.fail) == plain(value)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_a_decimal_and_the_fraction_equal_to_it_are_kept_alike(number: Decimal) -> None:
    assert plain(number) == plain(Fraction(number))
    assert exact(plain(number)) == number


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Fraction(15, 2), {"n": "15/2"}), (Fraction(4, 2), 2), (Decimal("7.50"), {"n": "15/2"}), (True, True), (0, 0),
        ("15/2", "15/2"),
        ((1, Fraction(1, 3)), [1, {"n": "1/3"}]), ({"a": (None,)}, {"a": [None]}),
    ],
)  # fmt: skip
def test_whole_numbers_stay_numbers_and_others_say_that_they_are_one(value: object, written: object) -> None:
    assert plain(value) == written


def test_a_table_with_a_key_of_that_name_and_others_is_a_table() -> None:
    value = {"n": "một", "m": Fraction(1, 2)}
    assert exact(plain(value)) == value


@pytest.mark.parametrize("value", [0.5, {"a": 1.0}, object()], ids=str)
def test_what_is_not_exact_is_not_kept(value: object) -> None:
    with pytest.raises(TypeError):
        plain(value)


@given(st.dictionaries(st.text(max_size=5), st.fractions(), max_size=5))
def test_marks_come_back_as_they_were_kept(given_marks: dict[str, Fraction]) -> None:
    assert fractions_of(kept(given_marks)) == given_marks


def test_no_marks_are_no_marks() -> None:
    assert fractions_of(None) == fractions_of({}) == {}


@given(st.fractions(0, 150))
def test_the_column_of_a_score_keeps_twelve_places(number: Fraction) -> None:
    column = decimal(number)
    assert column is not None
    assert abs(Fraction(column) - number) <= Fraction(1, 2 * 10**12)
    assert column.as_tuple().exponent == -12
    assert decimal(None) is None


KINDS: list[tuple[str, str | None, str | None]] = [
    ("nd335-2025-cong-chuc", "staff", "leader"), ("nd233-2026-vien-chuc", "staff_w", "manager_w"),
    ("haiquan-21169-2026", "staff", "leader"), ("hn-3814-2018", None, None), ("hn-1841-2021", None, None),
    ("hcm-qd20-2024", None, None), ("hcm-06hd-2026", None, None), ("danang-2013", None, None), ("nd90-2020", None, None),
    ("qd366-2025", "hd02_simple", "hd02_simple"), ("nd335-2025-to-chuc", None, None), ("rewards", None, None),
]  # fmt: skip


# --- the verdict ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "staff", "leader"), KINDS)
def test_each_shipped_book_has_its_kinds_of_sheet(name: str, staff: str | None, leader: str | None) -> None:
    book = load(name)
    assert kind_for(book, "staff") == staff
    assert kind_for(book, "head") == kind_for(book, "deputy") == leader


def test_the_list_of_books_above_is_complete() -> None:
    assert {row[0] for row in KINDS} == set(known())


def test_a_sheet_is_judged_and_judged_again_from_what_was_kept() -> None:
    scored = score(DECREE, "staff", SheetFacts(marks("2,25"), WORK, None), {})
    stored = canonical.loads(canonical.dumps(scored.inputs))
    assert scored.band == "HTXS"
    assert scored.score == exact(scored.verdict["values"]["score"]) == Fraction(185, 2)
    assert rescore(DECREE, stored) == scored.verdict
    assert canonical.dumps(rescore(DECREE, stored)) == canonical.dumps(scored.verdict)


@pytest.mark.parametrize("setting", ["cap_total", "cap_each"])
def test_the_settings_of_the_cycle_are_kept_with_the_inputs(setting: str) -> None:
    work = [TaskFact(Fraction(10), status="done", rejections=3), TaskFact(Fraction(2), origin="unplanned", status="done")]
    scored = score(DECREE, "staff", SheetFacts(marks(), work, None), {"ratio_above_one": setting})
    assert scored.inputs["config"] == {"ratio_above_one": setting}
    assert rescore(DECREE, scored.inputs) == scored.verdict


@pytest.mark.parametrize(
    ("facts", "kind", "why"),
    [
        (SheetFacts(marks(), [], None), "staff", "nothing_assigned"),
        (SheetFacts({}, WORK, None), "staff", "marks_missing"),
        (SheetFacts(marks(), WORK, LeaderFacts((), Fraction(1), Fraction(1))), "leader", "nobody_scored_below"),
        (SheetFacts(marks(), WORK, None), "leader", "leader_facts_missing"),
        (SheetFacts({}, WORK, None), "nobody", "kind_has_no_sheet"),
    ],
)
def test_facts_that_allow_no_score_are_left_to_the_authority_and_say_why(facts: Any, kind: str, why: str) -> None:
    scored = score(DECREE, kind, facts, {})
    assert (scored.score, scored.band) == (None, ASK)
    assert scored.inputs["input"] is None
    assert scored.verdict["values"] == {"score": None, "level": ASK}
    assert scored.verdict["warnings"][0][0] == why
    assert rescore(DECREE, scored.inputs) is None


def test_a_book_that_only_adds_marks_needs_no_work() -> None:
    given_marks = read_marks(CITY, None, {"y_thuc": "18", "ket_qua": "62", "thuong": "5"})
    scored = score(CITY, None, SheetFacts(given_marks, [], None), {})
    assert scored.score == 85
    assert rescore(CITY, canonical.loads(canonical.dumps(scored.inputs))) == scored.verdict
