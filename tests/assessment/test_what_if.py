"""Marks that go over from one form to another, and a month judged by a rulebook with another formula."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.assessment.what_if import Compared, Outcome, carried
from thenchot.rules.book import Criterion

TENTHS = st.integers(min_value=0, max_value=100).map(lambda n: Fraction(n, 10))


def form(*tops: int, name: str = "a") -> list[Criterion]:
    return [Criterion(f"{name}{at}", f"Tiêu chí {at}", max=Fraction(top)) for at, top in enumerate(tops)]


def test_marks_of_the_same_lines_stay_where_they_are() -> None:
    marks = {"a0": Fraction(4), "a1": Fraction(5, 2), "a2": Fraction(1)}
    assert carried(marks, form(5, 5, 5), form(5, 5)) == {"a0": Fraction(4), "a1": Fraction(5, 2)}


@given(st.lists(TENTHS, min_size=3, max_size=3))
def test_on_other_lines_of_the_same_total_the_sum_goes_over_and_no_line_above_its_maximum(
    marks: list[Fraction],
) -> None:
    old, new = form(10, 10, 10), form(4, 6, 20, name="b")
    found = carried({leaf.id: mark for leaf, mark in zip(old, marks, strict=True)}, old, new)
    assert found is not None
    assert sum(found.values()) == sum(marks)
    assert all(0 <= found[leaf.id] <= (leaf.max or 0) for leaf in new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (form(10, 10), form(10, 20, name="b")),
        (form(10, 10, 10), form(20, name="b")),
        ([], form(10, name="b")),
    ],
)
def test_where_the_totals_differ_or_nothing_was_marked_nothing_is_guessed(
    old: list[Criterion], new: list[Criterion]
) -> None:
    marks = {leaf.id: Fraction(5) for leaf in old}
    assert carried(marks, old, new) is None


def test_a_form_with_a_line_nobody_marked_does_not_go_over() -> None:
    assert carried({"a0": Fraction(3)}, form(5, 5), form(10, name="b")) is None
    assert carried({}, form(5), []) == {}


@pytest.mark.parametrize(
    ("before", "after", "moved", "delta"),
    [
        (("HTT", 80), ("HTXS", 91), 1, 11),
        (("HTXS", 91), ("HT", 60), -2, -31),
        (("HTT", 80), ("HTT", 82), 0, 2),
        (("ASK", None), ("HT", 60), 0, None),
        (("HT", 60), ("NONE", None), 0, None),
    ],
)
def test_levels_up_and_down_are_counted_in_the_words_of_the_law(
    before: tuple[str, int | None], after: tuple[str, int | None], moved: int, delta: int | None
) -> None:
    one = Compared(None, *(_outcome(*side) for side in (before, after)))  # type: ignore[arg-type]
    assert (one.moved, one.delta) == (moved, delta)
    assert one.differs


def _outcome(level: str, score: int | None) -> Outcome:
    return Outcome(None if score is None else Fraction(score), level, level)
